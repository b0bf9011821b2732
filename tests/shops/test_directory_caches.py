"""The list in front of caches and search engines."""

import re

import pytest

from shops.models import ShopDirectoryPage
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db

LIST = "/nl/winkels/"
SITE = "http://localhost:8000"
ALL_DAYS = "Mo-Su 09:00-12:00,13:30-18:00"


@pytest.fixture
def addresses(laid_out) -> dict[str, str]:
    """The list's address in each language."""
    return {page.locale.language_code: page.url for page in ShopDirectoryPage.objects.select_related("locale")}


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("tail", ["", "tielt/"])
def test_a_list_names_its_own_address_and_its_versions(wednesday, addresses, visit, language, tail):
    ShopFactory()
    page = visit(addresses[language] + tail)
    every = {code: f"{SITE}{url}{tail}" for code, url in addresses.items()}
    assert (page.canonical, page.versions) == (every[language], every | {"x-default": every["nl"]})
    assert (set(every), page.soup.html["lang"][:2]) == ({"nl", "fr", "en", "de"}, language)


def test_only_the_whole_list_and_those_of_municipalities_are_for_search_engines(wednesday, laid_out, visit):
    ShopFactory.create_batch(25, opening_hours="24/7")
    open_lists = [LIST, f"{LIST}tielt/", f"{LIST}?pagina=1", f"{LIST}?pagina=abc", f"{LIST}?utm_source=x"]
    closed_lists = [f"{LIST}?{asked}" for asked in ("q=bakker", "categorie=bakker", "open=nu", "sorteer=naam", "pagina=2", "categorie=onbekend")]
    assert {address: visit(address).robots for address in open_lists} == dict.fromkeys(open_lists, "")
    assert {address: visit(address).robots for address in closed_lists} == dict.fromkeys(closed_lists, "noindex, follow")


def test_an_empty_list_is_not_for_search_engines(wednesday, laid_out, visit):
    assert visit(LIST).robots == "noindex, follow"


@pytest.mark.parametrize("address", [LIST, f"{LIST}tielt/", f"{LIST}?q=bakker&open=nu", f"{LIST}?gemeente=tielt", f"{LIST}nergens/"])
def test_a_list_sets_no_cookie_and_is_the_same_for_everyone(wednesday, laid_out, client, address):
    ShopFactory()
    answer = client.get(address, headers={"cookie": "django_language=de; a=b", "accept-language": "de"})
    assert (answer.cookies, "Cookie" in answer.get("Vary", ""), "Accept-Language" in answer.get("Vary", "")) == ({}, False, False)
    assert "public" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ((2026, 11, 25, 11, 40), 300),
        ((2026, 11, 25, 11, 58, 30), 90),
        ((2026, 11, 25, 11, 59, 59), 1),
        ((2026, 11, 25, 12, 0), 300),
        ((2026, 11, 25, 13, 29), 60),
        ((2026, 11, 25, 17, 57), 180),
        ((2026, 11, 25, 23, 59), 60),
        ((2026, 12, 25, 8, 59), 60),
        ((2026, 10, 25, 2, 30), 300),
        ((2027, 3, 28, 8, 58), 120),
    ],
)
def test_a_list_is_kept_until_a_shop_opens_or_closes_or_the_day_ends(clock, laid_out, visit, moment, seconds):
    clock(*moment)
    ShopFactory(opening_hours=ALL_DAYS)
    assert visit(LIST).kept_for == seconds
    assert visit(f"{LIST}tielt/", open="nu").kept_for == seconds


def test_another_shops_closing_counts_too(clock, laid_out, visit):
    clock(2026, 11, 25, 11, 40)
    ShopFactory(opening_hours=ALL_DAYS)
    ShopFactory(opening_hours="We 08:00-11:42")
    assert visit(LIST).kept_for == 120


def test_a_list_is_not_kept_beyond_a_closing_that_the_table_does_not_know(clock, laid_out, visit):
    clock(2026, 11, 1, 12, 0)
    ShopFactory(opening_hours=ALL_DAYS)
    clock(2026, 11, 25, 11, 58)
    assert (visit(LIST, open="nu").total, visit(LIST).kept_for <= 60) == (1, True)
    clock(2026, 11, 25, 12, 0)
    assert visit(LIST, open="nu").total == 0


