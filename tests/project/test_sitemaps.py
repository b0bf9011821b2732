"""What search engines are told: every page and shop in every language, and no list that is narrowed."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from ikkooplokaal import sitemaps
from shops.models import ShopDirectoryPage
from tests.factories.events import make_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.factories.votes import COUNTED, RoundFactory
from votes.models import Round

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://localhost:8000"


@pytest.fixture
def tielt(laid_out):
    return MunicipalityFactory(name="Tielt", slug="tielt", nis="37022")


def entries(client: Client, section: str, **query: object) -> dict[str, dict[str, str]]:
    """{address: {language: address}} of a map."""
    answer = client.get(f"/sitemap-{section}.xml", query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    urls = ET.fromstring(answer.content).findall("s:url", NAMES)
    return {url.find("s:loc", NAMES).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)} for url in urls}


def test_the_index_names_every_map_and_robots_names_the_index(laid_out, client):
    index = client.get("/sitemap.xml")
    maps = [found.text for found in ET.fromstring(index.content).findall(".//{*}loc")]
    assert maps == [f"http://testserver/sitemap-{section}.xml" for section in ("paginas", "gemeenten", "winkels", "agenda", "stemmen")]
    assert "Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_page_stands_there_in_each_language_with_all_its_versions(laid_out, client):
    found = entries(client, "paginas")
    versions = {"nl": "/nl/winkels/", "fr": "/fr/commerces/", "en": "/en/shops/", "de": "/de/geschaefte/", "x-default": "/nl/winkels/"}
    addresses = {language: HOST + address for language, address in versions.items()}
    assert [found[addresses[language]] for language in ("nl", "fr", "en", "de")] == [addresses] * 4


def test_the_map_says_the_same_as_the_page_itself(laid_out, client, visit):
    found = entries(client, "paginas")
    assert found[f"{HOST}/fr/commerces/"] == visit("/fr/commerces/").versions


def test_a_draft_a_closed_page_and_an_alias_are_in_no_map(laid_out, client):
    ShopDirectoryPage.objects.filter(locale__language_code="de").update(live=False)
    closed = ShopDirectoryPage.objects.get(locale__language_code="en")
    PageViewRestriction.objects.create(page=closed.page_ptr, restriction_type="password", password="x")
    french = Page.objects.get(slug="commerces")
    Page.objects.filter(pk=french.pk).update(alias_of=Page.objects.get(slug="winkels"))
    found = entries(client, "paginas")
    assert {address for address in found if "commerces" in address or "shops" in address or "geschaefte" in address} == set()
    assert set(found[f"{HOST}/nl/winkels/"]) == {"nl", "x-default"}


def test_a_shop_stands_there_in_each_language_and_one_that_nobody_sees_does_not(tielt, client):
    ShopFactory(municipality=tielt, name="De Kroon", slug="de-kroon")
    ShopFactory(municipality=tielt, name="Concept", slug="concept", live=False)
    assert set(entries(client, "winkels")) == {
        f"{HOST}/{language}/{directory}/tielt/de-kroon/"
        for language, directory in [("nl", "winkels"), ("fr", "commerces"), ("en", "shops"), ("de", "geschaefte")]
    }
    assert len(entries(client, "gemeenten")) == 4


def test_many_shops_stand_in_several_maps(tielt, client, monkeypatch):
    monkeypatch.setattr(sitemaps.InLanguages, "limit", 2)
    for number in range(5):
        ShopFactory(municipality=tielt, name=f"Winkel {number}")
    maps = [found.text for found in ET.fromstring(client.get("/sitemap.xml").content).findall(".//{*}loc")]
    assert [address for address in maps if "winkels" in address] == [f"http://testserver/sitemap-winkels.xml{tail}" for tail in ("", "?p=2", "?p=3")]
    assert [len(entries(client, "winkels", p=page)) for page in (1, 2, 3)] == [8, 8, 4]


def test_a_map_asks_as_much_for_thirty_shops_and_pages_as_for_one(tielt, client, django_assert_num_queries):
    ShopFactory(municipality=tielt)
    entries(client, "winkels"), entries(client, "paginas")
    with django_assert_num_queries(4):
        entries(client, "winkels")
    home = HomePage.objects.get(locale__language_code="nl")
    for number in range(30):
        ShopFactory(municipality=tielt)
        home.add_child(instance=Page(title=f"Pagina {number}", locale=home.locale))
    with django_assert_num_queries(4):
        assert len(entries(client, "winkels")) == 31 * 4


def test_the_agenda_of_a_town_stands_there_while_something_is_on(tielt, wednesday, client, visit):
    page = town_page(tielt)
    assert entries(client, "agenda") == {}
    make_event(page, days=[date(2026, 12, 6)])
    found = entries(client, "agenda")
    every = {"nl": "/nl/agenda/tielt/", "fr": "/fr/agenda/tielt/", "en": "/en/whats-on/tielt/", "de": "/de/veranstaltungen/tielt/"}
    assert set(found) == {HOST + address for address in every.values()}
    assert found[f"{HOST}/nl/agenda/tielt/"] == visit("/nl/agenda/tielt/").versions == found[f"{HOST}/fr/agenda/tielt/"]


def test_what_is_over_is_no_reason_to_look_at_the_agenda_of_a_town(tielt, wednesday, client):
    make_event(town_page(tielt), days=[date(2026, 11, 1)])
    assert entries(client, "agenda") == {}


def test_a_round_stands_there_from_when_it_is_announced_and_its_result_when_it_is_published(tielt, client, visit):
    one = RoundFactory(municipality=tielt)
    addresses = {f"{HOST}/{page}/2027/tielt/" for page in ("nl/stemmen", "fr/voter", "en/vote", "de/abstimmen")}
    found = entries(client, "stemmen")
    assert set(found) == addresses
    assert found[f"{HOST}/nl/stemmen/2027/tielt/"] == visit("/nl/stemmen/2027/tielt/").versions
    Round.objects.filter(pk=one.pk).update(frozen_at=COUNTED, published_at=COUNTED)
    assert set(entries(client, "stemmen")) == addresses | {f"{address}uitslag/" for address in addresses}
    Round.objects.filter(pk=one.pk).update(frozen_at=None, published_at=None, scheduled_at=None)
    assert entries(client, "stemmen") == {}


@pytest.mark.parametrize(
    "address", ["/sitemap-winkels.xml?p=0", "/sitemap-winkels.xml?p=x", "/sitemap-winkels.xml?p=9999999999999999999", "/sitemap-wat.xml"]
)
def test_a_map_that_is_not_there_is_not_found(laid_out, client, address):
    assert client.get(address).status_code == 404


def test_a_map_may_be_kept_for_an_hour_and_sets_no_cookie(laid_out, client):
    answer = client.get("/sitemap-paginas.xml")
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert not answer.cookies
