"""The agenda, as a visitor walks through it. It is Wednesday 25 November 2026, 11.40 in Brussels."""

from datetime import date, time

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.kinds import Change, Kind, Repeats
from events.models import AgendaPage, EventChange
from home.models import MunicipalityPage
from tests.factories.events import agenda_page, make_event, tell_event, town_page
from tests.factories.many_events import many_events
from tests.factories.municipalities import MunicipalityFactory
from tests.remembered import once

pytestmark = pytest.mark.django_db

AGENDA = "/nl/agenda/"
SITE = settings.WAGTAILADMIN_BASE_URL
TODAY = date(2026, 11, 25)
SATURDAY, SUNDAY = date(2026, 11, 28), date(2026, 11, 29)
MOST_QUERIES = 12  # six of them are Wagtail's own way to a page; another language asks for its words too


@pytest.fixture
def tielt(wednesday, laid_out):
    once("Tielt in the agenda", lambda: town_page(MunicipalityFactory(name="Tielt", slug="tielt", latitude=51.0, longitude=3.32)))
    return MunicipalityPage.objects.get(slug="tielt")


@pytest.fixture
def brugge(tielt):
    facts = {"nis": "31005", "name": "Brugge", "slug": "brugge", "name_fr": "Bruges", "latitude": 51.2, "longitude": 3.22, "postcodes": ["8000"]}
    once("Brugge in the agenda", lambda: town_page(MunicipalityFactory(**facts)))
    return MunicipalityPage.objects.get(slug="brugge")


@pytest.fixture
def some(tielt, brugge):
    """A market today that is over by now and one later today, a braderie this weekend, and a stamp card that runs."""
    once("four in the agenda", lambda: four(tielt, brugge))
    tielt.refresh_from_db(), brugge.refresh_from_db()


def four(tielt, brugge) -> None:
    make_event(tielt, title="Vroegmarkt", kind=Kind.MARKET, days=[TODAY], begins=time(6), ends=time(9))
    make_event(tielt, title="Boerenmarkt", kind=Kind.MARKET, days=[TODAY], begins=time(10), ends=time(12), is_free=True, access="ja")
    make_event(brugge, title="Braderie", kind=Kind.BRADERIE, days=[SATURDAY], until_day=SUNDAY, begins=None, ends=None, for_children=True)
    make_event(brugge, title="Stempel vol", kind=Kind.STAMP_CARD, days=[date(2026, 11, 1)], until_day=date(2026, 12, 31), begins=None, ends=None)


def days_of(page) -> dict[str, list[str]]:
    """The names under each date."""
    return {day.time["datetime"]: [name.get_text() for name in day.select(".event__name")] for day in page.soup.select(".day")}


def running(page) -> list[str]:
    return page.texts(".running__name")


def test_the_agenda_groups_what_comes_by_day_and_keeps_what_runs_apart(some, visit):
    page = visit(AGENDA)
    assert (page.text("h1"), page.text("h2#lijst")) == ("Agenda", "Vanaf vandaag")
    assert days_of(page) == {"2026-11-25": ["Boerenmarkt"], "2026-11-28": ["Braderie"]}
    assert running(page) == ["Stempel vol"]
    assert page.text(".listhead .soft") == "3 acties en evenementen in 2 gemeenten"


def test_what_is_over_today_is_not_shown_any_more(some, visit, clock):
    assert days_of(visit(AGENDA, wanneer="vandaag")) == {"2026-11-25": ["Boerenmarkt"]}
    clock(2026, 11, 25, 5, 0)
    assert days_of(visit(AGENDA, wanneer="vandaag")) == {"2026-11-25": ["Vroegmarkt", "Boerenmarkt"]}


def test_a_page_is_kept_until_the_next_thing_is_over(some, visit, clock):
    clock(2026, 11, 25, 11, 58)
    assert visit(AGENDA).kept_for == 120
    clock(2026, 11, 25, 23, 59)
    assert visit(AGENDA).kept_for == 60


def test_a_municipality_has_an_agenda_of_its_own(some, visit):
    page = visit(f"{AGENDA}tielt/")
    assert (page.text("h1"), days_of(page)) == ("Te doen in Tielt", {"2026-11-25": ["Boerenmarkt"]})
    assert page.text(".listhead .soft") == "1 actie of evenement"
    assert visit(f"{AGENDA}gent/").status == 404
    assert visit(AGENDA, gemeente="brugge", soort="markt").goes_to == "/nl/agenda/brugge/?soort=markt"
    assert visit(AGENDA, gemeente="gent", soort="markt").goes_to == "/nl/agenda/?soort=markt"


