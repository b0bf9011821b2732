"""A PostgreSQL server that waits for its disk, and is stopped in the middle of votes as by a power cut (SIGQUIT: nothing is written down), again
and again. Acknowledged means stored (contract 2). Only in `make faults` (IKL_FAULTS=whole): a server of its own has to be made for it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.services import processes, stoppable_postgres
from tests.services.processes import ROOT

STOPS, VOTES = 15, 6000
VOTERS = "from tests.votes.faults import voters\n"

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(os.environ.get("IKL_FAULTS") != "whole", reason="a server that is stopped 15 times: make faults"),
]


def test_contract_2_no_acknowledged_vote_is_lost_when_the_database_stops():
    with stoppable_postgres.server() as running:
        keys = Path(running.environment["VOTE_KEYS_DIR"])
        keys.mkdir()
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=running.environment, check=True)
        with processes.others(2, running.environment) as (one, two):
            round_id = one.told(VOTERS + f"answer = voters.prepare({VOTES})")
            for place, voter in enumerate((one, two)):
                voter.ask(VOTERS + f"answer = voters.confirm_all({round_id}, range({place}, {VOTES}, 2), 4)")
            for _ in range(STOPS):
                time.sleep(0.7)
                running.cut_off()
                running.start_again()
            receipts = [receipt for voter in (one, two) for receipt in voter.answer()["receipts"]]
            state = one.told(f"voters.connections.close_all(); answer = voters.state_of({round_id})")
    assert len(receipts) == VOTES, "a voter tries again, and is counted in the end"
    assert sorted(receipts) == sorted(state["receipts"])
    assert (state["ballots"], state["slips"], state["findings"]) == (VOTES, VOTES, [])
