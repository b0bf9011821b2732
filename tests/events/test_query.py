"""The address of the agenda: what it means, and how it is written back."""

from datetime import date

import pytest
from django.http import QueryDict

from events.query import AgendaQuery, Period

WEDNESDAY = date(2026, 11, 25)
AGENDA = "/nl/agenda/"


def asked(text: str, town: str = "") -> AgendaQuery:
    return AgendaQuery.from_params(QueryDict(text), town=town)


def days(text: str, today: date = WEDNESDAY) -> tuple[str, str]:
    period = asked(text).period(today)
    return (period.first.isoformat(), period.last.isoformat() if period.last else "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "wanneer=vandaag",
        "wanneer=weekend&soort=markt&soort=braderie&voor=kinderen&prijs=gratis&toegang=zonder-trede&pagina=3",
        "maand=2026-12&toon=maand",
        "van=2026-12-05&tot=2026-12-12&toon=druk",
        "van=2026-12-05",
        "tot=2026-12-05",
    ],
)
def test_a_question_is_written_back_as_it_was_read(text):
    query = asked(text)
    assert query.path(AGENDA) == f"{AGENDA}?{text}".removesuffix("?")
    assert query.url(AGENDA, page=query.page) == query.path(AGENDA)


@pytest.mark.parametrize(
    "text",
    [
        "wanneer=ooit",
        "wanneer=%20vandaag",
        "maand=2026-13",
        "maand=0000-00",
        "maand=99999-01",
        "maand=2026-1",
        "van=2026-02-30",
        "van=20261206",
        "van=2026-W49-7",
        "van=1066-10-14&tot=9999-12-31",
        "van=%D9%A2%D9%A0%D9%A2%D9%A6-12-06",
        "soort=feest&soort=&soort=%F0%9F%98%80",
        "voor=iedereen&prijs=duur&toegang=ja",
        "toon=kaart",
        "pagina=abc",
        "pagina=-1",
        "pagina=99999999999999999999999",
        "onbekend=1",
    ],
)
def test_what_nobody_could_mean_is_left_aside(text):
    assert asked(text) == AgendaQuery()


def test_the_municipality_stands_in_the_path():
    query = asked("gemeente=brugge&soort=markt", town="tielt")
    assert query.path(AGENDA) == "/nl/agenda/tielt/?soort=markt"
    assert query.url(AGENDA, town="") == "/nl/agenda/?soort=markt"
    assert asked("gemeente= Brugge ").path(AGENDA) == "/nl/agenda/brugge/"


def test_of_several_ways_to_say_when_one_holds():
    assert asked("van=2026-12-05&maand=2026-11&wanneer=week").params() == [("van", "2026-12-05")]
    assert asked("maand=2026-11&wanneer=week").params() == [("maand", "2026-11")]
    assert asked("van=niets&wanneer=week").params() == [("wanneer", "week")]
    query = asked("van=2026-12-05&tot=2026-12-06&soort=markt")
    assert query.url(AGENDA, when="weekend") == "/nl/agenda/?wanneer=weekend&soort=markt"
    assert query.url(AGENDA, when="") == "/nl/agenda/?soort=markt"
    assert asked("wanneer=week").url(AGENDA, month=date(2026, 12, 1)) == "/nl/agenda/?maand=2026-12"


def test_days_the_wrong_way_round_are_put_in_order():
    assert days("van=2026-12-12&tot=2026-12-05") == ("2026-12-05", "2026-12-12")


def test_each_way_to_say_when_is_a_stretch_of_days():
    assert days("") == ("2026-11-25", "")
    assert days("wanneer=vandaag") == ("2026-11-25", "2026-11-25")
    assert days("wanneer=week") == ("2026-11-25", "2026-12-01")
    assert days("maand=2026-12") == ("2026-12-01", "2026-12-31")
    assert days("maand=2028-02") == ("2028-02-01", "2028-02-29")
    assert days("van=2026-12-05") == ("2026-12-05", "")
    assert days("tot=2026-12-05") == ("2026-11-25", "2026-12-05")
    assert days("tot=2026-11-05") == ("2026-11-05", "2026-11-05")


def test_of_this_month_what_is_still_to_come():
    assert days("maand=2026-11") == ("2026-11-25", "2026-11-30")
    assert days("maand=2026-10") == ("2026-10-01", "2026-10-31")


@pytest.mark.parametrize(
    ("today", "weekend"),
    [
        (date(2026, 11, 23), ("2026-11-28", "2026-11-29")),  # Monday
        (date(2026, 11, 27), ("2026-11-28", "2026-11-29")),  # Friday
        (date(2026, 11, 28), ("2026-11-28", "2026-11-29")),  # Saturday
        (date(2026, 11, 29), ("2026-11-29", "2026-11-29")),  # Sunday
    ],
)
def test_this_weekend_is_the_coming_one_and_on_sunday_what_is_left_of_it(today, weekend):
    assert days("wanneer=weekend", today) == weekend


def test_a_change_goes_back_to_the_first_page():
    assert asked("pagina=4&soort=markt").url(AGENDA, is_free=True) == "/nl/agenda/?soort=markt&prijs=gratis"
    assert asked("pagina=4").url(AGENDA, page=5) == "/nl/agenda/?pagina=5"


def test_a_feed_follows_the_question_and_not_the_view_or_the_page():
    query = asked("wanneer=week&soort=markt&toon=maand&pagina=4", town="tielt")
    assert query.feed_url(AGENDA, "agenda.ics") == "/nl/agenda/tielt/agenda.ics?wanneer=week&soort=markt"
    assert asked("").feed_url(AGENDA, "atom.xml") == "/nl/agenda/atom.xml"


def test_only_the_agenda_itself_and_that_of_a_municipality_are_for_search_engines():
    times, kinds = ["wanneer=week", "maand=2026-12", "van=2026-12-05"], ["soort=markt", "voor=kinderen", "prijs=gratis", "toegang=zonder-trede"]
    narrowed = [*times, *kinds, "toon=maand"]
    assert [asked(text).narrows for text in narrowed] == [True] * len(narrowed)
    assert not asked("", town="tielt").narrows


def test_the_month_view_is_about_the_month_asked_for_else_that_of_the_first_day():
    assert asked("maand=2027-01").month_shown(WEDNESDAY) == date(2027, 1, 1)
    assert asked("van=2026-12-05").month_shown(WEDNESDAY) == date(2026, 12, 1)
    assert asked("").month_shown(WEDNESDAY) == date(2026, 11, 1)


def test_a_period_names_both_its_days():
    assert asked("van=2026-12-05&tot=2026-12-06").period(WEDNESDAY) == Period(date(2026, 12, 5), date(2026, 12, 6))
