"""Rows that many tests begin with are made once per process by the real functions, and from then on written down again as they were."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction

Row = tuple[Any, ...]


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
                cursor.executemany(f"INSERT INTO {quote(self.name)} ({', '.join(map(quote, self.columns))}) VALUES ({places})", list(self.rows))


class Remembered:
    """What `make` does to the database. Where the tables that it touches stand as they stood the first time, it is written down; else made."""

    def __init__(self, make: Callable[[], None]) -> None:
        self.make = make
        self.before: list[Table] = []
        self.after: list[Table] = []

    def __call__(self) -> None:
        if self.after and all(read(table.name) == table for table in self.before):
            self.write_down()
        elif self.after:
            self.make()
        else:
            self.make_and_remember()

    @transaction.atomic
    def write_down(self) -> None:
        """At once: half of it would break what refers to the other half, where no test's own transaction stands around it."""
        for table in self.after:
            table.write()

    def make_and_remember(self) -> None:
        before = [read(name) for name in tables()]
        self.make()
        after = [read(table.name) for table in before]
        touched = {then.name for then, now in zip(before, after, strict=True) if then != now}
        self.before = [table for table in before if table.name in touched]
        self.after = [table for table in after if table.name in touched]


def tables() -> list[str]:
    """Those of all models; search indexes beside them follow by the database's own triggers."""
    existing = set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy} & existing)


def read(name: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
        return Table(name, tuple(column[0] for column in cursor.description), frozenset(cursor.fetchall()))
