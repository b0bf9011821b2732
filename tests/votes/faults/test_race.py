"""Many at once: one identity has one ballot, and no vote slips past the count. Real processes; each test has a control that turns it red.

`make faults` sets IKL_FAULTS=whole: 10,000 confirmations of 100 identities by 16 clients, and 50 counts under load.
"""

import os
import time

import pytest
from django.db import connection

from tests.services import processes
from tests.services.processes import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

WHOLE = os.environ.get("IKL_FAULTS") == "whole"
IDENTITIES, EACH = (100, 100) if WHOLE else (10, 12)
PROCESSES, THREADS = (4, 4) if WHOLE else (3, 2)
COUNTS = 50 if WHOLE else 2
VOTERS = "from tests.votes.faults import voters\n"
PATIENCE = 300


@pytest.fixture
def shared(tmp_path):
    with processes.shared_database() as environment:
        yield environment | {"VOTE_KEYS_DIR": str(tmp_path)}


def race(clients: list[processes.OtherProcess]) -> tuple[list[dict], dict]:
    """What each client heard, and what stands."""
    round_id = clients[0].told(VOTERS + f"answer = voters.prepare({IDENTITIES}, {EACH})")
    for place, client in enumerate(clients):
        client.told(VOTERS + f"mine = list(range({place}, {IDENTITIES * EACH}, {len(clients)})); mine.sort(key=lambda n: (n * 7919) % 10007)")
    heard = all_at_once(clients, f"answer = voters.confirm_all({round_id}, mine, {THREADS})")
    return heard, clients[0].told(f"answer = voters.state_of({round_id})")


def test_contract_1_many_confirmations_of_one_identity_leave_one_ballot(shared):
    with processes.others(PROCESSES, shared) as clients:
        heard, state = race(clients)
    receipts = [receipt for one in heard for receipt in one["receipts"]]
    assert (state["ballots"], state["slips"]) == (IDENTITIES, IDENTITIES)
    assert sorted(receipts) == sorted(state["receipts"])
    assert sum(sum(one["refused"].values()) for one in heard) == IDENTITIES * (EACH - 1)
    assert {name for one in heard for name in one["refused"]} == {"AlreadyVoted"}


def test_control_without_the_constraint_an_identity_has_many_ballots(shared):
    with processes.others(PROCESSES, shared) as clients:
        clients[0].told(VOTERS + "voters.drop_the_constraint()")
        try:
            _heard, state = race(clients)
        finally:
            clients[0].told("voters.put_the_constraint_back()")
    assert state["ballots"] == IDENTITIES * EACH


def test_contract_9_no_vote_slips_past_a_count_under_load(shared):
    with processes.others(3, shared) as (one, two, counter):
        for number in range(COUNTS):
            round_id = counter.told(VOTERS + f"answer = voters.prepare(400, 1, {number})")
            for place, voter in enumerate((one, two)):
                voter.ask(VOTERS + f"answer = voters.vote_until_closed({round_id}, range({place}, 400, 2))")
            figures = counter.told(f"import time; time.sleep({0.05 + 0.01 * number}); answer = voters.freeze({round_id})")
            acknowledged = [receipt for voter in (one, two) for receipt in voter.answer()]
            state = counter.told(f"answer = voters.state_of({round_id})")
            assert state["findings"] == []
            assert (figures["confirmed"], state["ballots"]) == (len(acknowledged), len(acknowledged))
            assert sorted(acknowledged) == sorted(state["receipts"])


def held_vote_and_a_count(voter: processes.OtherProcess, counter: processes.OtherProcess) -> tuple[int, dict]:
    """(ballots that were counted, what stands) when a count begins while a vote is stored and not committed."""
    round_id = counter.told(VOTERS + "answer = voters.prepare(1)")
    voter.told(f"held = voters.HeldVote({round_id}, 0)")
    counter.ask(f"answer = voters.freeze({round_id})")
    wait_until_it_waits_or_is_done(round_id)
    voter.told("answer = held.commit()")
    figures = counter.answer()
    return figures["confirmed"], counter.told(f"answer = voters.state_of({round_id})")


def wait_until_it_waits_or_is_done(round_id: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
            waits = cursor.fetchone()[0]
            cursor.execute("SELECT frozen_at IS NOT NULL FROM votes_round WHERE id = %s", [round_id])
            if waits or cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("the count neither waits nor ends")


def needs_rows_that_lock() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a transaction has the database to itself: there is no row to lock")


def test_contract_9_a_count_waits_for_the_vote_that_is_on_its_way(shared):
    needs_rows_that_lock()
    with processes.others(2, shared) as (voter, counter):
        voter.told(VOTERS)
        confirmed, state = held_vote_and_a_count(voter, counter)
    assert (confirmed, state["ballots"], state["findings"]) == (1, 1, [])


def test_control_without_the_row_lock_a_vote_slips_past_the_count(shared):
    needs_rows_that_lock()
    with processes.others(2, shared) as (voter, counter):
        voter.told(VOTERS + "voters.take_no_lock()")
        confirmed, state = held_vote_and_a_count(voter, counter)
    assert (confirmed, state["ballots"], state["findings"]) == (0, 1, ["ballot was never sealed"])
