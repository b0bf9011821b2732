"""The front page."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.laying_out import TownWords, lay_out_towns
from home.models import HomePage, MunicipalityPage
from home.towns import town_links, with_letters
from municipalities.models import Municipality
from shops.models import Shop, ShopDirectoryPage
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import CategoryFactory, GroupFactory, ShopFactory

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


@pytest.fixture
def towns(laid_out):
    """Municipality pages for Tielt, Torhout, Brugge (Bruges) and Ieper (Ypres)."""
    names = {"37022": "Tielt", "31033": "Torhout", "31005": "Brugge", "33011": "Ieper"}
    other = {"Brugge": "Bruges", "Ieper": "Ypres"}
    for nis, name in names.items():
        MunicipalityFactory(nis=nis, name=name, slug=name.lower(), name_fr=other.get(name, ""))
    lay_out_towns(lambda town, language: TownWords(), Municipality.objects.all())


def test_the_front_page_counts_what_can_be_found(wednesday, laid_out, visit):
    mode = GroupFactory(slug="mode", name_nl="Mode", cloth="mode", order=2)
    ShopFactory(opening_hours="We 09:00-18:00")
    ShopFactory(category=CategoryFactory(slug="kleding", parent=mode))
    ShopFactory(live=False, opening_hours="24/7")
    page = visit("/nl/")
    assert (page.text("#soorten"), page.text(".heading .status")) == ("2 winkels van hier", "1 is nu open")
    assert [(words, address) for words, address in page.links(".kinds a")] == [
        ("Brood en banket1", "/nl/winkels/?categorie=brood"),
        ("Mode1", "/nl/winkels/?categorie=mode"),
    ]
    ShopFactory(opening_hours="24/7")
    assert visit("/nl/").text(".heading .status") == "2 zijn nu open"


def test_one_shop_and_no_shop_read_well(wednesday, laid_out, visit):
    assert (visit("/nl/").text("#soorten"), visit("/nl/").texts(".heading .status, .kinds a")) == ("0 winkels van hier", [])
    ShopFactory()
    assert (visit("/nl/").text("#soorten"), visit("/nl/").texts(".heading .status")) == ("1 winkel van hier", [])


def test_each_number_is_that_of_the_list_it_leads_to(wednesday, laid_out, visit):
    ShopFactory(opening_hours="24/7")
    shop = ShopFactory(opening_hours="24/7")
    shop.more_categories.set([CategoryFactory(slug="ijs")])
    shop.save()
    page = visit("/nl/")
    leads = {address: int(words.removeprefix("Brood en banket")) for words, address in page.links(".kinds a")}
    assert leads == {"/nl/winkels/?categorie=brood": 2}
    assert {address: visit(address).total for address in leads} == leads
    assert visit(page.links(".heading a")[0][1]).total == 2


def test_every_shortcut_leads_to_a_list(wednesday, laid_out, visit):
    ShopFactory(opening_hours="24/7")
    assert {address: visit(address).total for _, address in visit("/nl/").links(".shortcuts a")} == {
        "/nl/winkels/?open=nu": 1,
        "/nl/winkels/?categorie=bakker&open=nu": 1,
        "/nl/winkels/?sorteer=nieuw": 1,
    }


def test_the_search_field_asks_the_list(laid_out, visit):
    forms = visit("/nl/").soup.select("form")
    assert [(form["action"], form["method"], [field["name"] for field in form.select("input")]) for form in forms] == [("/nl/winkels/", "get", ["q"])]


def test_municipalities_stand_in_order_with_a_letter_on_the_first_of_each(towns, visit):
    assert visit("/nl/").links(".towns a") == [
        ("Brugge", "/nl/brugge/"),
        ("Ieper", "/nl/ieper/"),
        ("Tielt", "/nl/tielt/"),
        ("Torhout", "/nl/torhout/"),
    ]
    assert visit("/nl/").texts(".towns__letter") == ["B", "I", "T"]
    assert visit("/fr/").texts(".towns a") == ["Bruges", "Tielt", "Torhout", "Ypres"]
    assert visit("/nl/").text("#gemeenten") == "4 gemeenten"


def test_search_engines_are_told_how_many_municipalities_there_are(towns, visit):
    said = visit("/nl/").soup.select_one("meta[name=description]")["content"]
    assert said == "Vind winkels van hier: wat ze verkopen, waar ze zijn en of ze open zijn. Een campagne van West-Vlaanderen en 4 gemeenten."
    HomePage.objects.get(locale__language_code="nl").get_children().type(MunicipalityPage).delete()
    cache.clear()
    said = visit("/nl/").soup.select_one("meta[name=description]")["content"]
    assert said == "Vind winkels van hier: wat ze verkopen, waar ze zijn en of ze open zijn."


def test_an_unpublished_municipality_is_not_listed(towns, laid_out):
    MunicipalityPage.objects.get(slug="ieper", locale__language_code="nl").unpublish()
    assert [link.letter + link.rest for link in town_links(HomePage.objects.get(pk=laid_out["nl"].pk), "nl")] == ["Brugge", "Tielt", "Torhout"]


def test_letters_do_not_mind_accents_and_capitals():
    links = with_letters([("Écluse", "ecluse"), ("Elverdinge", "elverdinge"), ("Ieper", "ieper")], "/fr/")
    assert [(link.letter, link.rest, link.url) for link in links] == [
        ("É", "cluse", "/fr/ecluse/"),
        ("", "Elverdinge", "/fr/elverdinge/"),
        ("I", "eper", "/fr/ieper/"),
    ]


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_the_front_page_names_its_own_address_and_its_versions(laid_out, visit, language):
    page = visit(f"/{language}/")
    every = {code: f"{SITE}/{code}/" for code in ("nl", "fr", "en", "de")}
    assert (page.canonical, page.versions, page.robots) == (every[language], every | {"x-default": every["nl"]}, "")
    assert page.soup.html["lang"][:2] == language


def test_search_engines_are_told_where_the_site_is_searched(laid_out, visit):
    website = visit("/nl/").facts_for_machines["WebSite"]
    assert (website["url"], website["potentialAction"]["target"]["urlTemplate"]) == (f"{SITE}/nl/", f"{SITE}/nl/winkels/?q={{text}}")


def test_the_front_page_is_kept_until_the_next_opening(clock, laid_out, visit):
    ShopFactory(opening_hours="We 09:00-18:00")
    clock(2026, 11, 25, 8, 58)
    assert visit("/nl/").kept_for == 120
    clock(2026, 11, 25, 9, 0)
    assert (visit("/nl/").kept_for, visit("/nl/").text(".heading .status")) == (300, "1 is nu open")


def test_the_front_page_sets_no_cookie_and_shows_no_source(wednesday, laid_out, visit):
    ShopFactory(provenance={"name": {"source": "osm"}})
    page = visit("/nl/")
    assert (page.answer.cookies, "Cookie" in page.answer.get("Vary", ""), page.shows_osm, page.shows_demo) == ({}, False, False, False)


def test_the_front_page_stands_without_a_directory(laid_out, visit):
    for directory in ShopDirectoryPage.objects.all():
        directory.unpublish()
    assert visit("/nl/").status == 200


def test_the_front_page_asks_as_much_for_30_shops_and_towns_as_for_one(wednesday, laid_out, client):
    def queries() -> int:
        lay_out_towns(lambda town, language: TownWords(), Municipality.objects.all())
        client.get("/nl/")  # what is kept between requests (menus, counts, tree) is read first
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/nl/").status_code == 200
        return len(asked)

    ShopFactory()
    one = queries()
    for number in range(29):
        ShopFactory(municipality=MunicipalityFactory(nis=str(90000 + number), name=f"Dorp {number}", slug=f"dorp-{number}"))
    assert (one, one <= 15, Shop.objects.count()) == (queries(), True, 30)


def test_the_front_page_knows_a_town_as_soon_as_it_is_on_the_site_and_as_long_as_it_is(towns):
    def named() -> set[str]:
        return {link.name for link in town_links(HomePage.objects.get(locale__language_code="nl"), "nl")}

    assert named() == {"Brugge", "Ieper", "Tielt", "Torhout"}
    MunicipalityPage.objects.get(slug="ieper", locale__language_code="nl").unpublish()
    assert named() == {"Brugge", "Tielt", "Torhout"}
    MunicipalityPage.objects.get(slug="ieper", locale__language_code="nl").save_revision().publish()
    assert named() == {"Brugge", "Ieper", "Tielt", "Torhout"}
