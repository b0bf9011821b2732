"""Days and hours of events as people say them, in four languages. No-break spaces are written as "_"."""

from datetime import date, datetime, time, timedelta

import pytest

from events import dates
from events.dates import Stretch
from events.kinds import Repeats
from events.slots import BRUSSELS
from shops.hours.grammar import NBSP

TODAY = date(2026, 11, 25)
LANGUAGES = ("nl", "fr", "en", "de")


def on(day, begins=None, ends=None, *, last=None, ends_on=None):
    """A stretch: hours as "20" or "13.30"; ends_on: the calendar day of the end, when it is another."""
    last_day = last or day
    moments = [(day, begins), (ends_on or last_day, ends)]
    first, end = (datetime.combine(one, clock(said), BRUSSELS) if said else None for one, said in moments)
    return Stretch(day, last_day, first, end)


def clock(said):
    hour, _, minute = said.partition(".")
    return time(int(hour) % 24, int(minute or 0))


def plain(text):
    return text.replace(NBSP, "_")


def said(stretch, today=TODAY):
    return tuple(plain(dates.when(stretch, language, today)) for language in LANGUAGES)


SAINT = date(2026, 12, 6)
CASES = {
    "a day with its hours": (
        on(SAINT, "10", "18"),
        (
            "zondag 6_december, 10 tot_18_u.",
            "dimanche 6_décembre, de_10_h à_18_h",
            "Sunday 6_December, 10_am to_6_pm",
            "Sonntag, 6._Dezember, 10 bis_18_Uhr",
        ),
    ),
    "half hours": (
        on(SAINT, "13.30", "18.45"),
        (
            "zondag 6_december, 13.30 tot_18.45_u.",
            "dimanche 6_décembre, de_13_h_30 à_18_h_45",
            "Sunday 6_December, 1.30_pm to_6.45_pm",
            "Sonntag, 6._Dezember, 13.30 bis_18.45_Uhr",
        ),
    ),
    "past midnight it is still that evening": (
        on(SAINT, "20", "2", ends_on=date(2026, 12, 7)),
        (
            "zondag 6_december, 20 tot_2_u.",
            "dimanche 6_décembre, de_20_h à_2_h",
            "Sunday 6_December, 8_pm to_2_am",
            "Sonntag, 6._Dezember, 20 bis_2_Uhr",
        ),
    ),
    "midnight is a word": (
        on(SAINT, "20", "24", ends_on=date(2026, 12, 7)),
        (
            "zondag 6_december, 20_u. tot_middernacht",
            "dimanche 6_décembre, de_20_h à_minuit",
            "Sunday 6_December, 8_pm to_midnight",
            "Sonntag, 6._Dezember, 20_Uhr bis_Mitternacht",
        ),
    ),
    "an end that nobody said is not made up": (
        on(SAINT, "14.30"),
        ("zondag 6_december, 14.30_u.", "dimanche 6_décembre, 14_h_30", "Sunday 6_December, 2.30_pm", "Sonntag, 6._Dezember, 14.30_Uhr"),
    ),
    "a whole day": (on(SAINT), ("zondag 6_december", "dimanche 6_décembre", "Sunday 6_December", "Sonntag, 6._Dezember")),
    "today": (
        on(TODAY, "10", "18"),
        ("vandaag, 10 tot_18_u.", "aujourd’hui, de_10_h à_18_h", "today, 10_am to_6_pm", "heute, 10 bis_18_Uhr"),
    ),
    "tomorrow": (on(date(2026, 11, 26), "9"), ("morgen, 9_u.", "demain, 9_h", "tomorrow, 9_am", "morgen, 9_Uhr")),
    "several days of one month": (
        on(date(2026, 12, 4), last=date(2026, 12, 8)),
        ("van 4 tot en met 8_december", "du 4 au 8_décembre", "4 to 8_December", "vom 4. bis 8._Dezember"),
    ),
    "several days of two months and two years": (
        on(date(2026, 12, 1), last=date(2027, 1, 3)),
        (
            "van 1_december tot en met 3_januari_2027",
            "du 1er_décembre au 3_janvier_2027",
            "1_December to 3_January_2027",
            "vom 1._Dezember bis 3._Januar_2027",
        ),
    ),
    "a weekend": (
        on(date(2026, 12, 5), last=SAINT),
        (
            "zaterdag 5 en zondag 6_december",
            "samedi 5 et dimanche 6_décembre",
            "Saturday 5 and Sunday 6_December",
            "Samstag, 5. und Sonntag, 6._Dezember",
        ),
    ),
    "two days of two months": (
        on(date(2026, 11, 30), last=date(2026, 12, 1)),
        (
            "maandag 30_november en dinsdag 1_december",
            "lundi 30_novembre et mardi 1er_décembre",
            "Monday 30_November and Tuesday 1_December",
            "Montag, 30._November und Dienstag, 1._Dezember",
        ),
    ),
    "what has begun says how long it lasts": (
        on(date(2026, 11, 1), last=date(2026, 12, 24)),
        ("tot en met 24_december", "jusqu’au 24_décembre", "until 24_December", "bis 24._Dezember"),
    ),
    "its last day": (
        on(date(2026, 11, 1), last=TODAY),
        ("tot en met vandaag", "jusqu’à aujourd’hui", "until today", "bis heute"),
    ),
    "day and night": (
        on(date(2026, 12, 4), "20", "18", last=SAINT),
        (
            "van vrijdag 4_december om_20_u. tot zondag 6_december om_18_u.",
            "du vendredi 4_décembre à_20_h au dimanche 6_décembre à_18_h",
            "Friday 4_December at_8_pm to Sunday 6_December at_6_pm",
            "von Freitag, 4._Dezember, 20_Uhr bis Sonntag, 6._Dezember, 18_Uhr",
        ),
    ),
    "day and night until deep in the last night": (
        on(date(2026, 12, 4), "20", "3", last=SAINT, ends_on=date(2026, 12, 7)),
        (
            "van vrijdag 4_december om_20_u. tot maandag 7_december om_3_u.",
            "du vendredi 4_décembre à_20_h au lundi 7_décembre à_3_h",
            "Friday 4_December at_8_pm to Monday 7_December at_3_am",
            "von Freitag, 4._Dezember, 20_Uhr bis Montag, 7._Dezember, 3_Uhr",
        ),
    ),
    "another year": (
        on(date(2027, 2, 3), "9", "12"),
        (
            "woensdag 3_februari_2027, 9 tot_12_u.",
            "mercredi 3_février_2027, de_9_h à_12_h",
            "Wednesday 3_February_2027, 9_am to_12_pm",
            "Mittwoch, 3._Februar_2027, 9 bis_12_Uhr",
        ),
    ),
}


