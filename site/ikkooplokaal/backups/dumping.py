"""One database of PostgreSQL, by pg_dump: asks for no other right than the site has, and goes into any server of the same version or newer.

What the manifest tells is counted in the snapshot that pg_dump reads, so it is the copy's to the row, whoever writes meanwhile.
Source: postgresql.org/docs/current/app-pgdump.html (--snapshot)
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from ikkooplokaal.backups import fleeting, programs, shelf
from ikkooplokaal.backups.facts import Ask, Facts, told_by
from ikkooplokaal.backups.refusals import NotEmpty, ProgramFailed

PART = "database.dump"


def save(folder: Path) -> Facts:
    """Raises NoProgram and ProgramFailed."""
    left_out = [f"--exclude-table-data={table}" for table in fleeting.tables()]
    with snapshot() as (name, ask):
        facts = told_by(ask, "postgresql")
        where = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={folder / PART}"]
        programs.run("pg_dump", *where, *left_out, env=programs.environment(connection.settings_dict))
    (folder / PART).chmod(0o600)
    shelf.keep(folder / PART)
    return facts


@contextmanager
def snapshot() -> Iterator[tuple[str, Ask]]:
    """One moment of the database, over a connection of its own: its name for pg_dump, and a way to ask it. Raises ProgramFailed when the server is
    away, or goes meanwhile."""
    try:
        own: Any = connection.get_new_connection(connection.get_connection_params())
        with closing(own):
            own.isolation_level, own.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
            [[name]] = own.execute("SELECT pg_export_snapshot()").fetchall()
            yield name, lambda query: own.execute(query).fetchall()
    except psycopg.Error as error:
        raise ProgramFailed(last_line(error)) from error


def check_free() -> None:
    """Raises NotEmpty, and ProgramFailed when the server is away."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise ProgramFailed(last_line(error)) from error
    if tables:
        raise NotEmpty(f"{connection.settings_dict['NAME']}: {tables[0]}")


def last_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[-1]


def lay_down(folder: Path) -> None:
    """In one transaction: whole or not at all. Raises NotEmpty, NoProgram and ProgramFailed."""
    check_free()
    connection.close()
    into = f"--dbname={connection.settings_dict['NAME']}"
    how = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", into]
    programs.run("pg_restore", *how, folder / PART, env=programs.environment(connection.settings_dict))
