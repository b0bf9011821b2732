"""Forgetting that was killed halfway goes on, and nothing of it is left in silence."""

import sqlite3

import pytest
from django.db import connection

from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import COUNTED, OPEN, requested, round_with_candidates, voted
from votes import confirming, forgetting, keys
from votes.models import Mailbox, Round, Slip
from votes.models.editions import REMEMBERED

pytestmark = pytest.mark.django_db(transaction=True)
LATE = COUNTED + REMEMBERED


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


@pytest.fixture
def tielt():
    """A round with a vote and a result, of which everything is due."""
    voting_round = round_with_candidates(2)
    voted(voting_round, "an@example.org")
    Round.objects.update(frozen_at=COUNTED, published_at=COUNTED)
    return voting_round


def killed(*_args, **_kwargs):
    raise Killed


@pytest.mark.parametrize("where", ["destroy_key", "mailboxes", "second round"])
def test_forgetting_that_was_killed_goes_on_the_next_time(tielt, monkeypatch, where):
    kortrijk = MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk", postcodes=["8500"])
    Round.objects.filter(pk=round_with_candidates(2, municipality=kortrijk).pk).update(frozen_at=COUNTED, published_at=COUNTED)
    plain, calls = forgetting.forget_round, []

    def second_is_killed(voting_round, at):
        calls.append(voting_round)
        return plain(voting_round, at) if len(calls) == 1 else killed()

    with monkeypatch.context() as meanwhile, pytest.raises(Killed):
        if where == "destroy_key":
            meanwhile.setattr(keys, "destroy_key", killed)
        elif where == "mailboxes":
            meanwhile.setattr(Mailbox.objects, "filter", killed)
        else:
            meanwhile.setattr(forgetting, "forget_round", second_is_killed)
        forgetting.forget_due(LATE)
    assert forgetting.leftovers(LATE) != []
    forgetting.forget_due(LATE)
    assert not keys.has_key(tielt.scope) and not Mailbox.objects.exists()
    assert not Slip.objects.exclude(identity_mac="").exists()
    assert forgetting.leftovers(LATE) == []
    assert forgetting.forget_due(LATE) == 0


def test_a_key_that_stands_after_forgetting_is_found_and_goes(tielt):
    forgetting.forget_due(LATE)
    keys.make_key(tielt.scope)
    assert forgetting.leftovers(LATE) == [f"{tielt.scope} has its key or its mailboxes"]
    forgetting.forget_due(LATE)
    assert not keys.has_key(tielt.scope)


def test_what_is_left_of_receipts_stands_in_the_order_of_the_receipts(tielt):
    """Not in the order in which people voted, and not in one that a database keeps of what stood there."""
    Round.objects.update(frozen_at=None, published_at=None)
    for number in range(12):
        voted(tielt, f"buur{number}@example.org")
    Round.objects.update(frozen_at=COUNTED, published_at=COUNTED)
    by_vote = stored_receipts()
    forgetting.forget_due(LATE)
    assert stored_receipts() == sorted(by_vote) != by_vote


def stored_receipts() -> list[str]:
    """As the table gives them when nothing is asked about their order."""
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT receipt FROM votes_slip ORDER BY {order}")
        return [receipt for (receipt,) in cursor.fetchall()]


def test_the_page_of_what_is_kept_counts_what_leads_to_somebody(tielt):
    Round.objects.update(frozen_at=None, published_at=None)
    key, code = requested(tielt, "bo@example.org")
    confirming.not_me(key=key, code=code, at=OPEN)
    told = {kept.name: kept.count for kept in forgetting.kept(OPEN)}
    assert told == {
        "requests": 2,
        "addresses": 0,
        "slips": 1,
        "networks": 1,
        "domains": 1,
        "links": 1,
        "mailboxes": 2,
        "blocks": 1,
        "submissions": 0,
        "names": 0,
        "texts": 2,
    }
    Round.objects.update(frozen_at=COUNTED, published_at=COUNTED)
    forgetting.forget_due(LATE)
    left = {kept.name for kept in forgetting.kept(LATE) if kept.count}
    assert left == {"texts"}


def test_what_is_deleted_is_overwritten_in_the_file(tmp_path):
    """SQLite leaves deleted rows on free pages of its file, unless it is told not to, as the control is."""
    from ikkooplokaal.settings.base import database

    found = []
    for pragmas in (database(f"sqlite:///{tmp_path / 'x'}")["OPTIONS"]["init_command"], "PRAGMA secure_delete=OFF"):
        path = tmp_path / f"{len(found)}.sqlite3"
        with sqlite3.connect(path) as plain:
            plain.executescript(pragmas + "; PRAGMA journal_mode=DELETE; CREATE TABLE slip (told TEXT);")
            plain.execute("INSERT INTO slip VALUES (?)", ["an@example.org" * 3])
            plain.commit()
            plain.execute("DELETE FROM slip")
        plain.close()
        found.append(b"an@example.org" in path.read_bytes())
    assert found == [False, True]
