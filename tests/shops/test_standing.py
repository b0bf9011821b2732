"""How age and reports weigh together, and that the column says it on every way in."""

import importlib
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from wagtail.models import Revision

from shops import standing
from shops.models import Shop
from tests.factories.shops import ShopFactory

TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("confirmed_on", "by_reports"),
    [
        (date(2026, 11, 25), [0, 0, 0, 0]),
        (date(2025, 11, 25), [0, 0, 0, 0]),
        (date(2025, 11, 24), [1, 2, 3, 3]),
        (date(2024, 11, 25), [1, 2, 3, 3]),
        (date(2024, 11, 24), [2, 3, 4, 4]),
        (None, [2, 3, 4, 4]),
    ],
)
def test_an_entry_fades_by_its_age_and_by_reports_only_where_it_has_age(confirmed_on, by_reports):
    assert [standing.faded(confirmed_on, None, reports, TODAY) for reports in (0, 1, 2, 30)] == by_reports


def test_reports_are_not_believed_of_what_somebody_vouched_for_within_the_year():
    assert [standing.faded(None, date(2025, 11, 25), reports, TODAY) for reports in (0, 1, 2)] == [2, 2, 2]
    assert [standing.faded(None, date(2025, 11, 24), reports, TODAY) for reports in (0, 1, 2)] == [2, 3, 4]


def confirmed(day: str) -> dict:
    return {fact: {"source": "shopkeeper", "date": day} for fact in ("name", "street")}


@pytest.mark.django_db
@pytest.mark.usefixtures("wednesday")
def test_a_saved_shop_knows_how_far_it_has_faded():
    days = {"vers": "2026-11-01", "vorig jaar": "2025-06-01", "oud": "2023-01-01"}
    for name, day in days.items():
        ShopFactory(name=name, provenance=confirmed(day))
    ShopFactory(name="nooit")
    assert dict(Shop.objects.values_list("name", "faded")) == {"vers": 0, "vorig jaar": 1, "oud": 2, "nooit": 2}
    assert list(Shop.objects.order_by("faded", "name").values_list("name", flat=True)) == ["vers", "vorig jaar", "nooit", "oud"]


@pytest.mark.django_db
@pytest.mark.usefixtures("wednesday")
def test_the_night_brings_every_entry_in_step_and_touches_no_other(django_assert_num_queries):
    for day in ("2026-11-01", "2025-06-01", "2023-01-01"):
        for reports in (0, 1, 2, 5):
            ShopFactory(provenance=confirmed(day), open_reports=reports)
    right = dict(Shop.objects.values_list("pk", "faded"))
    assert standing.refresh(Shop.objects.all(), AT) == 0
    Shop.objects.update(faded=9)
    with django_assert_num_queries(19):
        assert standing.refresh(Shop.objects.all(), AT) == 12
    assert dict(Shop.objects.values_list("pk", "faded")) == right


@pytest.mark.django_db
@pytest.mark.usefixtures("wednesday")
def test_a_draft_that_is_published_does_not_bring_back_an_old_count_of_reports():
    shop = ShopFactory(provenance=confirmed("2023-01-01"))
    shop.name = "De Nieuwe Kroon"
    draft = shop.save_revision()
    Shop.objects.filter(pk=shop.pk).update(open_reports=2)
    Revision.objects.get(pk=draft.pk).publish()
    shop.refresh_from_db()
    assert (shop.name, shop.open_reports, shop.faded) == ("De Nieuwe Kroon", 2, 4)


@pytest.mark.django_db
@pytest.mark.usefixtures("laid_out", "wednesday")
def test_list_and_page_say_it_where_age_and_reports_agree_and_nowhere_else(visit):
    ShopFactory(name="Fout", slug="fout", provenance=confirmed("2023-01-01"), open_reports=1)
    ShopFactory(name="Oud", slug="oud", provenance=confirmed("2023-01-01"))
    ShopFactory(name="Vers", slug="vers", provenance=confirmed("2026-11-01"), open_reports=9)
    assert visit("/nl/winkels/").texts(".shop__fresh") == ["Al lang niet bevestigd"]
    told = "Al lang niet bevestigd, en bezoekers melden dat er iets niet klopt."
    assert [told in visit(f"/nl/winkels/tielt/{slug}/").texts(".notice") for slug in ("fout", "oud", "vers")] == [True, False, False]


@pytest.mark.django_db
@pytest.mark.usefixtures("wednesday")
def test_a_keeper_who_changed_one_fact_that_still_waits_does_not_fade_by_reports():
    known = confirmed("2026-11-20") | {"phone": {"source": "osm", "date": "2020-01-01"}}
    shop = ShopFactory(phone="+3251401122", provenance=known, open_reports=5)
    assert (shop.confirmed_on, shop.vouched_on, shop.faded, shop.is_fading) == (None, date(2026, 11, 20), 2, False)


@pytest.mark.django_db
@pytest.mark.usefixtures("wednesday")
def test_the_migration_finds_the_same_words_and_weights_as_the_rule():
    for day in ("2026-11-01", "2025-06-01", "2023-01-01", "ooit"):
        ShopFactory(provenance=confirmed(day))
    ShopFactory(provenance={"name": confirmed("2026-11-01")["name"], "street": {"source": "osm", "date": "2026-11-01"}})
    right = list(Shop.objects.order_by("pk").values_list("vouched_on", "faded"))
    Shop.objects.update(vouched_on=None, faded=2)
    importlib.import_module("shops.migrations.0007_freshness_and_shopkeepers").fill(apps, None)
    assert list(Shop.objects.order_by("pk").values_list("vouched_on", "faded")) == right
