"""What the pages of the directory cost, over HTTP through production settings, at several numbers of shops.

    python -m bench.directory [--shops 1000 10000 100000] [--requests 200] [--keep FOLDER] [postgresql] [sqlite]

One gunicorn worker with one thread answers one visitor, so that a request's CPU is what it takes and p95 is not a queue. Each question of a
kind is another one (towns, words, spots in the same drawn order for every number of shops), so that no cache of whole answers helps. The order
of the numbers turns around in each round. PostgreSQL runs with the settings of a distribution, and its CPU counts with the worker's.

Prints one JSON line per database and number of shops: by kind of page CPU in ms of a request (the median of the rounds), p50 and p95 in ms,
the most queries that a request asked, bytes on the wire (gzip), and how many answers were not 200; then one line with the ratios of each kind
to the smallest number.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.directory.asking import Contender, asked
from bench.directory.sites import DATABASES, collect_static, served, server_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shops", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder in which SQLite databases stay for another run")
    parser.add_argument("databases", nargs="*", default=["postgresql", "sqlite"])
    options = parser.parse_args()
    for name in options.databases:
        with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder, DATABASES[name](options.shops, Path(folder), options.keep) as environments:
            collect_static(Path(folder))
            told = measured(environments, options)
            for number, kinds in told.items():
                print(json.dumps({"database": name, "shops": number, "requests": options.requests * options.rounds, "kinds": kinds}), flush=True)
            print(json.dumps({"database": name, "ratios_to": min(told)} | ratios(told)), flush=True)


def measured(environments: dict[int, dict[str, str]], options: argparse.Namespace) -> dict[int, dict[str, Any]]:
    """By number of shops and kind of page what was seen."""
    with served(environments) as sites:
        contenders = {
            number: Contender(running, asked(environments[number], options.requests, options.rounds), server_of(environments[number]))
            for number, running in sites.items()
        }
        order = list(contenders.values())
        for contender in order:
            contender.warm_up()
        for _ in range(options.rounds):
            for kind in order[0].kinds():
                for contender in order:
                    contender.turn(kind)
            order.reverse()
        return {number: contender.told() for number, contender in contenders.items()}


def ratios(told: dict[int, dict[str, Any]]) -> dict[str, Any]:
    smallest = told[min(told)]
    return {str(number): {kind: ratio(seen, smallest[kind]) for kind, seen in kinds.items()} for number, kinds in told.items() if number != min(told)}


def ratio(seen: dict[str, float], smallest: dict[str, float]) -> dict[str, float]:
    return {what: round(seen[what] / smallest[what], 2) for what in ("cpu_ms", "p95_ms") if smallest[what]}


if __name__ == "__main__":
    main()
