"""The search of shops beside Wagtail's own search in the database, on the same server and shops (bench.directory.beside_wagtail)."""

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from bench.directory.beside_wagtail import COMPARED, compared
from bench.directory.sites import DATABASES
from bench.options import Options
from bench.table import Row
from tests.services import postgres

PART = "search"
BARS = {"postgresql": 0.5, "sqlite": 0.02}
SLOW = 5  # requests in a turn: Wagtail's answer to a common word takes seconds on SQLite


def rows(options: Options) -> Iterator[Row]:
    for name, bar in BARS.items():
        try:
            yield from on(name, bar, options)
        except postgres.NoServer as reason:
            yield Row(PART, name, 0, "", note=f"left out: {reason}")


def on(name: str, bar: float, options: Options) -> Iterator[Row]:
    asked = Namespace(shops=options.shops, requests=min(SLOW, options.requests), rounds=min(3, options.rounds))
    with (
        tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder,
        DATABASES[name]([asked.shops], Path(folder), None, "--pages") as environments,
    ):
        told = compared(environments, asked)
    for kind in COMPARED:
        ours, theirs = (told["kinds"][one]["cpu_ms"] for one in (kind, f"Wagtail: {kind}"))
        own_bar = bar if kind == "the most common word" else None
        yield Row(PART, f"{kind}, {name}, {asked.shops:,} shops", ours, "ms CPU", "Wagtail's search alone", theirs, told["ratio"][kind], own_bar)
