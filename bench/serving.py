"""Servers beside each other, each with one worker of one thread, that are asked in turns over one connection."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.directory.asking import WARM_UP, Contender, chunks
from bench.kept import PATHS, ROOT
from tests.services import site
from tests.services.nginx import free_port

COUNTED = "bench.directory.counted:application"
HOST = "www.example.org"


def drawn(environment: dict[str, str], number: int) -> dict[str, list[str]]:
    """Paths of a site with the demo, by kind of page."""
    command = [sys.executable, "-m", "bench.pages", str(number)]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | PATHS | environment, check=True, capture_output=True, text=True)
    found: dict[str, list[str]] = json.loads(told.stdout)
    return found


def turns(paths: dict[str, list[str]], requests: int) -> dict[str, list[list[str]]]:
    """What to warm up with, then what each round asks."""
    return {kind: [own[:WARM_UP], *chunks(own[WARM_UP:], requests)] for kind, own in paths.items()}


@contextmanager
def ours(environment: dict[str, str], *, workers: int = 1, threads: int = 1, application: str = COUNTED) -> Iterator[site.Site]:
    """The site on production settings, by its own name and as localhost."""
    names = {"ALLOWED_HOSTS": f"localhost,{HOST}"}
    with site.served(environment | names, workers=workers, threads=threads, application=application) as running:
        yield running


@contextmanager
def bare(folder: Path) -> Iterator[site.Site]:
    """A Django without middleware and templates whose one view asks the database once (bench.bare)."""
    own = {"DJANGO_SETTINGS_MODULE": "bench.bare.settings", "DATABASE_URL": f"sqlite:///{folder}/bare.sqlite3"}
    subprocess.run([sys.executable, "-m", "bench.bare.prepare", "0", "1000"], cwd=ROOT, env=os.environ | PATHS | own, check=True)
    with site.served(own, workers=1, threads=1) as running:
        yield running


@contextmanager
def bakerydemo(folder: Path) -> Iterator[site.Site]:
    """Wagtail's own example, from a checkout with its data loaded and a .venv beside its manage.py (README.md says how)."""
    port = free_port()
    command = [str(folder / ".venv/bin/python"), "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "1", "-k", "gthread", "--threads", "1"]
    with subprocess.Popen([*command, "bakerydemo.wsgi"], cwd=folder, env=bakery_environment(), stderr=subprocess.DEVNULL) as process:
        running = site.Site(port, process)
        try:
            site.wait_until_it_answers(running, "/")
            yield running
        finally:
            site.end(running)


def bakery_environment() -> dict[str, str]:
    foreign = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PYTHONPATH", "CACHE_URL", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")
    own = {name: value for name, value in os.environ.items() if name not in foreign}
    return own | {"DJANGO_SETTINGS_MODULE": "bench_settings", "DJANGO_SECRET_KEY": site.SECRET_KEY}


def take_turns(contenders: Sequence[Contender], rounds: int) -> None:
    """Every kind of every contender once a round; the order turns around."""
    order = list(contenders)
    for contender in order:
        contender.warm_up()
    for _ in range(rounds):
        for contender in order:
            for kind in contender.kinds():
                contender.turn(kind)
        order.reverse()


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def milliseconds(seconds: Sequence[float]) -> float:
    return 1_000 * statistics.median(seconds)
