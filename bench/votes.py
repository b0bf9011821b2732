#!/usr/bin/env python3
"""Confirmed votes a second over HTTP, beside what the same machine can do bare, in turns, in one run.

    python bench/votes.py [--seconds 8] [--rounds 3] [postgresql] [sqlite]

The site runs as in production (gunicorn, two workers of eight threads) on a database that waits for its disk; 16 visitors with a connection
each send the code of a request of their own. Requests were made before, their proofs of work solved and spent. Bare PostgreSQL is pgbench
with 16 clients and one insert a transaction; bare SQLite is four processes with sqlite3, WAL and synchronous=FULL, one insert a transaction.
The bare view (bench/bare) is the least that Django does for a vote: the same gunicorn, visitors and database settings, no middleware, one view
that reads a token, inserts under a UNIQUE and marks the token.

Prints one JSON line per database: votes a second, p50 and p95 in ms, bare inserts a second and votes of the bare view a second, and the ratios
to both (of each turn, and their median).
"""

import argparse
import http.client
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench import kept  # noqa: E402
from tests.services import postgres, site  # noqa: E402
from tests.services.processes import others  # noqa: E402

VISITORS, WRITERS = 16, 4
PREPARED, PREPARED_BARE = 600, 4_000  # requests, and tokens, for each second of all turns: more than are used
CODE = "012345"
INSERT = "INSERT INTO bare_votes (identity, candidate, at) VALUES (md5(random()::text), 1, now());"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("databases", nargs="*", default=["postgresql", "sqlite"])
    options = parser.parse_args()
    for name in options.databases:
        print(json.dumps({"database": name} | measured(name, options)), flush=True)


