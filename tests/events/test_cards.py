"""Events as lists show them."""

from datetime import date, time, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from events.cards import by_day, cards
from events.kinds import Change, Kind, Status
from events.models import EventChange, EventPage, Occurrence
from municipalities import places
from shops.hours.grammar import NBSP
from tests.factories.events import agenda_page, make_event, tell_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.public_page import PublicPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def tielt(wednesday, site_tree):
    return town_page(MunicipalityFactory(name="Tielt", name_fr="Thielt"))


@pytest.fixture
def listed(wednesday):
    def made(language="nl"):
        with translation.override(language):
            return cards(Occurrence.objects.in_order(), language, wednesday)

    return made


@pytest.fixture
def line(listed):
    def made(language="nl"):
        (card,) = listed(language)
        return card

    return made


def plain(text):
    return text.replace(NBSP, "_")


def html(card, language="nl", **shown):
    with translation.override(language):
        return Html(render_to_string("events/components/line.html", {"card": card, "LANGUAGE_CODE": language} | shown))


class Html(PublicPage):
    def __init__(self, text):
        self.text_of_it = text

    @property
    def soup(self):
        from bs4 import BeautifulSoup

        return BeautifulSoup(self.text_of_it, "html.parser")


def test_a_line_says_what_when_and_where(tielt, line):
    make_event(tielt, kind=Kind.BRADERIE, summary="Kraampjes.", venue="Grote Markt", street="Markt 1", is_free=True, for_children=True)
    card = line()
    assert (card.title, card.url, card.kind, card.summary) == ("Braderie", "/nl/tielt/braderie/", "Braderie", "Kraampjes.")
    assert (plain(card.days), plain(card.hours)) == ("zondag 6_december", "10 tot_18_u.")
    assert (card.place, card.town, card.towns) == ("Grote Markt", "Tielt", 1)
    assert (card.about, card.state, card.front) == ("Braderie, gratis, voor kinderen", None, "")


def test_the_line_is_written_down_for_people(tielt, line):
    make_event(tielt, kind=Kind.MARKET, summary="Kraampjes.", venue="Grote Markt")
    shown = html(line(), heading_level=4)
    assert shown.links("h4 a") == [("Braderie", "/nl/tielt/braderie/")]
    assert shown.text(".event__facts") == f"10 tot{NBSP}18{NBSP}u. Grote Markt Markt".replace(NBSP, " ")
    assert html(line(), show_town=True, show_days=True).text(".event__facts") == "zondag 6 december, 10 tot 18 u. Tielt, Grote Markt Markt"


def test_in_a_shop_the_place_is_the_shop_with_its_front(tielt, line):
    make_event(tielt, venue_shop=ShopFactory(name="De Kroon", municipality=tielt.municipality), venue="Grote Markt")
    card = line()
    assert card.place == "De Kroon"
    assert card.front.startswith("<svg")


def test_a_shop_that_left_the_directory_is_not_named(tielt, line):
    make_event(tielt, venue_shop=ShopFactory(name="De Kroon", municipality=tielt.municipality, live=False), venue="Grote Markt")
    card = line()
    assert (card.place, card.front) == ("Grote Markt", "")


def test_readers_of_french_get_french_words_and_the_french_address(tielt, line):
    french = town_page(tielt.municipality, language="fr")
    tell_event(make_event(tielt, summary="Kraampjes."), french, title="Braderie d'hiver", slug="braderie-d-hiver", summary="Des étals.")
    card = line("fr")
    assert (card.title, card.url, card.summary) == ("Braderie d'hiver", "/fr/tielt/braderie-d-hiver/", "Des étals.")
    assert (card.is_dutch, card.summary_is_dutch, card.town) == (False, False, "Thielt")
    assert plain(card.when) == "dimanche 6_décembre, de_10_h à_18_h"


def test_what_is_not_told_in_french_leads_to_the_dutch_page_and_says_so(tielt, line):
    french = town_page(tielt.municipality, language="fr")
    event = make_event(tielt, summary="Kraampjes.")
    tell_event(event, french, title="Nog niet klaar", published=False)
    card = line("fr")
    assert (card.title, card.url, card.is_dutch, card.summary_is_dutch) == ("Braderie", "/nl/tielt/braderie/", True, True)
    link = html(card, "fr").soup.select_one("h3 a")
    assert (link["lang"], link["hreflang"]) == ("nl", "nl")
    assert html(card, "fr").text("h3").startswith("Braderie (nl)")


def test_a_place_is_dutch_for_readers_of_french_and_the_name_of_a_shop_is_not(tielt, line):
    town_page(tielt.municipality, language="fr")
    event = make_event(tielt, venue="Vertrek aan het belfort")
    assert html(line("fr"), "fr").text('.event__facts [lang="nl"]') == "Vertrek aan het belfort"
    assert not html(line("nl"), "nl").soup.select("[lang], .vh")
    EventPage.objects.filter(pk=event.pk).update(venue_shop=ShopFactory(name="De Kroon", municipality=tielt.municipality))
    assert not html(line("fr"), "fr").soup.select('.event__facts [lang="nl"]')


