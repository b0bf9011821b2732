"""Drafts for the winners, made when a result is published."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ambassadors.drafts import make_drafts
from ambassadors.models import AmbassadorPage
from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage
from shops.models import Shop
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
TOLD = {"pitch": "Brood van gisteren bestaat niet.", "supports": "KSA Sint-Pieter", "picture": None, "at": AT}


def drafts(shop: Shop, **changed: Any) -> list[AmbassadorPage]:
    facts = {"municipality": shop.municipality, "year": 2026, "edition_name": "Ik koop lokaal 2026", "is_shared": False, "is_provincial": True}
    return make_drafts(shop=shop, **(facts | TOLD | changed))


def test_a_winner_gets_a_draft_in_each_language_under_the_page_of_the_municipality(kroon):
    made = drafts(kroon)
    assert [(page.locale.language_code, page.slug, page.get_parent().specific.municipality, page.live) for page in made] == [
        ("nl", "ambassadeur-2026-de-kroon", kroon.municipality, False),
        ("fr", "ambassadeur-2026-de-kroon", kroon.municipality, False),
        ("en", "ambassador-2026-de-kroon", kroon.municipality, False),
        ("de", "botschafter-2026-de-kroon", kroon.municipality, False),
    ]
    assert len({page.translation_key for page in made}) == 1
    assert {(page.title, page.has_unpublished_changes, page.latest_revision is not None) for page in made} == {("De Kroon", True, True)}


def test_a_draft_keeps_the_shop_as_it_was_and_the_dutch_one_its_words(kroon):
    made = drafts(kroon)
    assert {
        (page.shop_name, page.place, page.category, page.face, page.year, page.edition_name, page.is_shared, page.is_provincial, page.drafted_at)
        for page in made
    } == {("De Kroon", "Aarsele", kroon.category, "tielt/de-kroon", 2026, "Ik koop lokaal 2026", False, True, AT)}
    assert [(page.pitch, page.supports) for page in made] == [("Brood van gisteren bestaat niet.", "KSA Sint-Pieter"), ("", ""), ("", ""), ("", "")]
    kroon.delete()
    page = AmbassadorPage.objects.get(pk=made[0].pk)
    assert (page.shop, page.shop_name, page.face) == (None, "De Kroon", "tielt/de-kroon")


def test_asked_again_it_makes_nothing_and_leaves_what_somebody_wrote(kroon):
    first = drafts(kroon)
    AmbassadorPage.objects.filter(pk=first[0].pk).update(pitch="Ons verhaal")
    again = drafts(kroon, pitch="Iets anders")
    assert [page.pk for page in again] == [page.pk for page in first]
    assert (again[0].pitch, AmbassadorPage.objects.count()) == ("Ons verhaal", 4)


def test_a_language_without_a_page_of_the_municipality_is_skipped_until_there_is_one(kroon):
    MunicipalityPage.objects.get(locale__language_code="de").delete()
    assert [page.locale.language_code for page in drafts(kroon)] == ["nl", "fr", "en"]
    lay_out_towns(lambda town, language: TownWords(), [kroon.municipality])
    assert [page.locale.language_code for page in drafts(kroon)] == ["nl", "fr", "en", "de"]


def test_a_municipality_without_pages_gets_no_drafts(laid_out):
    assert drafts(ShopFactory()) == []


def test_two_winners_and_two_years_are_apart(kroon):
    made = [*drafts(kroon), *drafts(kroon, year=2027), *drafts(ShopFactory(name="De Ster"), is_shared=True)]
    assert (len(made), len({page.translation_key for page in made})) == (12, 3)
