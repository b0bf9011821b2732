"""What a page costs that nobody kept: CPU of one request beside a view with one query on the same server, and beside bakerydemo's pages."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import kept, serving
from bench.directory.asking import WARM_UP, Contender
from bench.options import Options
from bench.table import Row

PART = "uncached"
SHOWN = ("front page", "a town", "directory", "a filtered search", "a shop", "the vote of a town", "a candidate", "the form of the vote", "a result")
QUERIES = {"front page": 15, "directory": 12, "a shop": 12}
BAKERY = {"/": "its front page", "/breads/": "its listing", "/breads/anpan/": "its detail page"}
BARS = {"front page": ("its front page", 0.40), "directory": ("its listing", 0.45), "a shop": ("its detail page", 0.75)}


def rows(options: Options) -> Iterator[Row]:
    environment = kept.demo(options.shops)
    number = options.requests * options.rounds + WARM_UP
    paths = {kind: own for kind, own in serving.drawn(environment, number).items() if kind in SHOWN}
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder, ExitStack() as stack:
        site = Contender(stack.enter_context(serving.ours(environment)), serving.turns(paths, options.requests), None)
        view = Contender(stack.enter_context(serving.bare(Path(folder))), alike({"/row/r0-1": "view"}, number, options), None)
        contenders, bakery = [site, view], None
        if options.bakerydemo:
            bakery = Contender(stack.enter_context(serving.bakerydemo(options.bakerydemo)), alike(BAKERY, number, options), None)
            contenders.append(bakery)
        serving.take_turns(contenders, options.rounds)
    yield from beside_a_view(site, view)
    yield from queries(site)
    yield from beside_bakerydemo(site, bakery)


def alike(kinds: dict[str, str], number: int, options: Options) -> dict[str, list[list[str]]]:
    return serving.turns({kind: [path] * number for path, kind in kinds.items()}, options.requests)


def beside_a_view(site: Contender, view: Contender) -> Iterator[Row]:
    least = view.seen["view"].cpu
    for kind, seen in site.seen.items():
        ratio = serving.ratio(seen.cpu, least)
        yield Row(
            PART,
            kind,
            serving.milliseconds(seen.cpu),
            "ms CPU",
            "a bare view, one query",
            serving.milliseconds(least),
            ratio,
            note=failures(seen.failed),
        )


def queries(site: Contender) -> Iterator[Row]:
    for kind, bar in QUERIES.items():
        yield Row(PART, kind, max(site.seen[kind].queries), "queries", bar=bar)


def beside_bakerydemo(site: Contender, bakery: Contender | None) -> Iterator[Row]:
    for kind, (theirs, bar) in BARS.items():
        seen = site.seen[kind].cpu
        if bakery is None:
            yield Row(
                PART,
                kind,
                serving.milliseconds(seen),
                "ms CPU",
                f"bakerydemo, {theirs}",
                note=f"not measured: BAKERYDEMO names no checkout (bar {bar})",
            )
        else:
            other = bakery.seen[theirs].cpu
            ratio = serving.ratio(seen, other)
            yield Row(PART, kind, serving.milliseconds(seen), "ms CPU", f"bakerydemo, {theirs}", serving.milliseconds(other), ratio, bar)


def failures(number: int) -> str:
    return f"{number} were not answered with 200" if number else ""
