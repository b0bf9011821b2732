"""How soon the first visitor is answered, and what a worker keeps in memory, beside another site of Wagtail on the same server.

Beside bakerydemo where there is one (BAKERYDEMO), else beside the site that `wagtail start` makes: a stricter measure, as it does nothing yet.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import kept, serving, spent
from bench.options import Options
from bench.table import Row
from tests.services import site
from tests.services.nginx import free_port

PART = "start"
START_BAR, MEMORY_BAR = 1.3, 1.15
WORKERS, ASKED = 2, 60  # requests before memory is looked at


@dataclass
class Started:
    """Of each start: seconds until the front page was answered, those of CPU until then, and MB after ASKED requests."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    worker: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Starts:
    """How a site is started, and what its visitors ask for."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    port: int
    paths: list[str]


def rows(options: Options) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder:
        one, other = ours(options), bakerydemo(options.bakerydemo) if options.bakerydemo else stock(Path(folder))
        seen = {starts.name: Started() for starts in (one, other)}
        for turn in range(options.rounds):
            for starts in (one, other)[:: -1 if turn % 2 else 1]:
                look(starts, seen[starts.name])
    yield from compared(seen[one.name], seen[other.name], other.name)


def compared(mine: Started, theirs: Started, measure: str) -> Iterator[Row]:
    told = [
        ("until the first answer", "s", mine.seconds, theirs.seconds, START_BAR),
        ("until the first answer, CPU", "s", mine.cpu, theirs.cpu, None),
        ("a worker's own memory", "MB", mine.worker, theirs.worker, MEMORY_BAR),
        (f"master and {WORKERS} workers", "MB", mine.whole, theirs.whole, None),
    ]
    for what, unit, own, other, bar in told:
        yield Row(PART, what, statistics.median(own), unit, measure, statistics.median(other), serving.ratio(own, other), bar)


def look(starts: Starts, seen: Started) -> None:
    began = time.monotonic()
    with running(starts) as process:
        seen.seconds.append(time.monotonic() - began)
        seen.cpu.append(spent.spent_by_family(process.pid))
        visitor = site.Site(starts.port, process)
        for turn in range(ASKED):
            connection = visitor.connection()  # each time another, so that both workers are asked
            connection.request("GET", starts.paths[turn % len(starts.paths)], headers={"X-Forwarded-For": "192.0.2.1"})
            connection.getresponse().read()
            connection.close()
        seen.worker.append(statistics.mean(map(spent.own_memory, visitor.workers())))
        seen.whole.append(spent.shared_out_memory(spent.family_of(process.pid)))


@contextmanager
def running(starts: Starts) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(starts.command, cwd=starts.folder, env=starts.environment, stderr=subprocess.DEVNULL) as process:
        own = site.Site(starts.port, process)
        try:
            site.wait_until_it_answers(own, starts.paths[0])
            yield process
        finally:
            site.end(own)


def ours(options: Options) -> Starts:
    port, environment = free_port(), kept.demo(options.shops)
    drawn = serving.drawn(environment, 10)
    paths = [path for kind in ("front page", "directory", "a filtered search", "a shop") for path in drawn[kind]]
    own = site.settings(port, WORKERS, 4) | environment
    return Starts("ours", [sys.executable, "-m", "gunicorn"], kept.ROOT, own, port, paths)


def gunicorn(python: str, port: int, application: str) -> list[str]:
    """As ours is served: read once, shared by the workers."""
    how = ["-b", f"127.0.0.1:{port}", "-w", str(WORKERS), "-k", "gthread", "--threads", "4", "--preload"]
    return [python, "-m", "gunicorn", *how, application]


def bakerydemo(folder: Path) -> Starts:
    port = free_port()
    paths = ["/", "/breads/", "/breads/anpan/", "/search/?q=bread"]
    return Starts("bakerydemo", gunicorn(f"{folder}/.venv/bin/python", port, "bakerydemo.wsgi"), folder, serving.bakery_environment(), port, paths)


def stock(folder: Path) -> Starts:
    """`wagtail start`, with DEBUG off and its files collected, on SQLite."""
    port, own = free_port(), serving.bakery_environment() | {"DJANGO_SETTINGS_MODULE": "stock.settings.bench"}
    subprocess.run([sys.executable, "-m", "wagtail.bin.wagtail", "start", "stock", str(folder)], check=True, env=own, stdout=subprocess.DEVNULL)
    settings = "from .base import *\nDEBUG = False\nSECRET_KEY = 'only-for-the-bench'\nALLOWED_HOSTS = ['localhost']\n"
    (folder / "stock" / "settings" / "bench.py").write_text(settings)
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run([sys.executable, "manage.py", *command, "--verbosity", "0"], cwd=folder, env=own, check=True)
    return Starts("a site of `wagtail start`", gunicorn(sys.executable, port, "stock.wsgi"), folder, own, port, ["/"])
