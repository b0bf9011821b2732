"""What stands in the database, row by row, so that one can say what a request changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

# Rows about whoever asks, never about content: their session, what they have open, how their screen looks, how often they tried.
ABOUT_THE_ASKER = frozenset(
    {
        "django_session",
        "wagtailadmin_editingsession",
        "wagtailusers_userprofile",
        "wagtailcore_pagesubscription",  # whether they want a mail about comments
        "gate_throttle",
        "django_tasks_db_dbtaskresult",
        "content_pagevisits",
    }
)
# Made from other rows at any time: a smaller copy of a picture.
DERIVED = frozenset({"media_library_rendition"})
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE")


@dataclass
class Watch:
    """Tables that statements of one request wrote to."""

    tables: set[str] = field(default_factory=set)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            self.tables.add(table_in(sql))
        return execute(sql, params, many, context)


def table_in(sql: str) -> str:
    """The table that a statement writes to, as Django quotes it."""
    return sql.split('"')[1] if '"' in sql else sql[:80]


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def tables() -> list[str]:
    every = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return sorted((every | set(connection.introspection.table_names())) - ABOUT_THE_ASKER - DERIVED - {"django_migrations"})


def fingerprint() -> dict[str, dict[Any, int]]:
    """{table: {first column: hash of the row}} of everything but ABOUT_THE_ASKER and DERIVED."""
    return {table: rows_of(table) for table in tables()}


def rows_of(table: str) -> dict[Any, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return {row[0]: hash(repr(row)) for row in cursor.fetchall()}


def changed(before: dict[str, dict[Any, int]], names: set[str]) -> dict[str, tuple[set, set]]:
    """Per table of `names` that differs: (keys of rows that were changed or are gone, keys of rows that are new)."""
    found = {}
    for table in names & set(before):
        now = rows_of(table)
        touched = {key for key, was in before[table].items() if now.get(key) != was}
        new = set(now) - set(before[table])
        if touched or new:
            found[table] = (touched, new)
    return found
