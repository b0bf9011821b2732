"""How a test database is emptied although the vote's tables refuse it: their triggers are taken away for that moment, and put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def without_triggers(connection: Any) -> Iterator[None]:
    """Within it ballots can be changed and deleted, as by somebody who is in the database itself."""
    from votes import triggers  # models can only be imported once Django is set up

    if not triggers.standing(connection):  # a test took them away itself, or the tables are not there
        yield
        return
    settle(connection)
    triggers.remove(connection)
    try:
        yield
    finally:
        settle(connection)
        triggers.install(connection)


def settle(connection: Any) -> None:
    """PostgreSQL changes no table of which a foreign key is still to be checked at the end of the transaction: check it now."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        connection.check_constraints()


@pytest.fixture(scope="session", autouse=True)
def emptied_tables() -> Iterator[None]:
    """`flush`, by which transactional tests empty everything, may empty the vote's tables too."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(operations: Any, statements: list[str]) -> None:
        with without_triggers(operations.connection):
            plain(operations, statements)

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]
