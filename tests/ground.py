"""What all tests of a file begin with, made once: inside a transaction of the file's own that is taken back at its end.

    @pytest.fixture(scope="module")
    def built(django_db_setup, django_db_blocker):
        with ground(django_db_blocker):
            yield ShopFactory()

A test that asks for `built` and for `db` works in a savepoint within, so that what it changes is undone. Not for transactional tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import transaction


@contextmanager
def ground(django_db_blocker: Any) -> Iterator[None]:
    """The database is open from here to the end of the file."""
    with django_db_blocker.unblock():
        cache.clear()
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            cache.clear()
