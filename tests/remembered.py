"""Rows that many tests begin with are made once per process by the real functions, and from then on written down again as they were."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

Row = tuple[Any, ...]
KINDS = "django_content_type"  # rows of other tables name them, and PostgreSQL gives them other keys each time that a test emptied the database
GROUNDS = 3  # on which a thing is remembered: each is a copy of its tables in memory


@dataclass(frozen=True)
class Table:
    """All rows of one table, in no particular order."""

    name: str
    columns: tuple[str, ...]
    rows: frozenset[Row]

    def write(self) -> None:
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {quote(self.name)}")
            if self.rows:
                places = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(
                    f"INSERT INTO {quote(self.name)} ({', '.join(map(quote, self.columns))}) VALUES ({places})",
                    [[written(value) for value in row] for row in self.rows],
                )


def written(value: Any) -> Any:
    """SQLite gives a time of day as Python's, and does not take it back."""
    return value.isoformat() if isinstance(value, time) else value


@dataclass(frozen=True)
class Memory:
    """The tables that something touched, as they stood before it and after; `before` has the kinds of rows too."""

    before: list[Table]
    after: list[Table]

    def fits(self) -> bool:
        return all(read(table.name) == table for table in self.before)

    @transaction.atomic
    def write_down(self) -> None:
        """At once: half of it would break what refers to the other half, where no test's own transaction stands around it."""
        for table in self.after:
            table.write()


class Remembered:
    """What `make` does to the database. Where the tables that it touches stand as they stood one of the first times it is written down; else made."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make
        self.memories: list[Memory] = []

    def __call__(self) -> None:
        fitting = next((memory for memory in self.memories if memory.fits()), None)
        if fitting:
            fitting.write_down()
        elif len(self.memories) < GROUNDS:
            self.make_and_remember()
        else:
            self.make()

    def make_and_remember(self) -> None:
        before = [read(name) for name in tables()]
        self.make()
        after = [read(table.name) for table in before]
        touched = {then.name for then, now in zip(before, after, strict=True) if then != now}
        if touched:
            stood = [table for table in before if table.name in touched | {KINDS}]
            self.memories.append(Memory(stood, [table for table in after if table.name in touched]))


KNOWN: dict[Hashable, Remembered] = {}


def once(what: Hashable, make: Callable[[], object]) -> None:
    """What `make` does to the database, made once per process. what: a name for it, with all that it is made of.

    Whatever its rows refer to is made by it too, or was remembered itself: what a factory makes has another key each time on PostgreSQL.
    Read objects that you hold anew afterwards. Each moment at which a test stops the clock has rows of its own: they say when they were made.
    """
    known = KNOWN.setdefault((what, stopped_at()), Remembered(make))
    known.make = make
    known()
    cache.clear()  # rows that are written down tell nobody


def stopped_at() -> datetime | None:
    return timezone.now() if time_machine.escape_hatch.is_travelling() else None


def tables() -> list[str]:
    """Those of all models; search indexes beside them follow by the database's own triggers."""
    existing = set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy} & existing)


def read(name: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
        return Table(name, tuple(column[0] for column in cursor.description), frozenset(cursor.fetchall()))
