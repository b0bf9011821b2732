"""What a watcher of the machine is told."""

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection

from ikkooplokaal.models import PeriodicJob
from ikkooplokaal.periodic import NEVER
from tests.append_only import without_triggers


def broken(*args, **kwargs):
    raise OperationalError("broken for this test")


def test_a_process_that_answers_is_healthy_whatever_else_is_broken(client, monkeypatch):
    with monkeypatch.context() as during_the_question:
        during_the_question.setattr(connection, "cursor", broken)
        during_the_question.setattr(cache, "set", broken)
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_a_site_whose_parts_answer_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "failing": []})


def test_without_a_database_the_site_is_not_ready(client, db, monkeypatch):
    with monkeypatch.context() as during_the_question:
        during_the_question.setattr(connection, "cursor", broken)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "failing": ["database"]})


@pytest.mark.parametrize(("part", "method", "name"), [(cache, "set", "cache"), (default_storage, "exists", "storage")])
def test_what_the_site_can_do_without_is_a_worry_and_takes_no_process_out_of_service(client, db, monkeypatch, part, method, name):
    with monkeypatch.context() as during_the_question:
        during_the_question.setattr(part, method, broken)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "failing": [], "worries": [name]})


def test_a_cache_that_forgets_at_once_is_a_worry(client, db, monkeypatch):
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: None)
    assert client.get("/readyz").json() == {"ok": True, "failing": [], "worries": ["cache"]}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_an_answer_about_health_is_kept_by_nobody_and_sets_no_cookie(client, db, address):
    answer = client.get(address)
    assert {"no-cache", "no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer.cookies == {}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_asked_and_never_told(client, db, address):
    assert client.post(address).status_code == 405


def test_ballots_that_can_be_changed_are_a_worry_that_stops_no_site(client, db):
    with without_triggers(connection):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "failing": [], "worries": ["votes"]})


def test_a_proof_of_the_vote_that_failed_is_a_worry(client, db):
    PeriodicJob.objects.create(name="votes.prove", turn=NEVER, has_failed=True)
    assert client.get("/readyz").json() == {"ok": True, "failing": [], "worries": ["votes"]}
