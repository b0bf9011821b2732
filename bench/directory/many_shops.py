"""A site with many made-up shops, the same for the same number: real streets and villages, a seed for all the rest.

One word (COMMON) stands in the names of 85 % of them; the other words of names fall off as words of a language do (Zipf).
"""

import os
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from itertools import islice
from typing import Any

COMMON, SHARE = "handelshuis", 0.85
SYLLABLES = ("ka", "ro", "mi", "bel", "van", "del", "sto", "ter", "lin", "gou", "mer", "pas", "wil", "der", "hof", "zon", "bree", "kor", "len", "dui")
WORDS = 3_000
AT_ONCE = 1_000
CONFIRMED = 0.4  # the share whose hours the shop or its town confirmed


def main(number: int, at: datetime, *, with_pages: bool = False) -> None:
    """Fill an empty, migrated database; with a page for each shop in Wagtail's own index when asked."""
    from django.core.management import call_command

    from home.laying_out import lay_out_site
    from municipalities.actions import load_register
    from shops.categories import load_categories

    load_register()
    load_categories()
    lay_out_site()
    make(number, at)
    for command in AFTERWARDS:
        call_command(command, stdout=StringIO())
    if with_pages:
        index_pages()


AFTERWARDS = ["refresh_openings", "rebuild_shop_index"]


def make(number: int, at: datetime) -> None:
    from shops.models import Shop, ShopSlug

    drawn = shops(number, at)
    while batch := list(islice(drawn, AT_ONCE)):
        Shop.objects.bulk_create(batch)
        ShopSlug.objects.bulk_create([ShopSlug(shop=shop, municipality_id=shop.municipality_id, slug=shop.slug) for shop in batch])


def shops(number: int, at: datetime) -> Iterator[Any]:
    """Rows as they would be stored, one by one."""
    from django.utils.text import slugify

    from home.demo.draws import content
    from home.demo.hours import PATTERNS, SHOP
    from municipalities.models import Municipality
    from shops.models import Category, Shop
    from shops.provenance import confirmed_on, vouched_on
    from shops.standing import faded

    chance = random.Random(6)
    kinds = list(Category.objects.filter(parent__isnull=False).order_by("pk"))
    towns = {town.nis: town for town in Municipality.objects.current()}
    streets = [entry for entry in content("streets") if entry["nis"] in towns]
    weights = [entry["weight"] for entry in streets]
    words = made_up_words(chance)
    falling = [1 / place for place in range(1, len(words) + 1)]
    for place in range(number):
        kind, where = chance.choice(kinds), chance.choices(streets, weights)[0]
        first, second = chance.choices(words, falling, k=2)
        name = " ".join([*([COMMON] if chance.random() < SHARE else []), first, second]).title()
        shop = Shop(
            municipality=towns[where["nis"]],
            category=kind,
            name=name,
            slug=f"{slugify(name)}-{place}",
            street=chance.choice(where["streets"]),
            house_number=str(chance.randint(1, 300)),
            postcode=where["postcode"],
            place=where["place"],
            latitude=where["latitude"] + chance.gauss(0, 0.01),
            longitude=where["longitude"] + chance.gauss(0, 0.015),
            phone=f"+3251{chance.randint(0, 99_999):06}",
            kind=chance.choices(["independent", "franchise", "chain", "unknown"], [60, 10, 10, 20])[0],
            step_free=chance.choice(["yes", "limited", "no", ""]),
            gift_voucher=chance.choice([True, False, None]),
            webshop=f"https://winkel-{place}.example/" if chance.random() < 0.2 else "",
            opening_hours=chance.choice(PATTERNS.get(kind.slug, SHOP)) if chance.random() < 0.9 else "",
            first_published_at=at,
            last_published_at=at,
        )
        shop.provenance = provenance(shop, chance, at)
        shop.confirmed_on = confirmed_on(shop)
        shop.vouched_on = vouched_on(shop)
        shop.faded = faded(shop.confirmed_on, shop.vouched_on, 0, at.date())
        yield shop


def made_up_words(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(found)


def provenance(shop: Any, chance: random.Random, at: datetime) -> dict[str, dict[str, str]]:
    source = chance.choice(["shopkeeper", "municipality"]) if chance.random() < CONFIRMED else "csv:bench"
    day = (at - timedelta(days=chance.randint(1, 900))).date().isoformat()
    return {fact: {"source": source, "date": day} for fact in ("name", "street", "phone", "opening_hours") if getattr(shop, fact)}


def index_pages() -> None:
    """Pages right under the root with the words of the shops as titles, in Wagtail's index; nothing else of the site knows them."""
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from bench.titled_pages import make_pages
    from shops.models import Shop

    rows = Shop.objects.order_by("pk").values_list("name", "street", "house_number", "place", "postcode")
    titles = (" ".join(row) for row in rows)
    get_search_backend().get_index_for_model(Page).add_items(Page, make_pages(titles))


if __name__ == "__main__":
    import sys

    import django
    from django.utils import timezone

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikkooplokaal.settings.test")
    django.setup()
    main(int(sys.argv[1]), timezone.now(), with_pages="--pages" in sys.argv)
