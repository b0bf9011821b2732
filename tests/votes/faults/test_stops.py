"""A PostgreSQL server that waits for its disk, and is stopped in the middle of votes as by a power cut (SIGQUIT: nothing is written down), again
and again. Acknowledged means stored (contract 2). Only in `make faults` (IKL_FAULTS=whole): a server of its own has to be made for it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services import postgres, processes
from tests.services.processes import ROOT

STOPS, VOTES = 15, 6000
VOTERS = "from tests.votes.faults import voters\n"

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(os.environ.get("IKL_FAULTS") != "whole", reason="a server that is stopped 15 times: make faults"),
]


class Server:
    """A server in a folder of its own, that can be cut off and started again."""

    def __init__(self, folder: Path):
        self.folder, self.who = folder, postgres.unprivileged(folder)
        self.programs = postgres.reachable(postgres.bin_dir(), folder, self.who)
        postgres.initialise(self.programs, folder, self.who)
        self.process = self.started()
        postgres.wait_until_it_answers(self.process, self.programs, folder)

    def started(self) -> subprocess.Popen:
        """With its own settings, as a distribution ships them: it waits for the disk."""
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *postgres.SOCKET_ONLY]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, **self.who)

    def cut_off(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(300)

    def start_again(self) -> None:
        self.process = self.started()

    @property
    def environment(self) -> dict[str, str]:
        url = f"postgres:///{self.folder}/{postgres.DATABASE}"
        own = {"DATABASE_URL": url, "PGUSER": postgres.ROLE, "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
        return os.environ | own | {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test", "VOTE_KEYS_DIR": str(self.folder / "keys")}


@contextmanager
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="ikl-stops-"))
    running = None
    try:
        running = Server(folder)
        yield running
    finally:
        if running:
            running.cut_off()
        shutil.rmtree(folder, ignore_errors=True)


def test_contract_2_no_acknowledged_vote_is_lost_when_the_database_stops():
    with server() as running:
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
