"""The page of a municipality."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.laying_out import TownWords, lay_out_towns
from home.town import sentence_of
from municipalities import places
from municipalities.models import Alias, Municipality
from shops.models import Shop
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, GroupFactory, ShopFactory

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


@pytest.fixture
def tielt(wednesday, laid_out) -> Municipality:
    """Tielt with its page, and Brugge (Bruges) with its own and one open shop."""
    town = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700", "8760"])
    brugge = MunicipalityFactory(nis="31005", name="Brugge", name_fr="Bruges", slug="brugge")
    lay_out_towns(
        lambda town, language: TownWords("Vrijdag markt.", "<p>Over <b>hier</b>.</p>", 2, "brood") if language == "nl" else TownWords(),
        [town, brugge],
    )
    ShopFactory(name="Brugs", municipality=brugge, opening_hours="24/7", gift_voucher=True, step_free="yes")
    return town


def test_a_municipality_shows_its_own_shops_only(tielt, visit):
    mode = GroupFactory(slug="mode", name_nl="Mode", cloth="mode", order=2)
    ShopFactory(name="De Kroon", opening_hours="We 09:00-18:00", step_free="yes", gift_voucher=True)
    ShopFactory(name="De Ster", category=CategoryFactory(slug="kleding", parent=mode), step_free="no", gift_voucher=False)
    ShopFactory(name="Concept", live=False)
    page = visit("/nl/tielt/")
    assert (page.text("h1"), page.text(".townline"), page.text(".prose")) == ("Tielt", "Vrijdag markt.", "Over hier.")
    assert list(zip(page.texts(".tally dt"), page.texts(".tally dd"), strict=True)) == [
        ("winkels, 1 nu open", "2"),
        ("winkel neemt de cadeaubon", "1"),
    ]
    assert page.statuses == {"De Kroon": "Open tot 18 u.", "De Ster": "Uren onbekend"}
    assert page.links(".kinds a") == [("Brood en banket1", "/nl/winkels/tielt/?categorie=brood"), ("Mode1", "/nl/winkels/tielt/?categorie=mode")]
    assert page.links(".heading .more") == [("Alle 2 winkels", "/nl/winkels/tielt/")]
    assert page.soup.select_one("form.search")["action"] == "/nl/winkels/tielt/"


def test_a_municipality_without_shops_shows_no_empty_numbers(tielt, visit):
    page = visit("/nl/tielt/")
    assert (page.status, page.texts(".tally dd"), page.texts(".kinds a"), page.shops) == (200, [], [], [])


def test_the_four_newest_stand_there_newest_first_and_those_without_a_date_last(tielt, visit):
    published = datetime(2026, 11, 1, tzinfo=UTC)
    for name, days in {"A": 1, "B": None, "C": 3, "D": 2, "E": None, "F": 5}.items():
        ShopFactory(name=name, first_published_at=published + timedelta(days=days) if days else None)
    assert visit("/nl/tielt/").shops == ["F", "C", "D", "A"]
    Shop.objects.filter(name="C").update(live=False)
    assert visit("/nl/tielt/").shops == ["F", "D", "A", "B"]


@pytest.mark.parametrize(
    ("names", "line"), [([], ""), (["Aarsele"], "Aarsele"), (["Schuiferskapelle", "Aarsele", "Kanegem"], "Aarsele, Kanegem en Schuiferskapelle")]
)
def test_villages_stand_in_a_sentence(names, line):
    assert sentence_of(places.town_of(MunicipalityFactory(name="Tielt", villages=names)).villages) == line


def test_former_municipalities_count_as_villages_and_other_names_do_not():
    town = MunicipalityFactory(name="Tielt", villages=["Aarsele", "Tielt"])
    for name, kind in {"Meulebeke": Alias.Kind.FORMER, "Thielt": Alias.Kind.EXONYM, "'t Hoekske": Alias.Kind.EVERYDAY}.items():
        Alias.objects.create(municipality=town, name=name, kind=kind)
    assert sentence_of(places.town_of(town).villages) == "Aarsele en Meulebeke"


def test_a_municipality_is_called_as_its_readers_call_it(tielt, visit):
    assert (visit("/fr/brugge/").text("h1"), visit("/nl/brugge/").text("h1"), visit("/fr/tielt/").text("h1")) == ("Bruges", "Brugge", "Tielt")


def test_what_a_municipality_tells_in_dutch_only_is_shown_in_dutch_and_says_so(tielt, visit):
    page = visit("/fr/tielt/")
    assert page.texts('.townline[lang="nl"], .prose[lang="nl"]') == ["Vrijdag markt.", "Over hier."]


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_a_municipality_names_its_own_address_and_its_versions(tielt, visit, language):
    page = visit(f"/{language}/tielt/")
    every = {code: f"{SITE}/{code}/tielt/" for code in ("nl", "fr", "en", "de")}
    assert (page.canonical, page.versions, page.robots) == (every[language], every | {"x-default": every["nl"]}, "")


def test_the_trail_leads_to_the_municipalities_on_the_front_page(tielt, visit):
    page = visit("/nl/tielt/")
    assert page.links(".trail a") == [("Gemeenten", "/nl/#gemeenten")]
    assert [step["item"] for step in page.facts_for_machines["BreadcrumbList"]["itemListElement"]] == [f"{SITE}/nl/#gemeenten"]


@pytest.mark.parametrize(
    ("moment", "seconds"), [((2026, 11, 25, 11, 58), 120), ((2026, 11, 25, 12, 0), 300), ((2026, 11, 25, 23, 58), 120), ((2026, 11, 26, 8, 56), 240)]
)
def test_a_page_is_kept_until_a_shop_opens_or_closes_or_the_day_ends(tielt, clock, visit, moment, seconds):
    ShopFactory(opening_hours="Mo-Su 09:00-12:00")
    clock(*moment)
    assert visit("/nl/tielt/").kept_for == seconds


def test_the_sources_are_named_where_their_facts_stand_and_nowhere_else(tielt, visit):
    assert (visit("/nl/tielt/").shows_osm, visit("/nl/tielt/").shows_demo) == (False, False)
    shop = ShopFactory(provenance={"street": {"source": "osm", "date": "2026-11-01"}})
    assert (visit("/nl/tielt/").shows_osm, visit("/nl/tielt/").shows_demo) == (True, False)
    Shop.objects.filter(pk=shop.pk).update(provenance={}, is_demo=True)
    assert (visit("/nl/tielt/").shows_osm, visit("/nl/tielt/").shows_demo) == (False, True)
    assert (visit("/nl/brugge/").shows_osm, visit("/nl/brugge/").shows_demo) == (False, False)


def test_what_a_municipality_is_called_is_shown_as_text(laid_out, visit):
    town = MunicipalityFactory(nis="99999", name="<script>alert(1)</script>", slug="x", villages=["<b>dorp</b>"])
    lay_out_towns(lambda town, language: TownWords(townline='"><i>'), [town])
    page = visit("/nl/x/")
    assert (page.text("h1"), page.text(".townline"), page.texts("main b, main i")) == ("<script>alert(1)</script>", '"><i>', [])
    assert b"<script>alert" not in page.answer.content


def test_a_page_asks_as_much_for_30_shops_as_for_one(tielt, client):
    def queries() -> int:
        client.get("/nl/tielt/")  # what is kept between requests (menus, counts, tree) is read first
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/nl/tielt/").status_code == 200
        return len(asked)

    ShopFactory(opening_hours="24/7")
    one = queries()
    ShopFactory.create_batch(29, opening_hours="24/7")
    assert (one, one <= 13) == (queries(), True)


def test_a_page_sets_no_cookie(tielt, visit):
    answer = visit("/nl/tielt/").answer
    assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)