@pytest.mark.parametrize(("stretch", "expected"), CASES.values(), ids=CASES)
def test_when_something_is_on(stretch, expected):
    assert said(stretch) == expected


def test_the_year_stands_where_this_year_would_be_guessed_wrongly():
    assert plain(dates.day(date(2026, 1, 20), "nl", date(2026, 2, 1))) == "dinsdag 20_januari"
    assert plain(dates.day(date(2026, 12, 20), "nl", date(2026, 1, 2))) == "zondag 20_december_2026"


@pytest.mark.parametrize(
    ("repeats", "first", "expected"),
    [
        (Repeats.DAILY, SAINT, ("elke dag", "tous les jours", "every day", "täglich")),
        (Repeats.WEEKLY, SAINT, ("elke zondag", "tous les dimanches", "every Sunday", "jeden Sonntag")),
        (Repeats.FORTNIGHTLY, SAINT, ("om de twee weken op zondag", "un dimanche sur deux", "every other Sunday", "alle zwei Wochen am Sonntag")),
        (Repeats.MONTHLY_DATE, SAINT, ("elke maand op de 6de", "le 6 de chaque mois", "on the 6th of every month", "am 6. jedes Monats")),
        (
            Repeats.MONTHLY_DATE,
            date(2026, 12, 1),
            ("elke maand op de 1ste", "le 1er de chaque mois", "on the 1st of every month", "am 1. jedes Monats"),
        ),
        (
            Repeats.MONTHLY_WEEKDAY,
            SAINT,
            ("elke eerste zondag van de maand", "le premier dimanche du mois", "on the first Sunday of the month", "am ersten Sonntag des Monats"),
        ),
        (
            Repeats.MONTHLY_WEEKDAY,
            date(2026, 10, 30),
            ("elke laatste vrijdag van de maand", "le dernier vendredi du mois", "on the last Friday of the month", "am letzten Freitag des Monats"),
        ),
        (Repeats.YEARLY, SAINT, ("elk jaar op 6_december", "chaque année le 6_décembre", "every year on 6_December", "jedes Jahr am 6._Dezember")),
        (Repeats.NOT, SAINT, ("", "", "", "")),
        (Repeats.OWN, SAINT, ("", "", "", "")),
    ],
)
def test_how_it_comes_back(repeats, first, expected):
    assert tuple(plain(dates.rhythm(repeats, first, None, language, date(2026, 12, 6))) for language in LANGUAGES) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            date(2026, 9, 6),
            date(2026, 12, 20),
            (
                "elke zondag tot en met 20_december",
                "tous les dimanches jusqu’au 20_décembre",
                "every Sunday until 20_December",
                "jeden Sonntag bis 20._Dezember",
            ),
        ),
        (
            SAINT,
            date(2026, 12, 20),
            (
                "elke zondag van 6 tot en met 20_december",
                "tous les dimanches du 6 au 20_décembre",
                "every Sunday from 6 to 20_December",
                "jeden Sonntag vom 6. bis 20._Dezember",
            ),
        ),
        (
            SAINT,
            None,
            (
                "elke zondag vanaf 6_december",
                "tous les dimanches à partir du 6_décembre",
                "every Sunday from 6_December",
                "jeden Sonntag ab 6._Dezember",
            ),
        ),
    ],
)
def test_from_when_and_until_when_it_comes_back(first, last, expected):
    assert tuple(plain(dates.rhythm(Repeats.WEEKLY, first, last, language, TODAY)) for language in LANGUAGES) == expected


