"""Other processes of the site on the database of the test: what must hold between processes is tried between processes.

    with processes.others(4) as (one, two, three, four):
        one.ask("from mail import outbox; answer = outbox.deliver_due(now)")
        assert one.answer() == 1

On PostgreSQL they share the test's database, and must clean up after themselves; SQLite's stands in memory, so they share a copy in a file,
and what the test wants to know it asks one of them.
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds for whatever another process should do; costs nothing when all is well


class OtherProcess:
    """Runs Python that it is asked to, one piece after the other; what a piece calls `answer` comes back through JSON."""

    def __init__(self, environment: dict[str, str], **options: Any):
        command = [sys.executable, "-u", __file__]
        self.process = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)

    @property
    def pid(self) -> int:
        return self.process.pid

    def ask(self, source: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(source) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        """The next answer; whatever went wrong over there is raised here."""
        assert self.process.stdout
        found = json.loads(self.process.stdout.readline() or '{"error": "the process is gone"}')
        if "error" in found:
            raise AssertionError(found["error"])
        return found["answer"]

    def told(self, source: str) -> Any:
        self.ask(source)
        return self.answer()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()


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
        yield os.environ | own


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
    """That many, started and ready. options: of subprocess."""
    with ExitStack() as stack:
        started = [OtherProcess(environment, **options) for _ in range(number)]
        for other in started:
            stack.callback(other.end)
        for other in started:
            assert other.answer() == "ready"
        yield started


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


def main() -> None:
    import django

    django.setup()
    print(json.dumps({"answer": "ready"}))
    known: dict[str, Any] = {}
    for line in sys.stdin:
        print(json.dumps(run(known, json.loads(line))))


if __name__ == "__main__":
    main()
