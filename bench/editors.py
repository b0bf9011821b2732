"""What editors of other sites of Wagtail complain about, measured on ours: the first view of pictures, lists with many rows, saving.

Lists: with many shops beside few. Saving: with tasks that wait for the worker, beside Wagtail's default, in which whoever saves waits for the index.
First view: of six new pictures, of which a page shows nine sizes each, beside a view for which the worker made them (media_library.sizes).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import kept
from bench.options import Options
from bench.table import Row
from tests.services import site

PART = "editors"
GROWTH_BAR = 1.2


def rows(options: Options) -> Iterator[Row]:
    many, few = (seen_in(kept.demo(shops)) for shops in (options.shops, 0))
    for name, seen in many["lists"].items():
        small = few["lists"][name]
        note = f"{seen['queries']} queries" + ("" if seen["queries"] <= small["queries"] else f", {small['queries']} on the small site")
        yield Row(
            PART, f"list of {name}", seen["ms"], "ms CPU", "the demo's own shops alone", small["ms"], seen["ms"] / small["ms"], GROWTH_BAR, note=note
        )
    own, other = many["saving"]["waiting"], many["saving"]["at once"]
    yield Row(
        PART,
        "publishing a shop",
        own["ms"],
        "ms CPU",
        "index in the request",
        other["ms"],
        own["ms"] / other["ms"],
        1.0,
        note=f"{own['queries']} queries",
    )
    ready, new = many["pictures"]["made"], many["pictures"]["new"]
    yield Row(PART, "first view of six pictures", ready, "ms CPU", "sizes made by the visitor", new, ready / new, 0.05)


def seen_in(environment: dict[str, str]) -> dict[str, Any]:
    """Asked on a copy: it is written to."""
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder:
        place = Path(environment["DATABASE_URL"].removeprefix("sqlite:///")).parent
        copy = kept.environment_of(shutil.copytree(place, Path(folder) / "site"))
        own = site.settings(8000, 1, 1) | copy
        told = subprocess.run(
            [sys.executable, "-m", "bench.editors_inside"], cwd=kept.ROOT, env=os.environ | own, check=True, capture_output=True, text=True
        )
    found: dict[str, Any] = json.loads(told.stdout)
    return found