def test_a_former_municipality_leads_to_the_one_of_today(some, tielt, visit):
    MunicipalityFactory(nis="37007", name="Meulebeke", slug="meulebeke", successor=tielt.municipality)
    assert visit(f"{AGENDA}meulebeke/", wanneer="week").goes_to == "/nl/agenda/tielt/?wanneer=week"
    assert visit(f"{AGENDA}meulebeke/agenda.ics", soort="markt").goes_to == "/nl/agenda/tielt/agenda.ics?soort=markt"


def test_what_several_municipalities_do_stands_below_the_agenda_and_in_each_of_them(some, visit):
    make_event(agenda_page(), title="Winter in de kern", days=[SUNDAY])
    assert visit(f"{AGENDA}winter-in-de-kern/").status == 200
    for town in ("tielt", "brugge"):
        assert "Winter in de kern" in days_of(visit(f"{AGENDA}{town}/"))["2026-11-29"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"soort": "markt"}, ["Boerenmarkt"]),
        ({"soort": ["markt", "braderie"]}, ["Boerenmarkt", "Braderie"]),
        ({"voor": "kinderen"}, ["Braderie"]),
        ({"prijs": "gratis"}, ["Boerenmarkt"]),
        ({"toegang": "zonder-trede"}, ["Boerenmarkt"]),
        ({"wanneer": "vandaag"}, ["Boerenmarkt"]),
        ({"wanneer": "weekend"}, ["Braderie"]),
        ({"wanneer": "week"}, ["Boerenmarkt", "Braderie"]),
        ({"maand": "2026-11"}, ["Boerenmarkt", "Braderie"]),
        ({"maand": "2026-12"}, []),
        ({"van": "2026-11-29"}, ["Braderie"]),
        ({"van": "2026-11-02", "tot": "2026-11-25"}, ["Vroegmarkt", "Boerenmarkt"]),
        ({"soort": "onbekend", "maand": "nooit", "pagina": "x"}, ["Boerenmarkt", "Braderie"]),
    ],
)
def test_filters_narrow_the_list(some, visit, asked, names):
    assert [name for names in days_of(visit(AGENDA, **asked)).values() for name in names] == names


def test_what_began_before_stands_under_the_first_day_of_the_list(some, visit):
    assert days_of(visit(AGENDA, van="2026-11-29")) == {"2026-11-29": ["Braderie"]}


def test_an_action_of_one_day_stands_on_that_day_and_a_long_one_on_the_day_it_begins(tielt, visit):
    make_event(tielt, title="Tassen", kind=Kind.BAGS, days=[SATURDAY])
    make_event(tielt, title="Kerststempels", kind=Kind.STAMP_CARD, days=[SUNDAY], until_day=date(2027, 1, 6), begins=None, ends=None)
    page = visit(AGENDA)
    assert (days_of(page), running(page)) == ({"2026-11-28": ["Tassen"], "2026-11-29": ["Kerststempels"]}, [])


def test_what_is_called_off_stays_and_says_so(tielt, visit):
    off = [EventChange(day=SATURDAY, what=Change.CANCELLED)]
    make_event(tielt, title="Koopavond", days=[SATURDAY], changes=off)
    page = visit(AGENDA)
    assert days_of(page) == {"2026-11-28": ["Koopavond"]}
    assert page.text(".event__state") == "Gaat niet door"


def test_each_choice_says_how_many_events_it_would_leave(some, visit):
    page = visit(AGENDA)
    boxes = {box["value"]: box.parent.select_one(".num").get_text() for box in page.soup.select(".agenda__form input[type=checkbox]")}
    assert boxes == {"markt": "1", "braderie": "1", "spaarkaart": "1", "kinderen": "1", "gratis": "1", "zonder-trede": "1"}
    assert page.towns == {"brugge": 2, "tielt": 1}
    assert visit(AGENDA, soort="markt").towns == {"tielt": 1}


def test_what_comes_back_every_week_counts_once(tielt, visit):
    make_event(tielt, title="Markt", kind=Kind.MARKET, days=[SATURDAY], repeats=Repeats.WEEKLY)
    page = visit(AGENDA)
    assert page.text(".listhead .soft") == "1 actie of evenement in 1 gemeente"
    assert page.text(".listfoot .soft") == "Blad 1 van 3"


def test_each_choice_can_be_taken_back_alone(some, visit):
    page = visit(f"{AGENDA}tielt/", wanneer="week", soort=["markt", "braderie"], voor="kinderen")
    assert page.links(".agenda__what .chip:not(.chip--add)") == [
        ("Tielt", "/nl/agenda/?wanneer=week&soort=markt&soort=braderie&voor=kinderen"),
        ("Markten", "/nl/agenda/tielt/?wanneer=week&soort=braderie&voor=kinderen"),
        ("Braderieën", "/nl/agenda/tielt/?wanneer=week&soort=markt&voor=kinderen"),
        ("Voor kinderen", "/nl/agenda/tielt/?wanneer=week&soort=markt&soort=braderie"),
    ]


