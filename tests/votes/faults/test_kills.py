"""Acknowledged means stored (contract 2): processes that are killed, a database that stops, a disk that is full.

`make faults` sets IKL_FAULTS=whole: 200 kills, 15 stops of a PostgreSQL server that waits for its disk.
"""

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.utils import OperationalError

from tests.services import processes, site
from tests.services.processes import ROOT
from tests.votes.faults import voters
from votes import confirming
from votes.models import Ballot, Slip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

WHOLE = os.environ.get("IKL_FAULTS") == "whole"
KILLS = 200 if WHOLE else 12
STOPS = 15 if WHOLE else 3
SEED = 20270331
VOTERS = "from tests.votes.faults import voters\n"


@pytest.fixture
def shared(tmp_path):
    with processes.shared_database() as environment:
        yield environment | {"VOTE_KEYS_DIR": str(tmp_path)}


def killed_while_voting(environment: dict[str, str], round_id: int, votes: int, kills: int, how: str) -> list[str]:
    """The receipts that were acknowledged while `kills` children were killed, each at a moment that SEED chose."""
    command = [sys.executable, "-m", "tests.votes.faults.killable", str(round_id), "0", str(votes), how]
    dice, receipts, child, countdown = random.Random(SEED), [], 0, 0
    with processes.program(command, environment, ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        for line in program.stdout:
            kind, *told = line.split()
            if kind == "child":
                child, countdown = int(told[0]), dice.randint(0, 4)
            elif kind == "vote":
                receipts.append(told[1])
                countdown -= 1
            if kills and countdown <= 0 and kind != "done":
                os.kill(child, signal.SIGKILL)
                kills, countdown = kills - 1, votes
    assert kills == 0, "the votes ran out before the kills"
    return receipts


def test_contract_2_no_acknowledged_vote_is_lost_when_processes_are_killed(shared):
    votes = KILLS * 8
    with processes.others(1, shared) as (one,):
        round_id = one.told(VOTERS + f"answer = voters.prepare({votes})")
        receipts = killed_while_voting(shared, round_id, votes, KILLS, "honest")
        state = one.told(f"answer = voters.state_of({round_id})")
    assert set(receipts) <= set(state["receipts"])
    assert len(receipts) == len(set(receipts))
    assert state["ballots"] == state["slips"] == len(state["receipts"]) <= votes


def test_contract_2_no_acknowledged_vote_is_lost_when_workers_of_the_site_are_killed_under_load(shared):
    """Over HTTP, under gunicorn, eight voters at once."""
    votes = KILLS * 15
    with processes.others(1, shared) as (one,):
        told = one.told(VOTERS + f"answer = voters.prepare_site({votes})")
        with site.served(shared) as running:
            kills = threading.Thread(target=kill_workers, args=(running, KILLS))
            kills.start()
            with ThreadPoolExecutor(8) as voters_at_once:
                counted = list(voters_at_once.map(lambda number: voted(running, told, number), range(votes)))
            kills.join()
        state = one.told(f"answer = voters.state_of({told['round']})")
        known = one.told("answer = dict(voters.VoteRequest.objects.exclude(receipt='').values_list('key', 'receipt'))")
    acknowledged = [voters.key_of(int(told["round"]), number) for number in range(votes) if counted[number]]
    assert len(acknowledged) == votes, "a voter tries again, and is counted in the end"
    assert {known[key] for key in acknowledged} == set(state["receipts"])
    assert (state["ballots"], state["slips"], state["findings"]) == (votes, votes, [])


def voted(running: site.Site, told: dict[str, str], number: int) -> bool:
    """Confirm by the form until somebody answers; whether the answer was the receipt."""
    path = told["path"].replace("KEY", voters.key_of(int(told["round"]), number))
    for _ in range(200):
        try:
            status, location = running.post(path, {"code": voters.CODE}, network=f"10.0.{number // 250}.{number % 250}")
        except (OSError, http.client.HTTPException):
            continue
        if status == 303:
            return location.endswith("/bewijs/")
        assert status == 503, f"a form that was sent in the middle of a kill was answered with {status}"
    return False


def kill_workers(running: site.Site, kills: int) -> None:
    dice = random.Random(SEED)
    while kills:
        time.sleep(dice.uniform(0.02, 0.3))
        alive = running.workers()
        if alive:
            os.kill(dice.choice(alive), signal.SIGKILL)
            kills -= 1


def test_control_who_acknowledges_before_it_is_stored_loses_votes(shared):
    with processes.others(1, shared) as (one,):
        round_id = one.told(VOTERS + "answer = voters.prepare(120)")
        receipts = killed_while_voting(shared, round_id, 120, 8, "early")
        state = one.told(f"answer = voters.state_of({round_id})")
    assert not set(receipts) <= set(state["receipts"])


def test_contract_2_no_acknowledged_vote_is_lost_when_the_database_drops_its_connections(shared):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could drop a connection")
    with processes.others(2, shared) as (one, two):
        round_id = one.told(VOTERS + "answer = voters.prepare(600)")
        for place, voter in enumerate((one, two)):
            voter.ask(VOTERS + f"answer = voters.confirm_all({round_id}, range({place}, 600, 2))")
        for _ in range(STOPS):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.2)")
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        receipts = [receipt for voter in (one, two) for receipt in voter.answer()["receipts"]]
        state = two.told(f"answer = voters.state_of({round_id})")
    assert sorted(receipts) == sorted(state["receipts"]), "a repeated request shows the same answer, so each receipt is heard in the end"
    assert (state["ballots"], state["findings"]) == (600, [])


def test_contract_2_a_full_disk_counts_nothing_and_says_so(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told how many pages there are")
    round_id = voters.prepare(400)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 6}")
    acknowledged, is_full = 0, False
    try:
        for number in range(400):
            try:
                confirming.confirm(key=voters.key_of(round_id, number), code=voters.CODE, at=voters.OPEN)
                acknowledged += 1
            except OperationalError as reason:
                assert "full" in str(reason)
                is_full = True
                break
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert is_full
    assert Ballot.objects.count() == Slip.objects.count() == acknowledged > 0
