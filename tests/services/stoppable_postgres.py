"""A PostgreSQL server that a test may cut off, as by a power failure, and start again."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.services import postgres
from tests.services.processes import ROOT


class Server:
    """A server in a folder of its own, that can be cut off and started again."""

    def __init__(self, folder: Path, settings: Sequence[str]):
        self.folder, self.who, self.settings = folder, postgres.unprivileged(folder), settings
        self.programs = postgres.reachable(postgres.bin_dir(), folder, self.who)
        postgres.initialise(self.programs, folder, self.who)
        self.process = self.started()
        postgres.wait_until_it_answers(self.process, self.programs, folder)

    def started(self) -> subprocess.Popen:
        """Without `settings` as a distribution ships it: it waits for the disk."""
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *postgres.SOCKET_ONLY, *self.settings]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, **self.who)

    def cut_off(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(300)

    def start_again(self) -> None:
        self.process = self.started()

    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    @property
    def environment(self) -> dict[str, str]:
        url = f"postgres:///{self.folder}/{postgres.DATABASE}"
        own = {"DATABASE_URL": url, "PGUSER": postgres.ROLE, "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
        own |= {"DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test", "VOTE_KEYS_DIR": str(self.folder / "keys"), "TMPDIR": str(self.folder)}
        return os.environ | own


@contextmanager
def server(settings: Sequence[str] = ()) -> Iterator[Server]:
    """settings: further words of postgres' command line. Raises postgres.NoServer."""
    folder = Path(tempfile.mkdtemp(prefix="ikl-stops-"))
    running = None
    try:
        running = Server(folder, settings)
        yield running
    finally:
        if running:
            running.cut_off()
        shutil.rmtree(folder, ignore_errors=True)