def test_the_form_keeps_what_it_does_not_ask(some, visit):
    form = visit(f"{AGENDA}tielt/", wanneer="week", soort="markt").soup.select_one(".agenda__form")
    kept = form.select("input[type=hidden], input[checked]")
    assert [(field["name"], field["value"]) for field in kept] == [
        ("wanneer", "week"),
        ("soort", "markt"),
    ]
    assert form["action"] == AGENDA
    dated = visit(AGENDA, van="2026-11-28", tot="2026-11-29").soup.select_one(".agenda__form")
    assert [field["value"] for field in dated.select("input[type=date]")] == ["2026-11-28", "2026-11-29"]


def test_an_empty_list_leads_to_the_next_day_and_to_the_nearest_municipality(some, tielt, visit):
    make_event(tielt, title="Grote braderie", kind=Kind.BRADERIE, days=[date(2026, 12, 12)])
    page = visit(f"{AGENDA}tielt/", wanneer="weekend", soort="braderie")
    assert page.ways_out == [
        ("Zaterdag 12 december, Tielt", "/nl/agenda/tielt/?van=2026-12-12&soort=braderie"),
        ("Brugge, 23 km verder (1)", "/nl/agenda/brugge/?wanneer=weekend&soort=braderie"),
        ("Alle soorten, voor iedereen", "/nl/agenda/tielt/?wanneer=weekend"),
        ("Alles wat nog komt", "/nl/agenda/tielt/?soort=braderie"),
        ("De hele agenda", "/nl/agenda/"),
    ]
    assert page.status == 200


def test_the_way_on_never_leads_to_what_is_called_off(tielt, visit):
    off = [EventChange(day=date(2026, 12, 12), what=Change.CANCELLED)]
    make_event(tielt, kind=Kind.BRADERIE, days=[date(2026, 12, 12), date(2026, 12, 19)], changes=off)
    assert visit(f"{AGENDA}tielt/", wanneer="weekend").ways_out[0][0] == "Zaterdag 19 december, Tielt"


def test_an_agenda_without_anything_says_so(tielt, visit):
    page = visit(AGENDA)
    assert (page.status, page.ways_out) == (200, [("De hele agenda", AGENDA)])


def test_search_engines_get_the_plain_lists_only(some, visit):
    assert (visit(AGENDA).robots, visit(f"{AGENDA}tielt/").robots) == ("", "")
    narrowed = visit(f"{AGENDA}tielt/", soort="markt")
    assert (narrowed.robots, narrowed.canonical) == ("noindex, follow", f"{SITE}/nl/agenda/tielt/")
    assert visit(AGENDA, toon="maand").robots == "noindex, follow"


def test_other_languages_show_the_same_question(some, visit):
    versions = visit(f"{AGENDA}tielt/", wanneer="week", soort="markt").versions
    assert versions["fr"] == f"{SITE}/fr/agenda/tielt/?wanneer=week&soort=markt"
    assert versions["en"] == f"{SITE}/en/whats-on/tielt/?wanneer=week&soort=markt"


def test_what_is_not_translated_is_shown_in_dutch_and_marked(tielt, laid_out, visit):
    told = make_event(tielt, title="Braderie", days=[SATURDAY], summary="Alle winkels buiten.")
    make_event(tielt, title="Lampionnen", slug="lampionnen", days=[SUNDAY], summary="Neem er een mee.")
    french = town_page(tielt.municipality, language="fr")
    tell_event(told, french, title="Braderie d’hiver", slug="braderie", summary="Tous dehors.")
    page = visit("/fr/agenda/")
    assert page.links(".event__name a") == [("Braderie d’hiver", "/fr/tielt/braderie/"), ("Lampionnen", "/nl/tielt/lampionnen/")]
    assert [link.get("lang", "") for link in page.soup.select(".event__name a")] == ["", "nl"]


def test_machines_read_each_event_with_its_day_place_and_state(some, visit):
    facts = visit(f"{AGENDA}tielt/").facts_for_machines["ItemList"]
    (item,) = facts["itemListElement"]
    assert (facts["numberOfItems"], item["position"]) == (1, 1)
    assert {name: item["item"][name] for name in ("@type", "name", "startDate", "endDate", "eventStatus", "url", "isAccessibleForFree")} == {
        "@type": "Event",
        "name": "Boerenmarkt",
        "startDate": "2026-11-25T10:00:00+01:00",
        "endDate": "2026-11-25T12:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "url": f"{SITE}/nl/tielt/boerenmarkt/",
        "isAccessibleForFree": True,
    }


# -- the month


