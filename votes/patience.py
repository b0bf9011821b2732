"""How long a vote waits for a database that hangs, before its voter is told to try again. On SQLite that is the file's `timeout` (settings)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction

LOCK = timedelta(seconds=10)  # for a row that somebody holds: a count of thousands of votes takes less
STATEMENT = timedelta(seconds=20)  # for any answer at all; gunicorn gives up on a worker after 30


@contextmanager
def transaction_of_a_vote(*, durable: bool = False) -> Iterator[None]:
    """A transaction in which PostgreSQL breaks off what takes too long.

    Raises OperationalError then, which visitors see as "try again" (ikkooplokaal.outages): nothing was stored, and the same code works afterwards.
    The limits are set here and not for the whole site: an import or a migration may take its time.
    """
    with transaction.atomic(durable=durable):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {milliseconds(LOCK)}; SET LOCAL statement_timeout = {milliseconds(STATEMENT)}")
        yield


def milliseconds(time: timedelta) -> int:
    return int(time / timedelta(milliseconds=1))
