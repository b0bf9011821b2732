"""Where an empty list leads, and what stands above a list when nothing is open."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.actions import load_register
from municipalities.models import Municipality
from shops.categories import load_categories
from shops.models import Category, Shop
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


def test_a_word_that_only_begins_with_open_is_left_alone(visit):
    assert visit("/nl/winkels/", q="openhaard").ways_out == [("Alle winkels", "/nl/winkels/")]


def test_nothing_open_is_not_counted_above_the_list(visit):
    page = visit("/nl/winkels/", q="kaas")
    assert (page.total, page.soup.select(".listhead .status")) == (4, [])


def shop(town: str, kind: str = "kaas", **facts) -> None:
    facts = {"street": "", "place": "", "postcode": "", "house_number": "", "opening_hours": ""} | facts
    ShopFactory(municipality=Municipality.objects.get(slug=town), category=Category.objects.get(slug=kind), **facts)


def test_what_only_the_clock_left_out_is_not_denied(visit):
    """Monday at ten the cheese shop of Mesen is shut; the one of Brugge is open."""
    shop("mesen", opening_hours="We 09:00-18:00")
    shop("brugge", opening_hours="24/7")
    then = "2026-11-30T10:00"
    assert (
        visit("/nl/winkels/mesen/", categorie="kaas", open=then).text(".empty__title")
        == "Kaas en zuivel in Mesen: dan niets open. Wel in Brugge, 55 km verder."
    )
    shop("ieper", opening_hours="24/7")
    for address, asked in [("/nl/winkels/", {"q": "kaas mesen", "open": then}), ("/nl/winkels/mesen/", {"q": "kaas", "open": then})]:
        assert visit(address, **asked).text(".empty__title") == "Kaas in Mesen: dan niets open. Wel in Ieper, 11 km verder."
    assert visit("/nl/winkels/tielt/", categorie="kaas", open=then).text(".empty__title").startswith("Geen kaas en zuivel in Tielt. Wel in Brugge")


def test_what_a_box_or_a_circle_left_out_is_not_denied_either(visit):
    shop("mesen", gift_voucher=False)
    shop("ieper", gift_voucher=True)
    assert visit("/nl/winkels/mesen/", categorie="kaas", bon="ja").text(".empty__title") == "Niets gevonden."
    assert visit("/nl/winkels/mesen/", categorie="kaas", bij="8000").text(".empty__title") == "Niets gevonden."


def test_it_says_what_was_typed_as_it_was_typed(visit):
    shop("ieper", name="Crème Glacée")
    assert visit("/nl/winkels/mesen/", q="Crème glacée").text(".empty__title") == "Geen Crème glacée in Mesen. Wel in Ieper, 11 km verder."


def test_a_circle_leads_to_the_smallest_wider_one_that_has_it_and_to_any_distance(visit):
    """Of three bakers one stands 3 km north of the middle of Tielt, one 13 km, one 30 km."""
    tielt = Municipality.objects.get(slug="tielt")
    for km in (3, 13, 30):
        shop("tielt", "bakker", latitude=tielt.latitude + km / 111.2, longitude=tielt.longitude)
    near = {"q": "bakker", "bij": "tielt"}
    assert visit("/nl/winkels/", **near, straal="1").ways_out == [
        ("Binnen 5 km van Tielt (1)", "/nl/winkels/?q=bakker&bij=tielt"),
        ("Op elke afstand (3)", "/nl/winkels/?q=bakker"),
        ("Alle winkels", "/nl/winkels/"),
    ]
    Shop.objects.order_by("pk").filter(category__slug="bakker").first().delete()
    assert visit("/nl/winkels/", **near).ways_out[0] == ("Binnen 25 km van Tielt (1)", "/nl/winkels/?q=bakker&bij=tielt&straal=25")


def test_how_far_it_is_is_measured_from_the_circle(visit):
    """Tielt is asked for around Mesen: Heuvelland is near to Mesen."""
    shop("heuvelland", latitude=50.78, longitude=2.88)
    assert visit("/nl/winkels/tielt/", q="kaas", bij="mesen", straal="10").ways_out[0][0] == "Heuvelland, 5 km verder (1)"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("kaas 12", ("“kaas” (4)", "/nl/winkels/?q=kaas")),
        ("kaas xyzzyx", ("“kaas” (4)", "/nl/winkels/?q=kaas")),
        ("kaas in Tielt", ("“Tielt” (1)", "/nl/winkels/?q=Tielt")),
        ("brugge kortrijk", ("“brugge” (1)", "/nl/winkels/?q=brugge")),
        ("brugge kortrijk", ("“kortrijk” (1)", "/nl/winkels/?q=kortrijk")),
    ],
)
def test_two_things_of_which_one_is_found_nowhere_lead_to_the_other(visit, text, way):
    shop("tielt", "bakker")
    assert way in visit("/nl/winkels/", q=text).ways_out


def test_two_places_are_not_said_to_be_goods(visit):
    page = visit("/nl/winkels/", q="brugge kortrijk")
    assert (page.text(".empty__title"), len(page.ways_out)) == ("Niets gevonden.", 3)


def test_a_house_number_alone_is_no_way_out(visit):
    shop("tielt", "bakker", street="Kaai", house_number="12")
    assert visit("/nl/winkels/", q="kaas 12").ways_out == [("“kaas” (4)", "/nl/winkels/?q=kaas"), ("Alle winkels", "/nl/winkels/")]


def test_a_circle_without_any_leads_to_municipalities_beyond_it(visit):
    ways = visit("/nl/winkels/mesen/", q="kaas", bij="8957", straal="1").ways_out
    assert ways[0] == ("Heuvelland, 5 km verder (1)", "/nl/winkels/heuvelland/?q=kaas")


def test_a_street_that_has_none_is_told_with_its_municipality(visit):
    shop("tielt", "fietsen", name="Alfa", street="Grote Markt")
    shop("brugge", "fietsen", name="De Markt", street="Grotestraat")
    assert visit("/nl/winkels/", q="grote markt brugge").texts(".listnote") == []
    shop("kortrijk", "fietsen", name="Fietsen Grote Markt Brugge")
    page = visit("/nl/winkels/", q="Alfa grote markt brugge")
    assert page.text(".empty__title") == "Geen Alfa grote markt in Brugge. Wel in Tielt, 25 km verder."


@pytest.mark.parametrize("text", ["kaas dichtbij", "kaas in de buurt", "kaas near me", "kaas dicht bij mij"])
def test_words_for_near_do_not_stand_in_the_way(visit, text):
    assert visit("/nl/winkels/", q=text).total == 4


@pytest.mark.parametrize("text", ["kaas in de buurt van brugge", "kaas nabij brugge"])
def test_words_for_near_a_place_ask_for_that_place(visit, text):
    assert visit("/nl/winkels/", q=text).shops == ["Winkel brugge"]


def test_a_place_that_is_only_a_word_elsewhere_is_told(visit):
    shop("tielt", "bloemen", name="Flora", street="Bruggesteenweg")
    page = visit("/nl/winkels/", q="Bloemist in Brugge")
    assert page.shops == ["Flora"]
    assert page.texts(".listnote") == ["Geen Bloemist in Brugge. Dit heeft die woorden ergens anders."]
    assert visit("/nl/winkels/", q="kaas brugge").texts(".listnote") == []


def test_a_place_stays_one_when_only_the_clock_leaves_nothing(visit):
    shop("tielt", "bloemen", name="Flora", street="Bruggesteenweg", opening_hours="24/7")
    shop("brugge", "bloemen", name="Rosa", opening_hours="Su 10:00-12:00")
    page = visit("/nl/winkels/", q="bloemist brugge", open="nu")
    assert (page.shops, page.text(".empty__title")) == ([], "Bloemist in Brugge: nu niets open. Wel in Tielt, 25 km verder.")


def test_signs_without_a_word_are_told_and_are_no_filter(visit):
    page = visit("/nl/winkels/", q="🍞")
    assert (page.total, page.texts(".chip")) == (4, [])
    assert page.texts(".listnote") == ["In “🍞” staat geen woord om op te zoeken. Je ziet dus alles."]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/nl/winkels/", {"q": "kaas mesen"}),
        ("/nl/winkels/", {"q": "fietshertseling"}),
        ("/nl/winkels/mesen/", {"q": "bloemist", "bij": "8957", "straal": "1"}),
        ("/nl/winkels/", {"q": "kaas xyzzyx 12"}),
        ("/nl/winkels/", {"q": "bloemist brugge"}),
    ],
)
@pytest.mark.parametrize("number", [1, 30])
def test_no_help_asks_more_than_twelve_questions_or_one_twice(client, address, asked, number):
    shop("tielt", "bloemen", street="Bruggesteenweg", latitude=51.0, longitude=3.3)
    for _ in range(number):
        shop("tielt", "fietsen", latitude=51.0, longitude=3.3)
    client.get(address, asked)
    with CaptureQueriesContext(connection) as sent:
        assert client.get(address, asked).status_code == 200
    statements = [query["sql"] for query in sent]
    assert (len(statements) <= 12, len(set(statements))) == (True, len(statements)), len(statements)