def test_the_month_is_a_table_in_which_each_day_leads_to_its_list(some, visit):
    page = visit(AGENDA, toon="maand", maand="2026-11")
    assert (page.text("h2#lijst"), len(page.soup.select("table.month tbody tr"))) == ("November", 6)
    assert page.texts("table.month th[scope=col]")[0] == "maandag"
    cells = {cell.time["datetime"]: cell for cell in page.soup.select(".month__day:not(.month__day--other)")}
    filled = {day: [link.get_text() for link in cell.select(".month__events a")] for day, cell in cells.items() if cell.select("a")}
    assert filled == {"2026-11-25": ["Vroegmarkt", "Boerenmarkt"], "2026-11-28": ["Braderie"], "2026-11-29": ["Braderie"]}
    assert cells["2026-11-28"].a["href"] == "/nl/agenda/?van=2026-11-28&tot=2026-11-28"
    assert [day for day, cell in cells.items() if cell.get("aria-current")] == ["2026-11-25"]
    assert running(page) == ["Stempel vol"]


def test_the_month_of_today_does_not_say_that_what_begins_later_runs_now(tielt, visit):
    make_event(tielt, title="Strandstoelen", days=[SATURDAY], until_day=date(2027, 1, 21))
    page = visit(AGENDA, toon="maand")
    assert (running(page), page.text("#loopt-nu")) == (["Strandstoelen"], "Loopt dan")


def test_a_full_day_shows_three_events_and_how_many_more(tielt, visit):
    for number in range(5):
        make_event(tielt, title=f"Feest {number}", days=[SATURDAY])
    page = visit(AGENDA, toon="maand")
    assert (len(page.soup.select(".month__events li")), page.text(".month__left"), page.text(".month__count")) == (4, "nog 2", "5 dingen te doen")


def test_one_can_turn_from_month_to_month_within_bounds(some, visit):
    page = visit(AGENDA, toon="maand", maand="2026-12", soort="markt")
    assert page.links(".listfoot a") == [
        ("November", "/nl/agenda/?maand=2026-11&soort=markt&toon=maand"),
        ("Januari", "/nl/agenda/?maand=2027-01&soort=markt&toon=maand"),
    ]
    assert [label for label, _ in visit(AGENDA, toon="maand", maand="2099-12").links(".listfoot a")] == ["November 2099"]
    assert [label for label, _ in visit(AGENDA, toon="maand", maand="2000-01").links(".listfoot a")] == ["Februari 2000"]


# -- many


def in_december(place: int) -> date:
    return date(2026, 12, 1 + place % 31)


def for_long(place: int) -> date | None:
    return date(2027, 2, 1) if place % 20 == 0 else None


def many(parents, number, at):
    many_events(parents, number, at=at, day=in_december, until_day=for_long)


def queries(visit, *addresses):
    counted = []
    for address in addresses:
        visit(address)
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert visit(address).status == 200
        counted.append(len(context))
    return counted


ADDRESSES = [
    AGENDA,
    f"{AGENDA}?maand=2026-12&prijs=gratis",
    f"{AGENDA}tielt/",
    f"{AGENDA}?toon=maand&maand=2026-12",
    "/fr/agenda/",
    f"{AGENDA}?toon=druk",
]


def test_three_hundred_events_cost_no_more_queries_than_one(tielt, brugge, wednesday, visit):
    make_event(tielt, title="Een", days=[date(2026, 12, 6)], is_free=True)
    make_event(tielt, title="Loopt", days=[date(2026, 11, 2)], until_day=date(2026, 12, 6), is_free=True)
    few = queries(visit, *ADDRESSES)
    many([tielt, brugge], 300, wednesday)
    assert queries(visit, *ADDRESSES) == few
    assert max(few) <= MOST_QUERIES, few


def test_pages_follow_each_other_without_doubles_or_gaps(tielt, brugge, wednesday, visit):
    many([tielt, brugge], 90, wednesday)
    names = [name for page in "123" for those in days_of(visit(AGENDA, pagina=page)).values() for name in those]
    assert (len(names), len(set(names))) == (90, 90)
    assert visit(AGENDA, pagina="99").text(".listfoot .soft") == "Blad 3 van 3"


def test_on_paper_there_are_no_pages(tielt, wednesday, visit):
    many([tielt], 60, wednesday)
    assert len(visit(AGENDA, toon="druk").soup.select(".event")) == 60


def test_the_agenda_stands_behind_the_shops_in_the_menu_of_each_language(laid_out, visit):
    assert {code: visit(f"/{code}/").texts(".nav li a")[:2] for code in laid_out} == {
        "nl": ["Winkels", "Agenda"],
        "fr": ["Commerces", "Agenda"],
        "en": ["Shops", "What’s on"],
        "de": ["Geschäfte", "Veranstaltungen"],
    }
    assert AgendaPage.objects.count() == 4
