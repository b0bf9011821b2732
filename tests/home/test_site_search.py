"""The search of the whole site, as a visitor uses it. It is Wednesday 25 November 2026, 11.40 in Brussels."""

from datetime import date, time

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from ambassadors.models import AmbassadorPage
from content import finding, navigation
from content.models import SearchEntry
from home.models import MunicipalityPage, StandardPage
from home.site_search.query import SiteQuery
from municipalities import places
from municipalities.models import Alias
from shops.models import Shop, ShopDirectoryPage
from tests.factories.events import agenda_page, make_event, tell_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.remembered import once

pytestmark = pytest.mark.django_db

SEARCH = "/nl/zoeken/"
SITE = settings.WAGTAILADMIN_BASE_URL
MOST_QUERIES = 22


@pytest.fixture
def tielt(wednesday, laid_out):
    once("Tielt that is found", lambda: town_that_is_found(wednesday))
    return MunicipalityPage.objects.get(slug="tielt")


def town_that_is_found(at) -> None:
    page = town_page(MunicipalityFactory(name="Tielt", slug="tielt", nis="37022", postcodes=["8700"]))
    Alias.objects.create(municipality=page.municipality, name="Aarsele")
    places.forget()
    finding.refresh([page.translation_key], at=at)


@pytest.fixture
def some(tielt, wednesday):
    """In Tielt: a baker, a baking workshop that comes and one that is over, an ambassador who bakes."""
    once("who bakes in Tielt", lambda: who_bakes(tielt, wednesday))
    tielt.refresh_from_db()
    return Shop.objects.get(slug="de-kroon")


def who_bakes(tielt, at) -> None:
    shop = ShopFactory(municipality=tielt.municipality, name="Bakkerij De Kroon", slug="de-kroon")
    make_event(tielt, title="Bakken met kinderen", days=[date(2026, 12, 6)])
    make_event(tielt, title="Bakfeest", days=[date(2026, 10, 4)])
    add_ambassador(tielt, shop, 2025, at)


def add_ambassador(parent, shop, year, at):
    facts = {"shop": shop, "municipality": shop.municipality, "shop_name": shop.name, "category": shop.category, "title": shop.name}
    page = parent.add_child(instance=AmbassadorPage(year=year, slug=f"ambassadeur-{year}", locale=parent.locale, pitch="Kom bakken.", **facts))
    finding.refresh([page.translation_key], at=at)
    return page


def shown(page) -> dict[str, list[str]]:
    """What stands under each heading."""
    names = ".shop__name, .event__name a, .hit__name a, .next__text > a"
    return {
        section.h2.get_text(): [" ".join(name.get_text().split()) for name in section.select(names)]
        for section in page.soup.select("section.searchpage__group")
    }


def test_one_question_is_put_to_every_room(some, visit):
    page = visit(SEARCH, q="bak")
    assert shown(page) == {
        "Winkels": ["Bakkerij De Kroon"],
        "Te doen": ["Bakken met kinderen", "Bakfeest"],
        "Ambassadeurs": ["Bakkerij De Kroon"],
    }
    assert page.texts(".chips .chip") == ["1 winkel", "2 in de agenda", "1 ambassadeur"]
    assert page.links(".heading .more") == [("Bekijk hem in de gids", "/nl/winkels/?q=bak")]


def test_what_is_over_stands_last_and_says_so(some, visit):
    page = visit(SEARCH, q="bak")
    events = page.soup.select(".event")
    assert [[state.get_text() for state in event.select(".state")] for event in events] == [[], ["Voorbij"]]


@pytest.mark.parametrize("text", ["tielt", "TIELT", "aarsele", "8700", "in Tielt"])
def test_a_place_shows_its_municipality_first(some, visit, text):
    found = shown(visit(SEARCH, q=text))
    assert (next(iter(found)), found["Gemeenten"]) == ("Gemeenten", ["Tielt"])