def test_a_summary_that_is_only_there_in_dutch_is_marked_as_dutch(tielt, line):
    french = town_page(tielt.municipality, language="fr")
    tell_event(make_event(tielt, summary="Kraampjes."), french, title="Braderie d'hiver")
    shown = html(line("fr"), "fr")
    assert shown.soup.select_one(".event__what")["lang"] == "nl"
    assert "lang" not in shown.soup.select_one("h3 a").attrs


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [(Status.CANCELLED, "cancelled", "Gaat niet door"), (Status.MOVED, "moved", "Verplaatst"), (Status.FULL, "full", "Volzet")],
)
def test_what_is_not_as_planned_is_said_in_words(tielt, line, status, kind, text):
    make_event(tielt, status=status)
    card = line()
    assert (card.state.kind, card.state.text) == (kind, text)
    assert html(card).text(f".event--{kind} .state--{kind}") == text


def test_what_is_over_says_so(tielt, listed):
    make_event(tielt, days=[date(2026, 11, 24), date(2026, 11, 25)])
    assert [card.state and card.state.text for card in listed()] == ["Voorbij", None]


def test_one_cancelled_day_leaves_the_others(tielt, listed):
    make_event(tielt, days=[date(2026, 12, 6), date(2026, 12, 13)], changes=[EventChange(day=date(2026, 12, 13), what=Change.CANCELLED)])
    assert [card.state and card.state.kind for card in listed()] == [None, "cancelled"]


def test_an_end_that_nobody_said_is_not_made_up(tielt, line):
    make_event(tielt, begins=time(14, 30), ends=None)
    assert plain(line().label) == "14.30_u."


def test_beside_the_date_of_a_period_stands_until_when_it_lasts(tielt, line):
    make_event(tielt, days=[date(2026, 11, 1)], until_day=date(2026, 12, 24), begins=None, ends=None)
    card = line()
    assert (plain(card.label), card.is_running) == ("tot en met 24_december", True)


def test_an_action_of_several_towns_says_how_many_and_one_of_all_says_so(tielt, listed):
    others = [MunicipalityFactory(name=name) for name in ("Kortrijk", "Brugge")]
    agenda = agenda_page()
    make_event(agenda, title="Alle", slug="alle")
    make_event(agenda, title="Twee", slug="twee", towns=[tielt.municipality, others[0]])
    make_event(agenda, title="Een", slug="een", towns=[others[1]])
    assert {card.title: (card.town, card.towns) for card in listed()} == {
        "Alle": ("alle gemeenten", 3),
        "Twee": (f"2{NBSP}gemeenten", 2),
        "Een": ("Brugge", 1),
    }


def test_lines_stand_under_their_dates_and_what_has_begun_stands_last(tielt, listed, wednesday):
    make_event(tielt, title="Zegels", slug="zegels", days=[date(2026, 11, 1)], until_day=date(2026, 12, 24), begins=None, ends=None)
    make_event(tielt, title="Soep", slug="soep", days=[date(2026, 11, 25)], begins=time(12))
    make_event(tielt, days=[date(2026, 12, 6), date(2027, 1, 3)])
    make_event(tielt, title="Markt", slug="markt")
    found = by_day(listed(), "nl", wednesday)
    assert [(day.number, day.name, plain(day.month), [card.title for card in day.cards]) for day in found] == [
        ("25", "woensdag", "", ["Soep"]),
        ("6", "zondag", "december", ["Braderie", "Markt"]),
        ("3", "zondag", "januari 2027", ["Braderie"]),
        ("nu", "loopt al", "", ["Zegels"]),
    ]
    shown = Html(render_to_string("events/components/days.html", {"days": found, "heading_level": 3}))
    assert [time_["datetime"] for time_ in shown.soup.select("time")] == ["2026-11-25", "2026-12-06", "2027-01-03"]


def test_a_moved_line_stands_under_its_new_date(tielt, listed, wednesday):
    make_event(tielt, changes=[EventChange(day=date(2026, 12, 6), what=Change.MOVED, new_day=date(2026, 12, 8))])
    (day,) = by_day(listed(), "nl", wednesday)
    assert (day.day, day.cards[0].state.text) == (date(2026, 12, 8), "Verplaatst")


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("language", "queries"), [("nl", 4), ("fr", 5)])
def test_a_list_of_many_asks_no_more_than_of_one(tielt, listed, django_assert_num_queries, count, language, queries):
    french = town_page(tielt.municipality, language="fr")
    shop = ShopFactory(municipality=tielt.municipality)
    for number in range(count):
        event = make_event(tielt, title=f"Braderie {number}", days=[date(2026, 12, 6) + timedelta(days=number)], venue_shop=shop)
        if number % 2 == 0:
            tell_event(event, french, title=f"Braderie fr {number}")
    places.index()
    french.full_url  # noqa: B018 - the roots of the sites are kept
    with django_assert_num_queries(queries):
        found = listed(language)
        assert len([(card.url, card.front, card.town) for card in found]) == count
