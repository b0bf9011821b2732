"""A visitor with one connection that stays open, and what the site spends on each request."""

import gzip
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.directory import HEADER
from bench.spent import children_of, cpu_of_all, spent_by
from tests.services.site import Site

ROOT = Path(__file__).parents[2]
CARD = b'<li class="shop shop--'
WARM_UP = 15  # requests of each kind that do not count


@dataclass
class Seen:
    """Of one kind of page. seconds: of each answer. cards: shops that it shows, which cost the most. cpu: of each turn, for all its requests."""

    seconds: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failed: int = 0


class Contender:
    """A running site with a number of shops. paths: for each kind of page those of each turn, behind those to warm up with."""

    def __init__(self, running: Site, paths: dict[str, list[list[str]]], server: Path | None) -> None:
        self.running, self.paths, self.server = running, paths, server
        self.connection = running.connection()
        self.seen: dict[str, Seen] = defaultdict(Seen)

    def kinds(self) -> list[str]:
        return list(self.paths)

    def warm_up(self, most: int = WARM_UP) -> None:
        for turns in self.paths.values():
            for path in turns.pop(0)[:most]:
                self.ask(path)

    def turn(self, kind: str) -> None:
        seen, paths = self.seen[kind], self.paths[kind].pop(0)
        self.connection.close()  # while another had its turn the server may have hung up; the first request opens it again
        before = self.cpu()
        for path in paths:
            began = time.perf_counter()
            status, queries, body = self.ask(path)
            seen.seconds.append(time.perf_counter() - began)
            seen.queries.append(queries)
            seen.sizes.append(len(body))
            seen.cards.append(cards_in(body))
            seen.failed += status != http.client.OK
        seen.cpu.append((self.cpu() - before) / len(paths))

    def ask(self, path: str) -> tuple[int, int, bytes]:
        """(status, queries, the body as it came over the wire)."""
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", "X-Forwarded-For": "192.0.2.1"})
        answer = self.connection.getresponse()
        return answer.status, int(answer.headers.get(HEADER, 0)), answer.read()

    def cpu(self) -> float:
        """Seconds that the worker and its database have spent since they started; ended sessions of PostgreSQL count with its first process."""
        spent = cpu_of_all(self.running.workers())
        if self.server:
            first = int((self.server / "data" / "postmaster.pid").read_text().split()[0])
            spent += spent_by(first, with_ended=True) + sum(map(spent_by, children_of(first)))
        return spent

    def told(self) -> dict[str, Any]:
        return {kind: figures(seen) for kind, seen in self.seen.items()}


def figures(seen: Seen) -> dict[str, Any]:
    ordered = sorted(seen.seconds)
    return {
        "cpu_ms": round(1_000 * statistics.median(seen.cpu), 2),
        "p50_ms": round(1_000 * ordered[len(ordered) // 2], 1),
        "p95_ms": round(1_000 * ordered[len(ordered) * 95 // 100], 1),
        "queries": max(seen.queries),
        "bytes": round(statistics.median(seen.sizes)),
        "cards": round(statistics.mean(seen.cards), 1),
        "failed": seen.failed,
    }


def cards_in(body: bytes) -> int:
    return (gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body).count(CARD)


def asked(environment: dict[str, str], requests: int, rounds: int) -> dict[str, list[list[str]]]:
    """The paths to ask for, by kind of page: what to warm up with, then those of each round."""
    own = os.environ | environment | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"}
    command = [sys.executable, "-m", "bench.directory.questions", str(requests * rounds + WARM_UP)]
    told: dict[str, list[str]] = json.loads(subprocess.run(command, cwd=ROOT, env=own, check=True, capture_output=True, text=True).stdout)
    return {kind: [paths[:WARM_UP], *chunks(paths[WARM_UP:], requests)] for kind, paths in told.items()}


def chunks(paths: list[str], size: int) -> list[list[str]]:
    return [paths[start : start + size] for start in range(0, len(paths), size)]
