#!/usr/bin/env python3
"""The search of the whole site beside Wagtail's own search in the database, on the same pages with the same words, in turns, in one run.

    python bench/site_search.py [--pages 5000] [--rounds 3]

Pages have a title of twenty made-up words; one word stands in 2 % of them, one in 20 %, one in 85 %. Both are asked for the first six pages with
each word: ours with the number of all, in two queries; Wagtail's without the number. SQLite in a folder of its own; CPU of this process.

Prints one JSON line: milliseconds of each by the share of pages that have the word (the median of all turns), and the median of the ratios of
the turns, ours to Wagtail's.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

SHARES = {"zeldzaam": 0.02, "markt": 0.20, "winkel": 0.85}
WORDS, OTHERS = 20, 4_000  # in a title, and to choose from
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
OURS_PER_TURN = 5  # one question takes so little that the clock would count noise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder:
        os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.test"}
        prepare(options.pages)
        print(json.dumps({"pages": options.pages, "rounds": options.rounds} | compared(options.rounds)), flush=True)


def prepare(number: int) -> None:
    """An empty database with `number` pages that both searches know."""
    import django

    django.setup()
    from django.core.management import call_command
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from bench.titled_pages import make_pages
    from content.finding import Told, entry_of
    from content.models import SearchEntry

    call_command("migrate", verbosity=0)
    pages = make_pages(titles(number))
    SearchEntry.objects.bulk_create([entry_of(page, Told(page.title)) for page in pages], batch_size=500)
    get_search_backend().get_index_for_model(Page).add_items(Page, pages)


def titles(number: int) -> Iterator[str]:
    """Twenty made-up words each, the three of SHARES among them as often as it says."""
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(4, 8))) for _ in range(OTHERS)]
    for _ in range(number):
        chosen = chance.sample(words, WORDS - len(SHARES)) + [word for word, share in SHARES.items() if chance.random() < share]
        chance.shuffle(chosen)
        yield " ".join(chosen)


def compared(rounds: int) -> dict[str, Any]:
    """Each word in turns, ours and Wagtail's, then the other way round."""
    ours, wagtails, ratios = {}, {}, {}
    for word, share in SHARES.items():
        turns = [turn(word, first) for first in range(rounds)]
        name = f"{share:.0%}"
        ours[name] = round(statistics.median(one for one, _ in turns), 2)
        wagtails[name] = round(statistics.median(other for _, other in turns), 1)
        ratios[name] = round(statistics.median(one / other for one, other in turns), 4)
    return {"ours_ms": ours, "wagtail_ms": wagtails, "ratio": ratios}


def turn(word: str, number: int) -> tuple[float, float]:
    """Milliseconds of ours and of Wagtail's; which goes first changes with `number`."""
    pair = [lambda: milliseconds(lambda: ask_ours(word), OURS_PER_TURN), lambda: milliseconds(lambda: ask_wagtail(word), 1)]
    if number % 2:
        other = pair[1]()
        return pair[0](), other
    return pair[0](), pair[1]()


def milliseconds(ask: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        ask()
    return (time.process_time() - began) * 1_000 / times


def ask_ours(word: str) -> list[Any]:
    from content.finding import TOWN
    from content.models import SearchEntry
    from content.querysets import Wanted

    wanted = Wanted(word, (word,))
    rows = SearchEntry.objects.told_in("nl").answering(wanted, TOWN).ranked(wanted, "nl", TOWN, AT)
    found = list(rows.filter(pk__in=dict(rows.first_of_each_kind(6))).with_pages())
    assert len(found) == 6, "the search found too little"
    return found


def ask_wagtail(word: str) -> list[Any]:
    from wagtail.models import Page

    found = list(Page.objects.live().search(word)[:6])
    assert len(found) == 6, "Wagtail's search found too little"
    return found


if __name__ == "__main__":
    main()