@pytest.mark.parametrize(
    "typed",
    [
        '<script>alert("q")</script>',
        '"><img src=x onerror=alert(1)>',
        "' OR 1=1 --",
        "{{ 7*7 }} {% debug %}",
        "\u202e\u0645\u062e\u0628\u0632 kroon",
        "&lt;b&gt;",
        "\\",
        "%s%d%n",
        "🥐" * 200,
        "a" * 5000,
        "\ud7ff\ufffe\x01\x1b[31m",
    ],
)
def test_whatever_is_typed_is_shown_as_text(wednesday, laid_out, visit, typed):
    ShopFactory()
    page = visit(LIST, q=typed)
    shown = " ".join(typed.split())[:100]
    assert page.status == 200
    assert page.soup.select_one("#zoek")["value"] == shown
    assert f"“{shown}”" in (page.texts(".chip") or page.texts(".listnote"))[0]
    assert not page.soup.select("img[src=x], script:not([src]):not([type='application/ld+json'])")
    assert "49" not in page.text(".chip")


def test_nul_is_refused(laid_out, visit):
    assert visit(f"{LIST}?q=%00").status == 400
    assert visit(f"{LIST}?categorie=a%00b").status == 400


@pytest.mark.parametrize("slug", ['"><script>x</script>', "a'b", "../../x", "bakker OR 1=1", "%", "x" * 3000])
def test_a_hostile_kind_or_municipality_finds_nothing_and_breaks_nothing(wednesday, laid_out, visit, slug):
    ShopFactory()
    page = visit(LIST, categorie=slug)
    assert (page.status, page.total, page.links(".chip")) == (200, 0, [(slug, LIST)])
    assert re.match(r"/nl/winkels/(\?|$)", visit(LIST, gemeente=slug).goes_to)


def test_a_name_is_shown_as_text(wednesday, laid_out, visit):
    name = '<script>alert("x")</script> & "De Kroon" </h3>'
    ShopFactory(name=name, street="<b>Markt</b>", place="</p><i>", house_number='"1')
    page = visit(LIST)
    assert (page.shops, page.texts(".shop__where")) == ([name], ['<b>Markt</b> "1, </p><i>'])
    assert page.links(".shop__name a")[0][1] == "/nl/winkels/tielt/scriptalertxscript-de-kroon-h3/"
    assert b"<script>alert" not in page.answer.content


def test_the_sources_are_named_where_their_facts_stand_and_nowhere_else(wednesday, laid_out, visit):
    ShopFactory(name="Alfa", provenance={"name": {"source": "osm", "date": "2026-11-01"}})
    ShopFactory(name="Beta", is_demo=True, street="Kaai")
    ShopFactory(name="Gamma", provenance={"name": {"source": "shopkeeper", "date": "2026-11-01"}})
    shown = {text: (visit(LIST, q=text).shows_osm, visit(LIST, q=text).shows_demo) for text in ("alfa", "beta", "gamma", "bakker", "xyzzy")}
    assert shown == {"alfa": (True, False), "beta": (False, True), "gamma": (False, False), "bakker": (True, True), "xyzzy": (False, False)}


def test_only_the_page_that_shows_them_names_a_source(wednesday, laid_out, visit):
    ShopFactory.create_batch(24, name="Alfa")
    ShopFactory(name="Beta", is_demo=True, provenance={"name": {"source": "osm"}})
    assert [(visit(LIST, pagina=page).shows_osm, visit(LIST, pagina=page).shows_demo) for page in ("1", "2")] == [(False, False), (True, True)]


def test_breadcrumbs_are_whole_addresses(wednesday, laid_out, visit):
    ShopFactory()
    steps = visit(f"{LIST}tielt/").facts_for_machines["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Winkels", f"{SITE}/nl/winkels/"),
        (2, "Tielt", f"{SITE}/nl/winkels/tielt/"),
    ]
