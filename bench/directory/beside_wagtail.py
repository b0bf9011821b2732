"""The search of the directory beside Wagtail's own search in the database, over HTTP, in turns, on the same server and shops.

    python -m bench.directory.beside_wagtail [--shops 10000] [--requests 10] [--rounds 3] [postgresql] [sqlite]

Wagtail searches pages that are called what the shops' words are, and answers with the titles of the first 24 as plain text (bench.directory.counted),
without a page around them, counts or filters: all that ours does beside the search counts against us.

Prints one JSON line per database: CPU in ms of a request of ours and of Wagtail's, and the median of the ratios of the rounds.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from bench.directory import WAGTAIL
from bench.directory.asking import Contender, asked
from bench.directory.sites import DATABASES, collect_static, served, server_of

COMPARED = ("two words", "the most common word")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shops", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("databases", nargs="*", default=["postgresql", "sqlite"])
    options = parser.parse_args()
    for name in options.databases:
        with (
            tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder,
            DATABASES[name]([options.shops], Path(folder), None, "--pages") as environments,
        ):
            collect_static(Path(folder))
            print(json.dumps({"database": name, "shops": options.shops} | compared(environments, options)), flush=True)


def compared(environments: dict[int, dict[str, str]], options: argparse.Namespace) -> dict[str, Any]:
    environment = environments[options.shops]
    ours = {kind: turns for kind, turns in asked(environment, options.requests, options.rounds).items() if kind in COMPARED}
    theirs = {f"Wagtail: {kind}": [[wagtails(path) for path in turn] for turn in turns] for kind, turns in ours.items()}
    with served(environments) as sites:
        contender = Contender(sites[options.shops], ours | theirs, server_of(environment))
        contender.warm_up(3)
        for turn in range(options.rounds):
            for kind in COMPARED:
                for one in [kind, f"Wagtail: {kind}"][:: -1 if turn % 2 else 1]:
                    contender.turn(one)
    ratios = {kind: statistics.median(map(divided, contender.seen[kind].cpu, contender.seen[f"Wagtail: {kind}"].cpu)) for kind in COMPARED}
    return {"ratio": {kind: round(ratio, 4) for kind, ratio in ratios.items()}, "kinds": contender.told()}


def wagtails(path: str) -> str:
    """The same words, asked of Wagtail."""
    return f"{WAGTAIL}?{urlencode({'q': parse_qs(urlsplit(path).query)['q'][0]})}"


def divided(ours: float, theirs: float) -> float:
    return ours / theirs if theirs else float("inf")


if __name__ == "__main__":
    main()
