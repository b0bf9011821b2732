"""Many rows, some at a time, for whoever writes while going through them."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def in_batches(rows: "QuerySet[Row]", size: int) -> Iterator[list[Row]]:
    """The rows in the order of their keys, `size` at most, each batch by a question of its own.

    Not `QuerySet.iterator()`: as long as that is not at its end, SQLite shows the connection the database as it was at the beginning, and refuses
    every write at once ("database is locked") as soon as another process wrote. Source: sqlite.org/rescode.html#busy_snapshot
    """
    last: Any = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last)).order_by("pk")[:size]):
        yield batch
        last = batch[-1].pk


def one_by_one(rows: "QuerySet[Row]", size: int) -> Iterator[Row]:
    for batch in in_batches(rows, size):
        yield from batch
