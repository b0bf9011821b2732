"""Other processes of the site on the database of the test: what must hold between processes is tried between processes.

    with processes.others(4) as (one, two, three, four):
        one.ask("from mail import outbox; answer = outbox.deliver_due(now)")
        assert one.answer() == 1

On PostgreSQL they share the test's database, and must clean up after themselves; SQLite's stands in memory, so they share a copy in a file,
and what the test wants to know it asks one of them.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds for whatever another process should do; costs nothing when all is well


class OtherProcess:
    """Runs Python that it is asked to, one piece after the other; what a piece calls `answer` comes back through JSON."""

    def __init__(self) -> None:
        hears, mouth = os.pipe()
        ear, says = os.pipe()
        self.its_ends = [hears, says]
        self.mouth, self.ear = os.fdopen(mouth, "w"), os.fdopen(ear)

    def begin(self) -> None:
        """Wait until it is there."""
        self.pid: int = self.answer()

    def ask(self, source: str) -> None:
        self.mouth.write(json.dumps(source) + "\n")
        self.mouth.flush()

    def answer(self) -> Any:
        """The next answer; whatever went wrong over there is raised here."""
        found = json.loads(self.ear.readline() or '{"error": "the process is gone"}')
        if "error" in found:
            raise AssertionError(found["error"])
        return found["answer"]

    def told(self, source: str) -> Any:
        self.ask(source)
        return self.answer()

    def end(self) -> None:
        """Its end of the pipe closes when it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.ear.read()

    def hang_up(self) -> None:
        with suppress(BrokenPipeError):
            self.mouth.close()
        self.ear.close()


@contextmanager
def shared_database() -> Iterator[dict[str, str]]:
    """The environment that leads another process to the test's database. Ask for it outside of a test's transaction (a module's fixture):
    what is being written cannot be copied."""
    from django.db import connection  # Django is set up by the time a test asks

    with tempfile.TemporaryDirectory(prefix="ikl-shared-") as folder:
        if connection.vendor == "sqlite":
            url = f"sqlite:///{copied(connection, Path(folder))}"
        else:
            url = f"postgres:///{connection.settings_dict['HOST']}/{connection.settings_dict['NAME']}"
        own = {"DATABASE_URL": url, "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"}
        yield os.environ | own | {"TMPDIR": folder}  # what a killed process leaves behind goes with it


def copied(connection: Any, folder: Path) -> Path:
    import sqlite3

    connection.ensure_connection()
    assert not connection.in_atomic_block, "SQLite copies nothing while a transaction is open"
    with sqlite3.connect(folder / "shared.sqlite3") as target:
        connection.connection.backup(target)
    target.close()
    return folder / "shared.sqlite3"


@contextmanager
def others(number: int, environment: dict[str, str], **options: Any) -> Iterator[list[OtherProcess]]:
    """That many, ready. The first sets Django up and forks the rest, as a web server does its workers: that takes seconds, a fork none.
    options: of subprocess."""
    with ExitStack() as stack:
        started = [OtherProcess() for _ in range(number)]
        for other in started:
            stack.callback(other.hang_up)
        stack.enter_context(first_of(started, environment, **options))
        for other in started:
            other.begin()
            stack.callback(other.end)
        yield started


@contextmanager
def first_of(started: list[OtherProcess], environment: dict[str, str], **options: Any) -> Iterator[None]:
    ends = [end for other in started for end in other.its_ends]
    with program([sys.executable, __file__, *map(str, ends)], environment, pass_fds=ends, stdin=subprocess.DEVNULL, **options):
        for end in ends:
            os.close(end)
        yield


@contextmanager
def program(command: list[str], environment: dict[str, str], folder: Path = ROOT, **options: Any) -> Iterator[subprocess.Popen]:
    """A program that is started in `folder`, and gone at the end, whatever happened: by SIGKILL, so that nothing of it can tidy up."""
    with subprocess.Popen(command, env=environment, cwd=folder, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def all_at_once(asked: list[OtherProcess], source: str) -> list[Any]:
    """The same piece in all of them at the same time; their answers."""
    for other in asked:
        other.ask(source)
    return [other.answer() for other in asked]


def run(known: dict[str, Any], source: str) -> dict[str, Any]:
    try:
        exec(source, known)  # the test's own text
    except Exception:
        return {"error": traceback.format_exc()}
    return {"answer": known.pop("answer", None)}


def main(ends: list[int]) -> None:
    """ends: of each process two, where it hears and where it says."""
    import django
    from django.db import connections

    django.setup()
    connections.close_all()  # none is shared by two
    hears, says = shared_out(list(zip(ends[::2], ends[1::2], strict=True)))
    with open(hears) as ear, open(says, "w", buffering=1) as mouth:
        print(json.dumps({"answer": os.getpid()}), file=mouth)
        known: dict[str, Any] = {}
        for line in ear:
            print(json.dumps(run(known, json.loads(line))), file=mouth)


def shared_out(pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """A process for each pair of ends: forks, and in each of them the pair that is its own. It closes those of the rest, or nobody would
    see that one of them is gone."""
    own = next((pair for pair in pairs[1:] if os.fork() == 0), pairs[0])
    for end in {end for pair in pairs for end in pair} - set(own):
        os.close(end)
    return own


if __name__ == "__main__":
    main([int(end) for end in sys.argv[1:]])
