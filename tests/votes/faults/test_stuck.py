"""A lock that nobody lets go of: the voter is told to try again, and loses nothing."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from tests.factories.votes import OPEN, requested, round_with_candidates, wish
from tests.services import processes
from votes import asking, confirming, patience
from votes.models import Ballot, Slip, VoteRequest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

HOLD = """
from django.db import transaction
from votes.models import Round
held = transaction.atomic(); held.__enter__()
Round.objects.held_alone({round})
"""


@pytest.fixture
def tielt(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a transaction waits for the whole database, twenty seconds at most (settings)")
    monkeypatch.setattr(patience, "LOCK", timedelta(milliseconds=200))
    return round_with_candidates(2)


@pytest.fixture
def somebody_else(tielt):
    with processes.shared_database() as environment, processes.others(1, environment) as (one,):
        yield one


def test_a_vote_whose_round_is_held_for_too_long_is_broken_off_and_counts_afterwards(tielt, somebody_else):
    key, code = requested(tielt, "an@example.org")
    somebody_else.told(HOLD.format(round=tielt.pk))
    with pytest.raises(OperationalError, match="lock timeout"):
        confirming.confirm(key=key, code=code, at=OPEN)
    assert not Ballot.objects.exists() and not Slip.objects.exists()
    somebody_else.told("held.__exit__(None, None, None)")
    assert confirming.confirm(key=key, code=code, at=OPEN).receipt
    assert VoteRequest.objects.get(pk=key).tries == 0


def test_who_asks_meanwhile_hears_it_too_and_nothing_is_stored(tielt, somebody_else):
    somebody_else.told(HOLD.format(round=tielt.pk))
    with pytest.raises(OperationalError, match="lock timeout"):
        asking.ask(wish=wish(tielt, "an@example.org"), proof="", at=OPEN)
    assert not VoteRequest.objects.exists()


def test_a_statement_that_never_ends_is_broken_off(tielt, monkeypatch):
    monkeypatch.setattr(patience, "STATEMENT", timedelta(milliseconds=200))
    with pytest.raises(OperationalError, match="statement timeout"), patience.transaction_of_a_vote(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")


def test_the_limits_end_with_the_transaction(tielt):
    with patience.transaction_of_a_vote(), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("200ms",)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_a_vote_gives_up_before_its_worker_does():
    """gunicorn.conf.py: timeout."""
    assert patience.LOCK < patience.STATEMENT < timedelta(seconds=30)
