"""Databases with a number of shops, and the site on each of them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.services import postgres, site

ROOT = Path(__file__).parents[2]
PATHS = {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"}
COUNTED = "bench.directory.counted:application"
UNHURRIED = ["-c", "fsync=off", "-c", "full_page_writes=off"]


@contextmanager
def served(environments: dict[int, dict[str, str]]) -> Iterator[dict[int, site.Site]]:
    """A worker of one thread on each database."""
    with ExitStack() as stack:
        yield {
            number: stack.enter_context(site.served(environment, workers=1, threads=1, application=COUNTED))
            for number, environment in environments.items()
        }


def collect_static(folder: Path) -> None:
    """Pages name their files by what is in them."""
    own = site.settings(0, 1, 1) | {"DATABASE_URL": "sqlite://:memory:", "VOTE_KEYS_DIR": f"{folder}/keys"}
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"], cwd=ROOT, env=own, check=True)


def filled(environment: dict[str, str], number: int, *options: str) -> dict[str, str]:
    """options: of bench.directory.many_shops."""
    own = os.environ | environment | PATHS
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=own, check=True)
    subprocess.run([sys.executable, "-m", "bench.directory.many_shops", str(number), *options], cwd=ROOT, env=own, check=True)
    return environment


@contextmanager
def on_sqlite(numbers: Sequence[int], folder: Path, kept: Path | None = None, *options: str) -> Iterator[dict[int, dict[str, str]]]:
    """A file for each number of shops; one that was kept is taken as it is."""
    environments = {}
    for number in numbers:
        file = (kept or folder) / f"directory-{number}.sqlite3"
        environment = {"DATABASE_URL": f"sqlite:///{file}", "VOTE_KEYS_DIR": f"{folder}/keys"}
        environments[number] = environment if file.exists() else filled(environment, number, *options)
    yield environments


@contextmanager
def on_postgresql(numbers: Sequence[int], folder: Path, kept: Path | None = None, *options: str) -> Iterator[dict[int, dict[str, str]]]:
    """A server for each, with the settings that a distribution ships but for the wait for its disk; none is kept."""
    with ExitStack() as stack:
        environments = {}
        for number in numbers:
            environment = stack.enter_context(postgres.server(postgres.bin_dir(), UNHURRIED))
            environments[number] = filled({**environment, "VOTE_KEYS_DIR": f"{folder}/keys"}, number, *options)
            analyse(environment)
        yield environments


def analyse(environment: dict[str, str]) -> None:
    host, database = environment["DATABASE_URL"].removeprefix("postgres://").rsplit("/", 1)
    subprocess.run(["psql", "-h", host, "-U", postgres.ROLE, "-q", "-c", "VACUUM ANALYZE", database], check=True, env=os.environ)


def server_of(environment: dict[str, str]) -> Path | None:
    """The folder of a PostgreSQL server's socket; None for SQLite."""
    url = environment["DATABASE_URL"]
    return None if url.startswith("sqlite") else Path(url.removeprefix("postgres://").rsplit("/", 1)[0])


DATABASES = {"postgresql": on_postgresql, "sqlite": on_sqlite}
