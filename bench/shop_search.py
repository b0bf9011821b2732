#!/usr/bin/env python3
"""The search of the directory at several sizes, over `search_shops` itself: how long it takes, and in how many queries.

    python bench/shop_search.py [--sizes 1000,10000,100000] [--questions 200]
    python tests/services/postgres.py -- python bench/shop_search.py

Shops are made up from a seed: names of two to four words by Zipf's law, streets, places of the register, all 77 kinds, a tagline for a third.
One word ("lokaal") stands in 85 % of the names. Asked are pairs of words that a shop has ("two"), the word that most have ("common"), and
beginnings of three signs ("beginning"), once each with nothing kept ("cold", answers forgotten before each), and again as they come ("kept").

Prints one JSON line: p50 and p95 in milliseconds (wall) by size and question, queries, and the ratios of p95 of the largest to the smallest.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
COMMON, SHARE = "lokaal", 0.85
STREETS = 3_000
WORDS = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ikl-bench-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.test")
        prepare()
        sizes = [int(size) for size in options.sizes.split(",")]
        measured = {}
        for size in sizes:
            fill_up_to(size)
            measured[size] = measure(options.questions)
        print(json.dumps({"engine": engine(), "ms": measured, "p95_ratio": ratios(measured[sizes[0]], measured[sizes[-1]])}), flush=True)


def prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from municipalities.actions import load_register
    from shops.categories import load_categories

    call_command("migrate", verbosity=0)
    load_register()
    load_categories()


def engine() -> str:
    from django.db import connection

    return str(connection.vendor)


def fill_up_to(size: int) -> None:
    """Shops from the number that stand here to `size`, the same ones in every run, with what searches need."""
    from django.db import connection

    from shops import indexing
    from shops.models import Shop, ShopText

    standing = Shop.objects.count()
    made = [Shop(**facts) for facts in list(facts_of(size))[standing:]]
    for start in range(0, len(made), 5_000):
        some = Shop.objects.bulk_create(made[start : start + 5_000], batch_size=500)
        ShopText.objects.bulk_create([ShopText(shop=shop, language="nl", tagline=tagline(shop.pk)) for shop in some if shop.pk % 3 == 0])
        indexing.rebuild(some)
    indexing.count_known_words()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def facts_of(size: int) -> Iterator[dict[str, Any]]:
    from municipalities.models import Municipality
    from shops.models import Category

    chance = random.Random(11)
    towns, kinds = list(Municipality.objects.current().order_by("pk")), list(Category.objects.exclude(parent=None).order_by("pk"))
    words, weights = vocabulary()
    for number in range(size):
        name = [word.capitalize() for word in chance.choices(words, weights, k=chance.randint(2, 4))]
        if chance.random() < SHARE:
            name.insert(chance.randint(0, len(name)), COMMON.capitalize())
        town = chance.choice(towns)
        facts = {"name": " ".join(name), "slug": f"winkel-{number}", "municipality": town, "category": chance.choice(kinds), "live": True}
        street = f"{words[chance.randrange(STREETS)].capitalize()}straat"
        yield facts | {"street": street, "house_number": str(chance.randint(1, 300)), "place": town.name}


def vocabulary() -> tuple[list[str], list[float]]:
    chance = random.Random(7)
    words = sorted({"".join(chance.choices("abcdefghijklmnoprstuvwz", k=chance.randint(4, 11))) for _ in range(WORDS)})
    chance.shuffle(words)
    return words, [1 / (rank + 10) for rank in range(len(words))]


def tagline(key: int) -> str:
    words, weights = vocabulary_kept()
    return " ".join(random.Random(key).choices(words, weights, k=6))


def vocabulary_kept() -> tuple[list[str], list[float]]:
    global KEPT
    KEPT = KEPT or vocabulary()
    return KEPT


KEPT: tuple[list[str], list[float]] | None = None


def questions(number: int) -> dict[str, list[str]]:
    """Pairs of words that a shop has, by Zipf's law as its names are; the common word, alone and with filters of it; beginnings."""
    from shops.models import Shop

    chance = random.Random(3)
    names = list(Shop.objects.order_by("pk").values_list("name", flat=True)[:1_000])
    two = [" ".join(chance.sample(name.lower().split(), 2)) for name in chance.choices(names, k=number)]
    words, weights = vocabulary_kept()
    return {"two": two, "common": [COMMON] * 20, "beginning": [word[:3] for word in chance.choices(words, weights, k=number)]}


def measure(number: int) -> dict[str, dict[str, float]]:
    from shops import kept

    found: dict[str, dict[str, float]] = {}
    for name, texts in questions(number).items():
        ask(texts[0])
        cold = [timed(text, forget=kept.forget_answers) for text in texts]
        again = [timed(text) for text in texts]
        found[name] = told(cold, "cold") | told(again, "kept") | {"queries": queries(texts)}
    return found


def timed(text: str, forget: Any = None) -> float:
    if forget:
        forget()
    began = time.perf_counter()
    ask(text)
    return (time.perf_counter() - began) * 1_000


def ask(text: str) -> Any:
    from shops.query import ShopQuery
    from shops.search import search_shops

    return search_shops(ShopQuery(text=text), AT)


def queries(texts: Iterable[str]) -> int:
    """The most of any question, with nothing kept."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from shops import kept

    most = 0
    for text in list(texts)[:20]:
        kept.forget_answers()
        with CaptureQueriesContext(connection) as seen:
            ask(text)
        most = max(most, len(seen))
    return most


def told(times: list[float], name: str) -> dict[str, float]:
    ordered = sorted(times)
    return {f"{name}_p50": round(statistics.median(ordered), 2), f"{name}_p95": round(ordered[int(len(ordered) * 0.95) - 1], 2)}


def ratios(small: dict[str, dict[str, float]], large: dict[str, dict[str, float]]) -> dict[str, float]:
    return {f"{name} {way}": round(large[name][f"{way}_p95"] / small[name][f"{way}_p95"], 2) for name in small for way in ("cold", "kept")}


if __name__ == "__main__":
    main()
