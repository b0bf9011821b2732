"""Test databases are migrated once, and copied from then on: to every worker, and to the next run as well.

The copy carries a key: a sum of every migration of every app, of the versions of all packages, and of the database's own version. Whatever
changes there changes the key, so that no copy is ever stale. SQLite's stands in `var/`; PostgreSQL's in its server, and in `var/` for the
next one. Others are thrown away when a new one is made. `--create-db` and `--nomigrations` do without, and a database that holds tables
(`--reuse-db`) is migrated as it stands.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.services import postgres
from votes import triggers

FOLDER = Path(__file__).parents[2] / "var" / "migrated"
POSTGRES_NAME = "ikl_migrated_"
POSTGRES_LOCK = 1_873_002


class NoCopy(Exception):
    """There is no migrated database to copy; the message says why."""


class Command(migrate.Command):
    """`migrate`, which fills an empty database from a copy."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.introspection.table_names():
            super().handle(*args, **options)
            return
        fill = {"sqlite": fill_sqlite, "postgresql": fill_postgresql}[connection.vendor]
        fill(connection, lambda: super(Command, self).handle(*args, **options))


def fill_sqlite(connection: BaseDatabaseWrapper, migrated: Callable[[], None], folder: Path = FOLDER) -> None:
    """Copy the file into the database; the first to come migrates, and makes the file."""
    with alone(folder):
        key = fingerprint(sqlite3.sqlite_version)
        copy = folder / f"{key}.sqlite3"
        if copy.exists():
            with sqlite3.connect(copy) as source:
                source.backup(connection.connection)
            source.close()
            return
        migrated()
        for older in folder.glob("*.sqlite3*"):
            older.unlink()
        if fingerprint(sqlite3.sqlite_version) == key:
            keep_sqlite(connection, copy)


def keep_sqlite(connection: BaseDatabaseWrapper, copy: Path) -> None:
    """Whole or not at all: it gets its name when it is ready."""
    unfinished = copy.with_suffix(".sqlite3-unfinished")
    with sqlite3.connect(unfinished) as target:
        connection.connection.backup(target)
    target.close()
    os.replace(unfinished, copy)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time; the lock goes with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fill_postgresql(connection: BaseDatabaseWrapper, migrated: Callable[[], None], folder: Path = FOLDER) -> None:
    """Make the database anew from the template; the first to come fills it from the file, or migrates, and makes the template of it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    name, template = connection.settings_dict["NAME"], POSTGRES_NAME + fingerprint(version)
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [POSTGRES_LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [POSTGRES_NAME])
        known = {row[0] for row in cursor.fetchall()}
        if template in known:
            connection.close()
            cursor.execute(f'DROP DATABASE "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            return
        kept = folder / f"{template}.dump"
        connection.close()
        if not restored(connection.settings_dict, kept):
            migrated()
            connection.close()
        for older in known:
            cursor.execute(f'DROP DATABASE "{older}"')
        if fingerprint(version) == template.removeprefix(POSTGRES_NAME):
            cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
            keep_postgresql(connection.settings_dict, kept)


def restored(database: dict[str, Any], kept: Path) -> bool:
    """Whether the empty database was filled from the file: whole, or not at all."""
    return kept.exists() and client(database, "pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={database['NAME']}", str(kept))


def keep_postgresql(database: dict[str, Any], kept: Path) -> None:
    """Where there is a pg_dump for this server; it gets its name when it is ready."""
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}-unfinished")
    if client(database, "pg_dump", "--format=custom", "--compress=0", f"--file={unfinished}", database["NAME"]):
        for older in kept.parent.glob(f"{POSTGRES_NAME}*.dump"):
            older.unlink(missing_ok=True)
        os.replace(unfinished, kept)
    unfinished.unlink(missing_ok=True)


def client(database: dict[str, Any], program: str, *words: str) -> bool:
    """Whether the program, which stands beside the tests' own server, did it."""
    way = {"PGHOST": database["HOST"], "PGPORT": str(database["PORT"]), "PGUSER": database["USER"], "PGPASSWORD": database["PASSWORD"]}
    try:
        command = [postgres.bin_dir() / program, *words]
        return not subprocess.run(command, env=os.environ | {name: said for name, said in way.items() if said}, capture_output=True).returncode
    except (postgres.NoServer, OSError):
        return False


@contextmanager
def another_on(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """The address of one more migrated database on the PostgreSQL server of the tests, which goes at the end. Raises NoCopy."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        template = POSTGRES_NAME + fingerprint(cursor.fetchone()[0])
    own = connection.settings_dict
    name = f"{own['NAME']}_another"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [POSTGRES_LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            raise NoCopy("the tests' database was not migrated by a copy")
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield f"postgres:///{own['HOST']}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def fingerprint(database_version: str) -> str:
    """24 hexadecimal digits over all that decides what a migrated database holds."""
    versions = sorted(f"{found.name}=={found.version}" for found in metadata.distributions())
    said = hashlib.sha256("\n".join([sys.version, database_version, *versions, *settings.INSTALLED_APPS]).encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            said.update(f"\n{app.label}/{path.name}\n".encode() + path.read_bytes())
    said.update(Path(triggers.__file__).read_bytes())  # what post_migrate puts there beside the migrations
    said.update(Path(__file__).read_bytes())
    return said.hexdigest()[:24]