def measured(name: str, options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder, DATABASES[name](Path(folder)) as (environment, bare):
        return compared(environment | {"VOTE_KEYS_DIR": f"{folder}/keys"}, bare, options)


def compared(environment: dict[str, str], bare: Callable[[float], float], options: argparse.Namespace) -> dict[str, Any]:
    """Bare, bare view and site in turns, so that a disk that slows down slows all three."""
    turns, latencies = [], []
    seconds = round(options.seconds * options.rounds)
    told, bare_told = prepared(environment, PREPARED * seconds), prepared_bare(environment, PREPARED_BARE * seconds)
    with contender(environment, told, options) as whole, contender(*bare_told, options) as view:
        for _ in range(options.rounds):
            inserts, viewed, counted = bare(options.seconds), view(), whole()
            turns.append((len(counted) / options.seconds, inserts, len(viewed) / options.seconds))
            latencies += counted
    latencies.sort()
    ratios = [votes / inserts for votes, inserts, _ in turns]
    to_view = [votes / viewed for votes, _, viewed in turns]
    return {
        "votes_per_second": [round(votes) for votes, _, _ in turns],
        "bare_inserts_per_second": [round(inserts) for _, inserts, _ in turns],
        "bare_view_per_second": [round(viewed) for _, _, viewed in turns],
        "ratios": [round(ratio, 4) for ratio in ratios],
        "ratio": round(statistics.median(ratios), 4),
        "ratio_to_bare_view": round(statistics.median(to_view), 3),
        "p50_ms": round(1000 * latencies[len(latencies) // 2], 1),
        "p95_ms": round(1000 * latencies[len(latencies) * 95 // 100], 1),
        "votes": len(latencies),
    }


@contextmanager
def contender(environment: dict[str, str], told: dict[str, str], options: argparse.Namespace) -> Iterator[Callable[[], list[float]]]:
    """A running site; gives what one turn of it is: the seconds that each vote took, of requests that no turn before it used."""
    first = 0

    def turn() -> list[float]:
        nonlocal first
        taken = voted(running, told, first, options.seconds)
        first += len(taken) + VISITORS
        return taken

    with site.served(environment, workers=2, threads=8) as running:
        yield turn


def prepared(environment: dict[str, str], number: int) -> dict[str, str]:
    """A site with an open round and its requests; {"round", "path", "number"}."""
    own = os.environ | environment | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=own, check=True)
    with others(1, own) as (one,):
        return one.told(f"from tests.votes.faults import voters\nanswer = voters.prepare_site({number})") | {"number": str(number)}


def prepared_bare(environment: dict[str, str], number: int) -> tuple[dict[str, str], dict[str, str]]:
    """(environment, what `prepared` tells) of the bare view: on PostgreSQL beside the site's tables, on SQLite in a file of its own."""
    own = environment | {"DJANGO_SETTINGS_MODULE": "bench.bare.settings"}
    own["DATABASE_URL"] = own["DATABASE_URL"].replace("votes.sqlite3", "bare-view.sqlite3")
    paths = {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
    subprocess.run([sys.executable, "-m", "bench.bare.prepare", "0", str(number)], cwd=ROOT, env=os.environ | own | paths, check=True)
    return own, {"round": "0", "path": "/KEY/", "number": str(number)}


def voted(running: site.Site, told: dict[str, str], first: int, seconds: float) -> list[float]:
    """The seconds that each confirmed vote took, of visitors who go on until the time is over."""
    numbers, lock, taken = iter(range(first, int(told["number"]))), threading.Lock(), []
    end = time.monotonic() + seconds

    def visitor() -> None:
        connection = running.connection()
        while time.monotonic() < end:
            with lock:
                number = next(numbers)
            path = told["path"].replace("KEY", f"r{told['round']}-{number}")
            began = time.perf_counter()
            try:
                status, location = site.posted(connection, path, {"code": CODE}, f"10.{number // 62500}.{number // 250 % 250}.{number % 250}")
            except (OSError, http.client.HTTPException):
                connection = running.connection()
                continue
            if status != 303 or not location.endswith("/bewijs/"):
                raise AssertionError(f"a vote was answered with {status}")
            with lock:
                taken.append(time.perf_counter() - began)
        connection.close()

    visitors = [threading.Thread(target=visitor) for _ in range(VISITORS)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    return taken


# -- the databases, and what they can do bare


@contextmanager
def own_postgresql(folder: Path) -> Iterator[tuple[dict[str, str], Callable[[float], float]]]:
    """A server that waits for its disk at every commit."""
    with postgres.server(postgres.bin_dir(), []) as environment:  # as a distribution ships it
        host, database = environment["DATABASE_URL"].removeprefix("postgres://").rsplit("/", 1)
        reach = ["-h", host, "-U", postgres.ROLE]
        table = "CREATE TABLE bare_votes (id bigserial PRIMARY KEY, identity text UNIQUE, candidate int, at timestamptz)"
        subprocess.run(["psql", *reach, "-q", "-c", table, database], check=True, env=os.environ)
        script = folder / "insert.sql"
        script.write_text(INSERT)

        def bare(seconds: float) -> float:
            command = ["pgbench", *reach, "-n", "-f", script, "-c", "16", "-j", "2", "-T", str(round(seconds)), "-M", "prepared", database]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found = re.search(r"tps = ([\d.]+)", told)
            assert found, told
            return float(found[1])

        yield environment, bare


@contextmanager
def own_sqlite(folder: Path) -> Iterator[tuple[dict[str, str], Callable[[float], float]]]:
    def bare(seconds: float) -> float:
        heard: Queue = Queue()
        writers = [Process(target=write_bare, args=(folder / "bare.sqlite3", seconds, heard)) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        written = sum(heard.get() for _ in writers)
        for writer in writers:
            writer.join()
        return written / seconds

    shutil.copyfile(kept.migrated(), folder / "votes.sqlite3")
    yield {"DATABASE_URL": f"sqlite:///{folder}/votes.sqlite3"}, bare


def write_bare(path: Path, seconds: float, heard: Queue) -> None:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS bare_votes (id INTEGER PRIMARY KEY, identity TEXT UNIQUE, candidate INT, at TEXT)")
    end, written = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare_votes (identity, candidate, at) VALUES (hex(randomblob(16)), 1, datetime('now'))")
        connection.execute("COMMIT")
        written += 1
    heard.put(written)


DATABASES = {"postgresql": own_postgresql, "sqlite": own_sqlite}

if __name__ == "__main__":
    main()
