"""A database that is down: a clear 503, at once, and never "counted" (voting.md "Faults the vote meets")."""

import sqlite3
from contextlib import closing

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from wagtail.images.tests.utils import get_test_image_file

from ikkooplokaal.settings.base import database
from media_library.models import SiteImage
from tests.factories.votes import requested, round_with_candidates
from votes import keys
from votes.forms import VoteForm
from votes.models import Ballot, Candidate, VoteRequest

pytestmark = pytest.mark.django_db

ROUND = "/nl/stemmen/2027/tielt/"


@pytest.fixture
def addresses(laid_out, open_now) -> dict[str, str]:
    key, _code = requested(round_with_candidates(), "an@example.org")
    return {"round": ROUND, "form": f"{ROUND}stem/", "code": f"{ROUND}stem/c/{key}/", "edition": "/nl/stemmen/"}


@pytest.fixture
def down(monkeypatch):
    """From now on the database refuses every statement."""

    def refuse(*_asked):
        raise OperationalError("server closed the connection: SELECT an@example.org")

    return lambda: monkeypatch.setattr(CursorWrapper, "_execute", refuse)


@pytest.mark.parametrize("name", ["edition", "round", "form", "code"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_while_the_database_is_down_every_page_says_so(addresses, down, client, name, method, caplog):
    down()
    answer = getattr(client, method)(addresses[name], {"code": "123456", "doe": "bevestig", "email": "an@example.org"} if method == "post" else {})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "no-store" in answer["Cache-Control"]
    assert "Je stem telt" not in answer.content.decode() and "Twee keer telt ze nooit" in answer.content.decode()
    assert "an@example.org" not in caplog.text


def test_a_database_that_does_not_answer_is_waited_for_two_seconds(monkeypatch):
    monkeypatch.delenv("DATABASE_CONNECT_TIMEOUT", raising=False)
    assert database("postgres://site@db.example/site")["OPTIONS"]["connect_timeout"] == 2


def test_on_sqlite_writers_queue_and_what_was_told_is_on_the_disk(tmp_path):
    """Another mode fails votes that meet (BEGIN DEFERRED), or may lose one in a power cut (synchronous=NORMAL)."""
    told = database(f"sqlite:///{tmp_path / 'site.sqlite3'}")["OPTIONS"]
    assert (told["transaction_mode"], told["timeout"]) == ("IMMEDIATE", 20)
    with closing(sqlite3.connect(tmp_path / "site.sqlite3")) as opened:
        opened.executescript(told["init_command"])
        pragmas = {name: opened.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


@pytest.mark.parametrize("url", ["sqlite:////srv/site.sqlite3", "postgres://site@db.example/site"])
def test_a_connection_is_kept_for_the_next_vote(monkeypatch, url):
    """On SQLite closing the last one writes the journal back and syncs the file: that costs more than the vote."""
    monkeypatch.delenv("DATABASE_CONN_MAX_AGE", raising=False)
    assert database(url)["CONN_MAX_AGE"] == 60


def test_this_sites_own_connection_is_set_so(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is what it is set to by its own configuration")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
    assert connection.transaction_mode == "IMMEDIATE"


def test_a_candidates_page_stands_without_its_picture_while_the_file_store_is_away(laid_out, open_now, client, monkeypatch):
    voting_round = round_with_candidates(1)
    picture = SiteImage.objects.create(title="De toog", file=get_test_image_file())
    Candidate.objects.update(picture=picture)
    for method in ("open", "_open", "exists", "save", "_save"):
        monkeypatch.setattr(FileSystemStorage, method, store_is_away)
    answer = client.get(f"{ROUND}kandidaat/{voting_round.candidates.get().slug}/")
    assert (answer.status_code, "Winkel 1" in answer.content.decode()) == (200, True)


def store_is_away(*_args, **_kwargs):
    raise OSError("the file store does not answer")


def test_a_vote_without_the_key_of_its_scope_is_refused_for_now(laid_out, open_now, client):
    voting_round = round_with_candidates()
    keys.destroy_key(voting_round.scope)
    sent = {"kandidaat": "1", "email": "an@example.org", "postcode": "8700", "hier": "on", "thuis": "on"}
    names = list(VoteForm(voting_round=voting_round, candidates=[]).fields)
    answer = client.post(f"{ROUND}stem/", {name: sent.get(name, "on") for name in names})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not VoteRequest.objects.exists()


def test_a_right_code_that_meets_a_broken_database_counts_nothing_and_works_afterwards(laid_out, open_now, client, monkeypatch):
    key, code = requested(round_with_candidates(), "an@example.org")
    address, sent = f"{ROUND}stem/c/{key}/", {"code": code, "doe": "bevestig"}
    with monkeypatch.context() as broken:
        plain = CursorWrapper._execute

        def refuse_ballots(cursor, sql, *rest):
            if "votes_ballot" in sql and sql.startswith("INSERT"):
                raise OperationalError("disk full")
            return plain(cursor, sql, *rest)

        broken.setattr(CursorWrapper, "_execute", refuse_ballots)
        assert client.post(address, sent).status_code == 503
    assert Ballot.objects.count() == 0
    assert client.post(address, sent)["Location"] == f"{address}bewijs/"
    assert Ballot.objects.count() == 1
