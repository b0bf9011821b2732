"""Answers that are kept until a moment: read once, anew when that has come, after a change, and never handed on from a change that is taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from content import kept
from content.kept import KeptUntil

AT = datetime(2026, 11, 25, 11, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Told:
    """Tells how often it was read, each time true for an hour."""

    def __init__(self) -> None:
        self.reads = 0
        self.kept: KeptUntil[int] = KeptUntil("a_test", also=["what_it_is_made_of"])

    def at(self, moment: datetime, key: str = "nl") -> int:
        return self.kept.get(key, moment, lambda: self.read(moment))

    def read(self, moment: datetime) -> tuple[int, datetime]:
        self.reads += 1
        return self.reads, moment + 60 * MINUTE


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.mark.django_db
def test_it_is_read_once_until_the_moment_that_it_names(told):
    assert [told.at(AT), told.at(AT + 59 * MINUTE), told.at(AT + 60 * MINUTE), told.at(AT + 61 * MINUTE)] == [1, 1, 2, 2]


@pytest.mark.django_db
def test_of_an_earlier_moment_it_is_asked_anew(told):
    assert [told.at(AT), told.at(AT - MINUTE)] == [1, 2]


@pytest.mark.django_db
def test_each_key_has_an_answer_of_its_own(told):
    assert [told.at(AT, "nl"), told.at(AT, "fr"), told.at(AT, "nl"), told.at(AT, "fr")] == [1, 2, 1, 2]


@pytest.mark.parametrize("name", ["a_test", "what_it_is_made_of"])
@pytest.mark.django_db(transaction=True)
def test_it_is_forgotten_with_what_it_is_made_of(told, name):
    assert told.at(AT) == 1
    kept.forget(name)
    assert [told.at(AT), told.at(AT)] == [2, 2]
    kept.forget("something_else")
    assert told.at(AT) == 2


@pytest.mark.django_db(transaction=True)
def test_what_was_read_amid_a_change_falls_when_the_change_is_taken_back(told):
    assert told.at(AT) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        kept.forget("what_it_is_made_of")
        assert [told.at(AT), told.at(AT)] == [2, 2]
        raise ZeroDivisionError
    assert [told.at(AT), told.at(AT)] == [3, 3]


@pytest.mark.django_db(transaction=True)
def test_what_changes_while_it_is_read_takes_along_what_was_read(told):
    def read() -> tuple[int, datetime]:
        kept.forget("a_test")
        return 0, AT + MINUTE

    assert [told.kept.get("nl", AT, read), told.at(AT)] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_another_visitor_reads_meanwhile_what_is_stored_and_neither_gets_what_the_other_read(told):
    def visitor() -> int:
        with ThreadPoolExecutor(1) as other:
            return other.submit(told.at, AT).result()

    with transaction.atomic():
        kept.forget("a_test")
        assert [told.at(AT), visitor(), told.at(AT), visitor(), told.at(AT)] == [1, 2, 3, 2, 3]
    assert [told.at(AT), visitor()] == [4, 4]
