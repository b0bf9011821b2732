"""One proof of work sent a thousand times at once is spent once, between processes and threads; and what decides it."""

import pytest

from tests.services import processes
from tests.services.processes import all_at_once

START = """
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from django.db import connection
from gate.models import SpentProof
from gate.proof_of_work import Spent, spend_proof
from tests.proofs import proof
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)

def passes(payload):
    try:
        spend_proof(payload=payload, bound_to="round 17", at=AT)
    except Spent:
        return 0
    finally:
        connection.close()
    return 1

def how_many_pass(payload, replays):
    with ThreadPoolExecutor(4) as threads:
        return sum(threads.map(passes, [payload] * replays))

def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
"""
WITHOUT_KEY = "run('ALTER TABLE gate_spentproof RENAME TO kept', 'CREATE TABLE gate_spentproof (key varchar(32), ends_at timestamp with time zone)')"
WITH_KEY = "run('DROP TABLE gate_spentproof', 'ALTER TABLE kept RENAME TO gate_spentproof')"

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared


@pytest.fixture(scope="module")
def four(environment):
    """Four processes that share a database and know START; with four threads each they are sixteen clients."""
    with processes.others(4, environment) as started:
        all_at_once(started, START)
        started[0].told("SpentProof.objects.exists()")  # SQLite's file is brought to WAL, and stays open: that cannot be done by several at once
        yield started
        started[0].told("SpentProof.objects.all().delete()")


def replayed(four: list[processes.OtherProcess], replays: int) -> int:
    """How often one solution passes that each of sixteen clients sends again and again; `replays` in all."""
    payload = four[0].told("answer = proof('round 17', AT)")
    return sum(all_at_once(four, f"answer = how_many_pass({payload!r}, {replays // 4})"))


def test_of_a_thousand_replays_of_one_solution_by_sixteen_clients_exactly_one_passes(four):
    assert replayed(four, 1000) == 1


def test_without_the_primary_key_every_replay_passes(four):
    four[0].told(WITHOUT_KEY)
    try:
        assert replayed(four, 40) == 40, "the control: it is the key that refuses, and the race would show that it is gone"
    finally:
        four[0].told(WITH_KEY)
    assert replayed(four, 40) == 1
