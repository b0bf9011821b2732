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


@pytest.mark.django_db
def test_reading_takes_no_more_than_its_share_of_the_time(monkeypatch):
    now = 10.0
    told = Told()

    def slowly() -> int:
        nonlocal now
        now += 2  # seconds
        return told.read()

    monkeypatch.setattr(kept, "monotonic", lambda: now)
    held = Kept("a_test", slowly, share=lambda: 0.1)
    assert held.get() == 1
    for seconds, value in [(0, 1), (17, 1), (2, 2), (17, 2), (2, 3)]:
        held.forget()
        now += seconds
        assert held.get() == value


@pytest.mark.django_db
def test_who_asks_while_another_reads_gets_what_there_was(told):
    asked_meanwhile = []

    def read() -> int:
        if told.reads:
            asked_meanwhile.append(held.get())
        return told.read()

    held = Kept("a_test", read)
    assert held.get() == 1
    held.forget()
    assert (held.get(), asked_meanwhile) == (2, [1])


@pytest.mark.django_db
def test_a_reading_that_fails_is_tried_again(told):
    def read() -> int:
        if told.read() == 2:
            raise ZeroDivisionError
        return told.reads

    held = Kept("a_test", read)
    assert held.get() == 1
    held.forget()
    with pytest.raises(ZeroDivisionError):
        held.get()
    assert held.get() == 3
