"""What grows with the site: CPU of a request with many shops beside few, and with 62 municipalities beside one.

On SQLite, where the worker does it all.
"""

from collections.abc import Iterator

from bench import kept, serving
from bench.directory.asking import WARM_UP, Contender, asked
from bench.options import Options
from bench.table import Row

PART = "growth"
CPU_BAR = 1.2
ALL_OF_THEM = "the votes of all towns"  # the page is a list of them, so it has no bar
TOWNS = (1, 62)
OF_TOWNS = ("front page", "a town", "directory", "a shop", ALL_OF_THEM, "the vote of a town", "the form of the vote", "agenda")


def rows(options: Options) -> Iterator[Row]:
    yield from with_shops(options)
    yield from with_towns(options)


def with_shops(options: Options) -> Iterator[Row]:
    few, many = options.growth
    environments = [kept.directory(few), kept.directory(many)]
    paths = [asked(environment, options.requests, options.rounds) for environment in environments]
    yield from compared(f"{many:,} shops / {few:,}", environments, paths, options)


def with_towns(options: Options) -> Iterator[Row]:
    """The shops are the demo's own, the same in both."""
    environments = [kept.demo(0, towns) for towns in TOWNS]
    number = options.requests * options.rounds + WARM_UP
    paths = [serving.turns(only(serving.drawn(environment, number)), options.requests) for environment in environments]
    yield from compared("62 municipalities / 1", environments, paths, options)


def only(paths: dict[str, list[str]]) -> dict[str, list[str]]:
    return {kind: own for kind, own in paths.items() if kind in OF_TOWNS}


def compared(name: str, environments: list[dict[str, str]], paths: list[dict[str, list[list[str]]]], options: Options) -> Iterator[Row]:
    """environments, paths: of the small site and of the large one."""
    with serving.ours(environments[0]) as one, serving.ours(environments[1]) as other:
        small, large = (Contender(site, own, None) for site, own in zip((one, other), paths, strict=True))
        serving.take_turns([small, large], options.rounds)
    for kind, seen in large.seen.items():
        before = small.seen[kind]
        ratio = serving.ratio(seen.cpu, before.cpu)
        note = "" if max(seen.queries) <= max(before.queries) else f"queries {max(before.queries)} -> {max(seen.queries)}"
        yield Row(
            PART,
            f"{kind}, {name}",
            serving.milliseconds(seen.cpu),
            "ms CPU",
            "the small site",
            serving.milliseconds(before.cpu),
            ratio,
            CPU_BAR,
            note=note,
        )
