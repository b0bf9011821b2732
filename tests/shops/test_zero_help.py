"""Where an empty list leads, and what stands above a list when nothing is open."""

import pytest

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.models import Category
from tests.factories.shops import ShopFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid_out", "wednesday")]


@pytest.fixture(autouse=True)
def cheese_around_mesen():
    load_register()
    load_categories()
    for slug in ("brugge", "ieper", "kortrijk", "heuvelland"):
        town, kind = Municipality.objects.get(slug=slug), Category.objects.get(slug="kaas")
        ShopFactory(name=f"Winkel {slug}", municipality=town, category=kind, street="", place="", postcode="", opening_hours="")


@pytest.mark.parametrize("address", ["/nl/winkels/", "/nl/winkels/mesen/"])
def test_a_town_in_the_text_that_has_none_leads_to_the_nearest_three_that_do(visit, address):
    ways = visit(address, q="kaas mesen").ways_out
    assert [way[1] for way in ways] == [
        "/nl/winkels/heuvelland/?q=kaas",
        "/nl/winkels/ieper/?q=kaas",
        "/nl/winkels/kortrijk/?q=kaas",
        "/nl/winkels/",
    ]
    assert ways[1][0].startswith("Ieper, 1")


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("bakker nu open", ("Nu open: bakker", "/nl/winkels/?q=bakker&open=nu")),
        ("Bäcker geöffnet", ("Nu open: Bäcker", "/nl/winkels/?q=B%C3%A4cker&open=nu")),
        ("open", ("Nu open", "/nl/winkels/?open=nu")),
        ("ouvert", ("Nu open", "/nl/winkels/?open=nu")),
        ("nu open", ("Nu open", "/nl/winkels/?open=nu")),
    ],
)
def test_a_word_that_asks_for_open_shops_leads_to_the_filter_first(visit, text, way):
    assert visit("/nl/winkels/", q=text).ways_out[0] == way


def test_a_word_that_only_begins_with_open_is_left_alone(visit):
    assert visit("/nl/winkels/", q="openhaard").ways_out == [("Alle winkels", "/nl/winkels/")]


def test_nothing_open_is_not_counted_above_the_list(visit):
    page = visit("/nl/winkels/", q="kaas")
    assert (page.total, page.soup.select(".listhead .status")) == (4, [])