def test_days_of_a_month_are_counted():
    assert [dates.counted(day, "nl") for day in (1, 2, 8, 9, 19, 20, 31)] == ["1ste", "2de", "8ste", "9de", "19de", "20ste", "31ste"]
    assert [dates.counted(day, "en") for day in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd",
    ]  # fmt: skip


def test_how_many_more():
    assert [plain(dates.more(4, language)) for language in LANGUAGES] == ["en nog 4_keer", "et encore 4_fois", "and 4_more times", "und noch 4-mal"]
    assert [dates.more(1, language) for language in LANGUAGES] == ["en nog één keer", "et encore une fois", "and once more", "und noch einmal"]
    assert dates.more(0, "nl") == ""


class Row:
    """An occurrence, without a database."""

    def __init__(self, starts_at, length, key, *, all_day=False):
        self.starts_at, self.ends_at, self.key, self.all_day = starts_at, starts_at + length, key, all_day
        self.first_day = self.last_day = starts_at.date()


class Line:
    def __init__(self, begins, ends):
        self.begins, self.ends = begins, ends


def test_an_hour_that_only_stands_in_for_an_end_is_not_said():
    row = Row(datetime(2026, 12, 6, 14, 30, tzinfo=BRUSSELS), timedelta(hours=1), "20261206T1430")
    assert plain(dates.hours(dates.stretch(row, [Line(time(14, 30), None)]), "nl")) == "14.30_u."
    assert plain(dates.hours(dates.stretch(row, [Line(time(14, 30), time(15, 30))]), "nl")) == "14.30 tot_15.30_u."
    assert plain(dates.hours(dates.stretch(row), "nl")) == "14.30 tot_15.30_u."


def test_whole_days_have_no_hours():
    row = Row(datetime(2026, 12, 6, tzinfo=BRUSSELS), timedelta(days=1), "20261206", all_day=True)
    assert dates.hours(dates.stretch(row), "nl") == "de hele dag"
    assert plain(dates.when(dates.stretch(row), "nl", TODAY)) == "zondag 6_december"
