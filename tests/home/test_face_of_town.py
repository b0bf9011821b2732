"""What a town's page tells beyond its shops: what only it has, its quarters, how one gets there, when shops open, where one asks."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from events.kinds import Kind
from events.models import EventChange
from home.blocks import WayBlock
from home.laying_out import TownWords, lay_out_towns
from home.models import MunicipalityPage
from tests.factories.events import make_event
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

CENTRE = {"latitude": 50.9995, "longitude": 3.3265}
FACE = {
    "strength_1": "Drie straten, één Markt.",
    "strength_3": "Zes bakkers die zelf bakken.",
    "quarters": [
        {"type": "quarter", "value": {"name": "Ieperstraat", "character": "<p>Brood en <b>kaas</b>.</p>", "query": "Ieperstraat", "cloth": "brood"}}
    ],
    "story": [{"type": "heading", "value": "De straat die op tijd opendoet"}, {"type": "text", "value": "<p>Om halfacht.</p>"}],
    "reach": [
        {"type": "step_free", "value": {"text": "<p>De stoepen zijn vlak.</p>"}},
        {"type": "car", "value": {"text": "<p>Gratis aan de rand.</p>", "place": "Parking Weide", "latitude": 51.0018, "longitude": 3.3301}},
        {"type": "train", "value": {"text": "<p>Negen minuten te voet.</p>", "place": "Station", "latitude": 50.9938, "longitude": 3.3277}},
        {"type": "car", "value": {"text": "<p>Blauwe zone op de Markt.</p>"}},
    ],
    "service": "Dienst lokale economie",
    "street": "Voorbeeldplein 1",
    "postcode": "8700",
    "place": "Tielt",
    "phone": "+3251055501",
    "email": "winkels@tielt.example",
    "website": "https://tielt.example/winkelen",
}
SECTIONS = "main h2"


@pytest.fixture
def tielt(wednesday, laid_out):
    town = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", **CENTRE)
    lay_out_towns(lambda town, language: TownWords(more=FACE if language == "nl" else {}), [town])
    return town


@pytest.fixture
def plain(wednesday, laid_out):
    """A town that says nothing of itself."""
    town = MunicipalityFactory(nis="31005", name="Brugge", slug="brugge")
    lay_out_towns(lambda town, language: TownWords(), [town])
    return town


def page_of(town) -> MunicipalityPage:
    return MunicipalityPage.objects.get(municipality=town, locale__language_code="nl")


def test_what_is_empty_does_not_show(plain, visit):
    assert visit("/nl/brugge/").texts(SECTIONS) == ["Winkels"]


def test_what_a_town_tells_stands_in_its_order(tielt, visit):
    ShopFactory(municipality=tielt)
    make_event(page_of(tielt), kind=Kind.BRADERIE)
    assert visit("/nl/tielt/").texts(SECTIONS) == [
        *("Te doen in Tielt", "Winkels", "Alleen in Tielt", "Buurten met karakter", "De straat die op tijd opendoet", "Nieuw in de gids"),
        *("Er geraken", "Dan zijn de winkels open", "Contact"),
    ]


def test_strengths_that_are_filled_in_stand_as_lines(tielt, visit):
    assert visit("/nl/tielt/").texts(".strengths li") == ["Drie straten, één Markt.", "Zes bakkers die zelf bakken."]


def test_a_quarter_leads_to_its_shops(tielt, visit):
    page = visit("/nl/tielt/")
    assert (page.texts(".quarter h3"), page.texts(".quarter b")) == (["Ieperstraat"], ["kaas"])
    assert page.links(".quarter a") == [("Naar de winkels: Ieperstraat", "/nl/winkels/tielt/?q=Ieperstraat")]


def test_ways_to_get_there_stand_in_a_fixed_order_with_the_number_of_their_place(tielt, visit):
    ShopFactory.create_batch(2, municipality=tielt, step_free="yes")
    page = visit("/nl/tielt/")
    assert page.texts(".reach dt") == ["Trein", "Auto", "Rolstoel"]
    assert [row.get_text(" ", strip=True) for row in page.soup.select(".reach__way")] == [
        "1 Negen minuten te voet. Station op OpenStreetMap",
        "2 Gratis aan de rand. Parking Weide op OpenStreetMap",
        "Blauwe zone op de Markt.",
        "De stoepen zijn vlak.",
    ]
    assert page.texts(".reach dd > p") == ["2 winkels zonder trede"]
    assert page.texts(".map__number") == ["1", "2"]
    assert page.links(".reach__place a")[0][1] == "https://www.openstreetmap.org/?mlat=50.99380&mlon=3.32770#map=17/50.99380/3.32770"


def test_openstreetmap_is_named_where_a_shop_of_its_stands_on_the_map(tielt, visit):
    ShopFactory(
        municipality=tielt, provenance={"name": {"source": "osm:name", "date": "2026-01-01"}}, first_published_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    ShopFactory.create_batch(4, municipality=tielt, first_published_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "© OpenStreetMap contributors" in visit("/nl/tielt/").text(".foot")


def test_shops_without_a_step_are_said_where_nobody_wrote_about_wheels(plain, visit):
    page = page_of(plain)
    page.reach = [{"type": "bus", "value": {"text": "<p>Halte Markt.</p>"}}]
    page.save()
    assert visit("/nl/brugge/").texts(".reach dt") == ["Bus"]
    ShopFactory(municipality=plain, step_free="yes")
    assert visit("/nl/brugge/").texts(".reach dd") == ["Halte Markt.", "1 winkel zonder trede"]


def test_a_place_that_is_far_away_is_a_mistake_and_stands_on_no_map(plain, visit):
    page = page_of(plain)
    page.reach = [{"type": "car", "value": {"text": "<p>Ver weg.</p>", "place": "Nul", "latitude": 0.0, "longitude": 0.0}}]
    page.save()
    shown = visit("/nl/brugge/")
    assert (shown.texts(".reach dd"), shown.texts(".map")) == (["Ver weg."], [])


@pytest.mark.parametrize("given", [{"place": "Station"}, {"latitude": 50.9, "longitude": 3.3}, {"place": "Station", "latitude": 50.9}])
def test_a_place_on_the_map_has_a_name_and_both_coordinates(given):
    value = WayBlock().to_python({"text": "<p>Te voet.</p>"} | given)
    with pytest.raises(ValidationError) as refused:
        WayBlock().clean(value)
    assert set(refused.value.block_errors) == {"place", "latitude", "longitude"} - set(given)


def test_a_way_without_a_place_is_fine():
    block = WayBlock()
    cleaned = block.clean(block.to_python({"text": "<p>Te voet.</p>"}))
    assert (cleaned["text"], cleaned["latitude"]) == (RichText("<p>Te voet.</p>"), None)


def test_where_one_asks_stands_with_a_number_that_can_be_called(tielt, visit):
    page = visit("/nl/tielt/")
    assert page.texts("[aria-labelledby=contact] dd") == [
        *("Dienst lokale economie", "Voorbeeldplein 1, 8700 Tielt", "051 05 55 01", "winkels@tielt.example", "tielt.example/winkelen"),
    ]
    assert [address for _, address in page.links("[aria-labelledby=contact] a")] == [
        *("tel:+32-51-05-55-01", "mailto:winkels@tielt.example", "https://tielt.example/winkelen"),
    ]


def test_in_french_dutch_words_are_marked_and_facts_stand_as_they_are(tielt, visit):
    page = visit("/fr/tielt/")
    assert page.texts('.strengths li[lang="nl"]') == ["Drie straten, één Markt.", "Zes bakkers die zelf bakken."]
    assert page.texts('.quarters[lang="nl"] h3') == ["Ieperstraat"]
    assert page.texts('.prose[lang="nl"] h2') == ["De straat die op tijd opendoet"]
    assert page.texts('.reach [lang="nl"]') == ["Negen minuten te voet.", "Gratis aan de rand.", "Blauwe zone op de Markt.", "De stoepen zijn vlak."]
    assert page.texts('[aria-labelledby=contact] span[lang="nl"]') == ["Dienst lokale economie"]
    assert page.links(".quarter a")[0][1] == "/fr/commerces/tielt/?q=Ieperstraat"


def test_facts_and_colours_are_those_of_the_dutch_page_in_every_language(tielt, visit):
    MunicipalityPage.objects.filter(municipality=tielt, locale__language_code="fr").update(phone="+3251000000", street="Rue d’autrefois 9", sky=4)
    MunicipalityPage.objects.filter(municipality=tielt, locale__language_code="nl").update(website="", sky=2, cloth="boek")
    page = visit("/fr/tielt/")
    assert page.texts("[aria-labelledby=contact] dd") == [
        *("Dienst lokale economie", "Voorbeeldplein 1, 8700 Tielt", "051 05 55 01", "winkels@tielt.example"),
    ]
    assert (len(page.soup.select(".stage--sky-2")), len(page.soup.select(".stage--sky-4"))) == (1, 0)
    assert page.soup.select(".awning--boek")


def test_days_on_which_shops_open_stand_there_until_they_are_called_off(tielt, visit):
    parent = page_of(tielt)
    make_event(parent, title="Koopzondag", kind=Kind.SUNDAY)
    make_event(parent, title="Braderie", kind=Kind.BRADERIE, days=[date(2026, 12, 13)])
    make_event(parent, title="Markt", kind=Kind.MARKET, days=[date(2026, 12, 14)])
    off = EventChange(day=date(2026, 12, 20), what="afgelast")
    make_event(parent, title="Kerstkoopzondag", kind=Kind.SUNDAY, days=[date(2026, 12, 20)], changes=[off])
    assert visit("/nl/tielt/").texts(".sundays li") == ["zondag 6 december Koopzondag, 10 tot 18 u.", "zondag 13 december Braderie, 10 tot 18 u."]


def test_what_is_on_is_counted_as_far_as_the_month_and_in_all(tielt, visit):
    parent = page_of(tielt)
    for day, title in {date(2026, 11, 28): "Soep", date(2026, 12, 5): "Boeken", date(2026, 12, 6): "Sint"}.items():
        make_event(parent, title=title, days=[day])
    page = visit("/nl/tielt/")
    assert (page.texts(".tally dt"), page.texts(".tally dd")) == (["actie deze maand"], ["1"])
    assert page.links(".heading .more")[0] == ("Alle 3 in de agenda", "/nl/agenda/tielt/")
    assert sorted(visit("/nl/agenda/tielt/").texts(".event__name")) == ["Boeken", "Sint", "Soep"]


def test_a_full_page_asks_at_most_fifteen_questions_however_much_is_on(tielt, client):
    def queries() -> int:
        client.get("/nl/tielt/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/nl/tielt/").status_code == 200
        return len(asked)

    parent = page_of(tielt)
    ShopFactory(municipality=tielt, opening_hours="24/7")
    make_event(parent, title="Sint", kind=Kind.SUNDAY)
    one = queries()
    ShopFactory.create_batch(9, municipality=tielt, opening_hours="24/7")
    for number in range(12):
        make_event(parent, title=f"Actie {number}", days=[date(2026, 12, 1 + number)])
    assert (one, one <= 15) == (queries(), True)


def test_the_page_says_which_town_a_browser_may_remember_and_sets_no_cookie(tielt, visit):
    page = visit("/nl/tielt/")
    box = page.soup.select_one("[data-town-here]")
    assert (box["data-town-here"], box.has_attr("hidden"), page.answer.cookies) == ("tielt", True, {})