@pytest.mark.parametrize("text", ["tielt", "aarsele", "8700"])
def test_a_place_alone_shows_what_is_on_there(some, visit, wednesday, text):
    make_event(town_page(MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"])), title="Bakken in Brugge")
    assert shown(visit(SEARCH, q=text))["Te doen"] == ["Bakken met kinderen", "Bakfeest"]


def test_a_story_of_a_town_is_found_with_its_postcode(tielt, visit, wednesday):
    story = tielt.add_child(instance=StandardPage(title="Het orgel zingt", slug="het-orgel-zingt", locale=tielt.locale))
    finding.refresh([story.translation_key], at=wednesday)
    assert shown(visit(SEARCH, q="8700 orgel")) == {"Gemeenten": ["Tielt"], "Pagina’s": ["Het orgel zingt"]}


def test_a_place_beside_a_word_narrows_what_is_found(some, visit, wednesday):
    brugge = town_page(MunicipalityFactory(nis="31005", name="Brugge", slug="brugge", postcodes=["8000"]))
    make_event(brugge, title="Bakken in Brugge")
    assert shown(visit(SEARCH, q="bakken brugge"))["Te doen"] == ["Bakken in Brugge"]
    assert shown(visit(SEARCH, q="bakken aarsele"))["Te doen"] == ["Bakken met kinderen"]


@pytest.mark.parametrize(("address", "name"), [("/de/suche/", "ypern"), ("/en/search/", "ypres"), ("/nl/zoeken/", "ieper")])
def test_an_event_of_several_towns_is_found_by_every_name_of_each(tielt, visit, address, name):
    ieper = MunicipalityFactory(nis="33011", name="Ieper", slug="ieper", name_fr="Ypres", name_en="Ypres", name_de="Ypern")
    places.forget()
    make_event(agenda_page(), title="Vijf in één album", towns=[tielt.municipality, ieper])
    assert "Vijf in één album" in [found for those in shown(visit(address, q=name)).values() for found in those]


def test_a_title_that_begins_so_comes_before_one_that_has_the_word_and_that_before_a_text(tielt, visit):
    day = [date(2026, 12, 6)]
    make_event(tielt, title="Wandeling", summary="Langs de kerst in de straat.", days=day)
    make_event(tielt, title="Grote kerstmarkt", days=day)
    make_event(tielt, title="Kerst op het plein", days=[date(2026, 12, 20)])
    assert shown(visit(SEARCH, q="kerst"))["Te doen"] == ["Kerst op het plein", "Grote kerstmarkt", "Wandeling"]


def test_another_language_shows_its_own_words_and_dutch_only_where_there_are_none(tielt, visit):
    french = town_page(tielt.municipality, language="fr")
    told = make_event(tielt, title="Parade van het licht")
    tell_event(told, french, title="Parade des lumières")
    make_event(tielt, title="Parade op stelten")
    page = visit("/fr/recherche/", q="parade")
    names = [(link.get_text(), link.get("lang")) for link in page.soup.select(".event__name a")]
    assert names == [("Parade des lumières", None), ("Parade op stelten", "nl")]
    assert visit("/fr/recherche/", q="licht").soup.select(".event") == []


@pytest.mark.parametrize(("language", "address"), [("nl", "/nl/zoeken/"), ("fr", "/fr/recherche/"), ("en", "/en/search/"), ("de", "/de/suche/")])
def test_the_question_goes_along_to_another_language(laid_out, visit, language, address):
    every = {"nl": "/nl/zoeken/?q=kaas", "fr": "/fr/recherche/?q=kaas", "en": "/en/search/?q=kaas", "de": "/de/suche/?q=kaas"}
    page = visit(address, q="kaas")
    addresses = {code: f"{SITE}{url}" for code, url in every.items()}
    assert (page.canonical, page.versions) == (addresses[language], addresses | {"x-default": addresses["nl"]})
    assert page.robots == "noindex, follow"


def test_the_address_of_another_language_leads_to_ones_own(laid_out, visit):
    page = visit("/fr/zoeken/", q="kaas")
    assert (page.status, page.goes_to) == (301, "/fr/recherche/?q=kaas")


def test_more_than_six_are_a_list_of_their_own_with_pages(tielt, visit, monkeypatch):
    for number in range(8):
        make_event(tielt, title=f"Markt {number}", days=[date(2026, 12, 1 + number)])
    page = visit(SEARCH, q="markt")
    assert shown(page)["Te doen"] == [f"Markt {number}" for number in range(6)]
    assert page.links(".heading .more") == [("Alle 8 in de agenda", "/nl/zoeken/?q=markt&groep=te-doen")]
    monkeypatch.setattr("home.site_search.answers.PER_PAGE", 5)
    second = visit(SEARCH, q="markt", groep="te-doen", pagina="2")
    assert shown(second) == {"Te doen": ["Markt 5", "Markt 6", "Markt 7"]}
    assert shown(visit(SEARCH, q="markt", groep="te-doen", pagina="99")) == shown(second)


def test_a_town_that_only_speaks_of_it_comes_last(some, tielt, visit, wednesday):
    type(tielt).objects.filter(pk=tielt.pk).update(townline="Bakken doen we hier al eeuwen.")
    finding.refresh([tielt.translation_key], at=wednesday)
    assert list(shown(visit(SEARCH, q="bakken"))) == ["Te doen", "Ambassadeurs", "Gemeenten"]


def test_a_kind_of_event_is_a_word_that_is_known(tielt, visit):
    make_event(tielt, title="Feest in de straat", kind="braderie")
    assert visit(SEARCH, q="braadrie").links(".empty__list a")[0] == ("braderie", "/nl/zoeken/?q=braderie")


def test_a_slip_of_the_pen_is_offered_right_when_that_finds_something(some, visit):
    page = visit(SEARCH, q="Bakkn met kindren")
    assert page.text(".empty__title") == "“Bakkn met kindren”: niets gevonden."
    assert page.links(".empty__list a")[0] == ("bakken met kinderen", "/nl/zoeken/?q=bakken+met+kinderen")


def test_nothing_found_leads_to_the_rooms(laid_out, visit):
    page = visit(SEARCH, q="xqzvbnm")
    assert page.text(".empty__what") == "Probeer het met minder woorden, of kijk hier rond:"
    assert ("Winkels", "/nl/winkels/") in page.links(".empty__list a")


def test_without_a_question_the_page_asks_for_one(laid_out, visit):
    page = visit(SEARCH)
    assert (page.status, page.text("h1"), page.soup.select(".searchpage__group")) == (200, "Zoek op de hele site", [])


HOSTILE = ["%", "_", "'", '"', "\\", "--", "(((", "a" * 5_000, "a " * 3_000, "🧀", "<script>", "bak%kerij", "$(id)", "a\\", "ﷺ" * 200, "é" * 100]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_gets_an_answer(some, visit, text):
    assert visit(SEARCH, q=text).status == 200
    assert visit(SEARCH, q=text, groep="te-doen", pagina="999999999999").status == 200


def test_signs_that_a_database_reads_as_any_sign_find_nothing(some, visit):
    assert shown(visit(SEARCH, q="%")) == {}
    assert shown(visit(SEARCH, q="_")) == {}


@pytest.mark.parametrize("params", [{"groep": "x"}, {"pagina": "abc"}, {"pagina": "-1", "groep": "gemeenten"}])
def test_parameters_that_nobody_could_mean_are_left_aside(some, visit, params):
    assert visit(SEARCH, q="tielt", **params).status == 200


def test_a_zero_byte_is_refused(laid_out, visit):
    assert visit(SEARCH, q="a\0b").status == 400


def test_what_is_looked_for_is_bounded():
    wanted = SiteQuery(text=" ".join(f"w{number}{'x' * 90}" for number in range(20))[:100]).wanted()
    assert max(len(word) for word in wanted.words) <= 40
    many = SiteQuery(text=" ".join(f"w{number}" for number in range(20))).wanted()
    assert many.words == tuple(f"w{number}" for number in range(8))


def test_a_page_that_not_everybody_may_read_is_not_found(tielt, visit):
    event = make_event(tielt, title="Besloten feest")
    assert shown(visit(SEARCH, q="besloten"))
    PageViewRestriction.objects.create(page=Page.objects.get(pk=event.pk), restriction_type="login")
    assert not shown(visit(SEARCH, q="besloten"))


def test_any_page_of_the_site_is_found(laid_out, visit, wednesday):
    finding.rebuild(at=wednesday)
    assert shown(visit(SEARCH, q="ambassadeurs"))["Pagina’s"] == ["Ambassadeurs"]


def test_the_page_is_for_everybody_and_kept_until_what_it_shows_changes(some, visit, clock):
    page = visit(SEARCH, q="bak")
    assert (page.answer.cookies, "public" in page.answer["Cache-Control"]) == ({}, True)
    clock(2026, 12, 6, 17, 59)
    assert visit(SEARCH, q="kinderen").kept_for == 60


def test_the_foot_of_the_search_leads_to_the_pages_about_the_site(laid_out, visit):
    laid_out["nl"].add_child(instance=StandardPage(title="Privacy", slug="privacy", locale=laid_out["nl"].locale))
    navigation.forget()
    assert ("Privacy", "/nl/privacy/") in visit(SEARCH).links(".foot a")


def test_every_page_leads_to_the_search(laid_out, visit):
    for language, address in [("nl", "/nl/zoeken/"), ("fr", "/fr/recherche/")]:
        assert address in [url for _, url in visit(f"/{language}/").links("header a")]
    assert f"{SEARCH}?q=kaas" in [url for _, url in visit("/nl/winkels/", q="kaas").links("main a")]


def test_many_answers_ask_as_much_as_few(some, tielt, visit, wednesday):
    def queries(address: str, **params: str) -> int:
        visit(address, **params)
        with CaptureQueriesContext(connection) as asked:
            assert visit(address, **params).status == 200
        return len(asked)

    asked = [(SEARCH, {"q": "bak"}), ("/fr/recherche/", {"q": "bak"}), (SEARCH, {"q": "bak", "groep": "te-doen"}), (SEARCH, {"q": "tielt bak"})]
    few = [queries(address, **params) for address, params in asked]
    for number in range(30):
        make_event(tielt, title=f"Bak {number}", slug=f"bak-{number}", days=[date(2026, 12, 1 + number % 28)], begins=time(9 + number % 9))
        ShopFactory(municipality=tielt.municipality, name=f"Bak {number}")
    for year in range(2000, 2020):
        add_ambassador(tielt, ShopFactory(municipality=tielt.municipality, name=f"Bakker {year}"), year, wednesday)
    many = [queries(address, **params) for address, params in asked]
    assert (few, max(many) <= MOST_QUERIES) == (many, True), many


def test_what_was_closed_after_it_was_published_is_not_found(laid_out, visit, wednesday):
    finding.rebuild(at=wednesday)
    ShopDirectoryPage.objects.filter(locale__language_code="nl").update(live=False)
    assert "Winkels" not in shown(visit(SEARCH, q="winkels")).get("Pagina’s", [])
    assert SearchEntry.objects.filter(title="Winkels").exists()
