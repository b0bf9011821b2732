"""What is kept in the memory of a process: read once, anew after a change, and what a change leaves when it is taken back."""

import pytest
from django.core.cache import cache
from django.db import transaction

from content import kept
from content.kept import Kept


class Told:
    """Something that changes: tells how often it was read."""

    def __init__(self) -> None:
        self.reads = 0
        self.kept = Kept("a_test", self.read)

    def read(self) -> int:
        self.reads += 1
        return self.reads

    def gets(self, number: int = 1) -> list[int]:
        return [self.kept.get() for _ in range(number)]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.mark.django_db
def test_it_is_read_once_until_it_is_forgotten(told):
    assert told.gets(3) == [1, 1, 1]
    kept.forget("a_test")
    assert told.gets(2) == [2, 2]
    kept.forget("another_test")
    assert told.gets() == [2]


@pytest.mark.django_db
def test_a_process_that_shares_the_cache_notices(told):
    here, there = told, Told()
    assert (here.gets(), there.gets()) == ([1], [1])
    here.kept.forget()
    assert (here.gets(), there.gets()) == ([2], [2])


@pytest.mark.django_db
def test_without_a_cache_it_is_read_anew_after_five_minutes(told, monkeypatch):
    monkeypatch.setattr(cache, "get_or_set", lambda *about: None)  # what TolerantRedisCache answers while its server is away
    now = 10.0  # seconds since the machine started
    monkeypatch.setattr(kept, "monotonic", lambda: now)
    assert told.gets(2) == [1, 1]
    now += 301
    assert told.gets(2) == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_what_was_read_amid_a_change_falls_when_the_change_is_taken_back(told):
    assert told.gets() == [1]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        kept.forget("a_test")
        assert told.gets(2) == [2, 2]
        with transaction.atomic():
            assert told.gets() == [2]
        raise ZeroDivisionError
    assert told.gets(2) == [3, 3]


@pytest.mark.django_db(transaction=True)
def test_a_part_that_is_taken_back_alone_takes_along_what_was_read_in_it(told):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            kept.forget("a_test")
            assert told.gets() == [1]
            raise ZeroDivisionError
        assert told.gets(2) == [2, 2]
    assert told.gets() == [2]


@pytest.mark.django_db(transaction=True)
def test_what_is_stored_is_read_once_more_and_what_only_reads_is_not(told):
    with transaction.atomic():
        assert told.gets() == [1]
    assert told.gets() == [1]
    with transaction.atomic():
        kept.forget("a_test")
        assert told.gets() == [2]
    assert told.gets(2) == [3, 3]
