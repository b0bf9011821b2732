"""What differs between two versions of a shop, in words."""

import pytest
from django.utils import translation

from media_library.models import SiteImage
from shops.differences import Difference, differences, stored_difference
from shops.models import Shop, ShopText
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, ShopFactory

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


@pytest.fixture
def before() -> Shop:
    return ShopFactory(name="De Kroon", opening_hours="Mo-Fr 09:00-18:00", phone="+3251401122")


@pytest.fixture
def after(before) -> Shop:
    return Shop.objects.get(pk=before.pk)


def said(before: Shop, after: Shop) -> list[str]:
    return [str(difference).replace(NBSP, " ") for difference in differences(before, after)]


def test_the_same_shop_differs_in_nothing(before, after):
    assert differences(before, after) == []


def test_facts_are_put_into_words_in_the_order_of_the_form(before, after):
    after.opening_hours, after.phone, after.delivers, after.payment = "Mo-Fr 10:00-18:00; Sa 09:00-12:00", "", True, ["cash", "app"]
    after.step_free, after.since = "limited", 1930
    assert said(before, after) == [
        "sinds: was niets, wordt 1930",
        "openingsuren: was ma–vr 9–18 u., za en zo gesloten, wordt ma–vr 10–18 u., za 9–12 u., zo gesloten",
        "telefoon: was 051 40 11 22, wordt niets",
        "toegang: was niets, wordt met een kleine trede",
        "levert aan huis: was niets, wordt ja",
        "betalen: was niets, wordt cash, betaalapp",
    ]


def test_hours_that_hang_on_the_date_are_shown_as_they_are_written_too(before, after):
    after.opening_hours = "Mo-Fr 09:00-18:00; Jul off"
    assert said(before, after) == [
        "openingsuren: was ma–vr 9–18 u., za en zo gesloten, wordt ma–vr 9–18 u., za en zo gesloten (Mo-Fr 09:00-18:00; Jul off)"
    ]


def test_two_texts_for_the_same_week_are_told_apart(before, after):
    after.opening_hours = "Mo-Fr 09:00-18:00; PH off"
    assert said(before, after) == ["openingsuren: was Mo-Fr 09:00-18:00, wordt Mo-Fr 09:00-18:00; PH off"]


def test_kinds_municipality_and_photo_go_by_their_names(before, after):
    butcher, grocer = CategoryFactory(slug="slager"), CategoryFactory(slug="kruidenier")
    after.category, after.municipality = butcher, MunicipalityFactory(nis="37023", name="Gemeente 2", slug="gemeente-2")
    after.more_categories.set([grocer, before.category])
    after.photo = SiteImage.objects.create(title="De toog", width=1, height=1)
    assert said(before, after) == [
        "gemeente: was Tielt, wordt Gemeente 2",
        "soort winkel: was Bakker, wordt Slager",
        "ook: was niets, wordt Bakker, Kruidenier",
        "foto: was niets, wordt “De toog”",
    ]


def test_texts_are_told_per_language_also_of_a_version_that_is_not_stored(before):
    ShopText.objects.create(shop=before, language="nl", tagline="Vers brood", description="Sinds 1930.")
    before = Shop.objects.get(pk=before.pk)
    changed = Shop.from_serializable_data(before.serializable_data())
    changed.texts.set(
        [ShopText(language="nl", tagline="Vers brood, elke dag", description="Sinds 1930."), ShopText(language="fr", tagline="Pain frais")]
    )
    assert differences(before, changed) == [
        Difference("texts.nl.tagline", "in één zin (Nederlands)", "“Vers brood”", "“Vers brood, elke dag”"),
        Difference("texts.fr.tagline", "in één zin (Français)", "niets", "“Pain frais”"),
    ]


def test_what_goes_along_by_itself_is_no_difference(before, after):
    after.provenance, after.raw = {"name": {"source": "osm", "date": "2026-01-01"}}, {"phone": "x"}
    assert differences(before, after) == []


def test_a_stored_change_of_an_import_reads_the_same(before):
    told = {"fact": "phone", "was": "+3251401122", "becomes": ""}
    assert str(stored_difference(told)) == "telefoon: was 051 40 11 22, wordt niets"
    raw = {"fact": "phone", "was": None, "becomes": "zie site", "raw": True}
    assert str(stored_difference(raw)) == "telefoon (niet begrepen): was niets, wordt “zie site”"


def test_asked_for_twice_it_needs_no_more_questions(before, after, django_assert_num_queries):
    after.name = "De Kroon en Zoon"
    differences(before, after)
    with translation.override("nl"), django_assert_num_queries(4):
        differences(before, after)
