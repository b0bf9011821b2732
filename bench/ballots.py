"""Confirmed votes a second beside pgbench and bare SQLite (bench/votes.py)."""

from argparse import Namespace
from collections.abc import Iterator

from bench import votes
from bench.options import Options
from bench.table import Row
from tests.services import postgres

PART = "votes"
BARS = {"postgresql": 0.05, "sqlite": 0.6}
BESIDE = {"postgresql": "pgbench, 16 clients", "sqlite": "sqlite3, FULL, 4 processes"}


def rows(options: Options) -> Iterator[Row]:
    asked = Namespace(seconds=2 * options.seconds, rounds=options.rounds)
    for name, bar in BARS.items():
        try:
            told = votes.measured(name, asked)
        except postgres.NoServer as reason:
            yield Row(PART, name, 0, "", note=f"left out: {reason}")
            continue
        yield from of(name, bar, told)


def of(name: str, bar: float, told: dict) -> Iterator[Row]:
    ours, bare, view = (middle(told[key]) for key in ("votes_per_second", "bare_inserts_per_second", "bare_view_per_second"))
    yield Row(PART, f"confirmed, {name}", ours, "votes/s", BESIDE[name], bare, told["ratio"], bar, is_least=True)
    yield Row(PART, f"confirmed, {name}", ours, "votes/s", "a bare view that votes", view, told["ratio_to_bare_view"])
    yield Row(PART, f"confirmed, {name}, p95", told["p95_ms"], "ms, 16 at once")


def middle(figures: list[float]) -> float:
    return sorted(figures)[len(figures) // 2]
