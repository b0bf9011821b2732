"""Since when somebody vouches for a shop."""

import importlib
from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from shops.models import Shop
from shops.provenance import confirmed_on
from shops.querysets import A_YEAR
from tests.factories.shops import ShopFactory

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)


def word(day: str, source: str = "municipality") -> dict[str, str]:
    return {"source": source, "date": day}


@pytest.mark.parametrize(
    ("facts", "provenance", "day"),
    [
        ({"name": "De Kroon"}, {"name": word("2026-01-01")}, date(2026, 1, 1)),
        ({"name": "De Kroon", "phone": "+3251401122"}, {"name": word("2026-01-01"), "phone": word("2025-05-05", "shopkeeper")}, date(2025, 5, 5)),
        ({"name": "De Kroon", "phone": "+3251401122"}, {"name": word("2026-01-01"), "phone": word("2026-05-05", "osm")}, None),
        ({"name": "De Kroon", "phone": "+3251401122"}, {"name": word("2026-01-01")}, None),
        (
            {"name": "De Kroon", "website": "https://dekroon.example"},
            {"name": word("2026-01-01"), "website": word("2026-05-05", "osm")},
            date(2026, 1, 1),
        ),
        ({"name": "De Kroon"}, {"name": word("gisteren")}, date(1, 1, 1)),
        ({"name": "De Kroon"}, {}, None),
    ],
)
def test_a_shop_is_confirmed_since_the_oldest_word_on_what_visitors_rely_on(facts, provenance, day):
    assert confirmed_on(Shop(**facts, provenance=provenance)) == day


@pytest.mark.django_db
def test_not_confirmed_for_a_year_is_no_word_or_one_from_before_that_day():
    days = {"nooit": None, "lang": "2025-11-24", "net": "2025-11-25", "vers": "2026-11-01"}
    for name, day in days.items():
        ShopFactory(name=name, provenance={} if day is None else {"name": word(day), "street": word(day)})
    assert set(Shop.objects.unconfirmed_since(AT - A_YEAR).values_list("name", flat=True)) == {"nooit", "lang"}


@pytest.mark.django_db
def test_the_migration_finds_the_same_day_as_the_rule():
    told = {fact: word("2026-01-01") for fact in ("name", "street")}
    ShopFactory(name="bevestigd", provenance=told)
    ShopFactory(name="half", provenance={"name": told["name"]})
    Shop.objects.update(confirmed_on=None)
    importlib.import_module("shops.migrations.0003_when_a_shop_was_confirmed").fill(apps, None)
    assert dict(Shop.objects.values_list("name", "confirmed_on")) == {"bevestigd": date(2026, 1, 1), "half": None}
