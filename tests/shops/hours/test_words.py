"""Moments and the line about now, as people say them in four languages."""

from datetime import date, datetime

import pytest

from shops import hours
from shops.hours import BRUSSELS, Status

BOOKSHOP = "Tu-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off"
LANGUAGES = ("nl", "fr", "en", "de")


def brussels(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def plain(text: str) -> str:
    """The text with no-break spaces written as ~."""
    return text.replace("\u00a0", "~")


def status(text: str, at: datetime, language: str = "nl") -> Status:
    found = hours.status(hours.state(text, at), at, language)
    return Status(found.kind, plain(found.text))


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (BOOKSHOP, brussels(2026, 11, 25, 15), Status("open", "Open tot 18~u.")),
        (BOOKSHOP, brussels(2026, 11, 25, 11, 30), Status("soon", "Sluit om 12.30~u.")),
        (BOOKSHOP, brussels(2026, 11, 25, 13), Status("closed", "Opent om 13.30~u.")),
        (BOOKSHOP, brussels(2026, 11, 25, 19), Status("closed", "Opent morgen om 9~u.")),
        (BOOKSHOP, brussels(2026, 11, 28, 19), Status("closed", "Opent dinsdag om 9~u.")),
        ("Mo 09:00-12:00; 2026 Nov 23-2026 Dec 1 off", brussels(2026, 11, 25, 11), Status("closed", "Opent maandag 7~december om 9~u.")),
        ("24/7", brussels(2026, 11, 25, 3), Status("open", "Dag en nacht open")),
        ("off", brussels(2026, 11, 25, 11), Status("closed", "Gesloten")),
        ("", brussels(2026, 11, 25, 11), Status("unknown", "Uren onbekend")),
        ('"enkel na afspraak"', brussels(2026, 11, 25, 11), Status("unknown", "Op afspraak")),
        ('"bel aan"', brussels(2026, 11, 25, 11), Status("unknown", "Uren onbekend")),
        ("Mo-Su 10:00-24:00", brussels(2026, 11, 25, 11), Status("open", "Open tot middernacht")),
        ("Mo-Su 10:00-24:00", brussels(2026, 11, 25, 23, 30), Status("soon", "Sluit om middernacht")),
        ("Mo-Su 18:00-02:00", brussels(2026, 11, 25, 22), Status("open", "Open tot 2~u.")),
        ("Mo-Fr 00:00-24:00", brussels(2026, 11, 27, 1), Status("open", "Open tot middernacht")),
        ("Mo-Th 00:00-24:00; Fr 00:00-18:00", brussels(2026, 11, 26, 20), Status("open", "Open tot morgen 18~u.")),
        ("Mo-Th 00:00-24:00; Fr 00:00-18:00", brussels(2026, 11, 24, 11), Status("open", "Open tot vrijdag 18~u.")),
    ],
)
def test_the_line_about_now(text, at, expected):
    assert status(text, at) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["Open tot 18~u.", "Sluit om 12.30~u.", "Opent om 13.30~u.", "Opent morgen om 9~u.", "Opent dinsdag om 9~u."]),
        ("fr", ["Ouvert jusqu’à 18~h", "Ferme à 12~h~30", "Ouvre à 13~h~30", "Ouvre demain à 9~h", "Ouvre mardi à 9~h"]),
        ("en", ["Open until 6~pm", "Closes at 12.30~pm", "Opens at 1.30~pm", "Opens tomorrow at 9~am", "Opens Tuesday at 9~am"]),
        ("de", ["Geöffnet bis 18~Uhr", "Schließt um 12.30~Uhr", "Öffnet um 13.30~Uhr", "Öffnet morgen um 9~Uhr", "Öffnet Dienstag um 9~Uhr"]),
    ],
)
def test_the_line_about_now_in_each_language(language, expected):
    moments = [
        brussels(2026, 11, 25, 15),
        brussels(2026, 11, 25, 12),
        brussels(2026, 11, 25, 13),
        brussels(2026, 11, 25, 19),
        brussels(2026, 11, 28, 19),
    ]
    assert [status(BOOKSHOP, at, language).text for at in moments] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["Open tot middernacht", "Dag en nacht open", "Gesloten", "Uren onbekend", "Op afspraak"]),
        ("fr", ["Ouvert jusqu’à minuit", "Ouvert jour et nuit", "Fermé", "Horaires inconnus", "Sur rendez-vous"]),
        ("en", ["Open until midnight", "Open day and night", "Closed", "Hours unknown", "By appointment"]),
        ("de", ["Geöffnet bis Mitternacht", "Tag und Nacht geöffnet", "Geschlossen", "Öffnungszeiten unbekannt", "Nach Vereinbarung"]),
    ],
)
def test_the_rarer_lines_in_each_language(language, expected):
    at = brussels(2026, 11, 25, 11)
    assert [status(text, at, language).text for text in ("Mo-Su 10:00-24:00", "24/7", "off", "", '"op afspraak"')] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "woensdag 25~november, 11.40~u."),
        ("fr", "mercredi 25~novembre, 11~h~40"),
        ("en", "Wednesday 25~November, 11.40~am"),
        ("de", "Mittwoch, 25.~November, 11.40~Uhr"),
    ],
)
def test_a_moment_in_each_language(language, expected):
    assert plain(hours.moment(brussels(2026, 11, 25, 11, 40), language)) == expected


def test_the_first_of_a_month_is_premier_in_french():
    assert plain(hours.day_and_month(date(2026, 12, 1), "fr")) == "mardi 1er~décembre"


@pytest.mark.parametrize(
    ("then", "nl", "fr", "en", "de"),
    [
        (brussels(2026, 11, 25, 0, 1), "vandaag", "aujourd’hui", "today", "heute"),
        (brussels(2026, 11, 26, 9), "vandaag", "aujourd’hui", "today", "heute"),
        (brussels(2026, 11, 24, 23, 59), "gisteren", "hier", "yesterday", "gestern"),
        (brussels(2026, 11, 21, 9), "vier dagen geleden", "il y a quatre jours", "four days ago", "vor vier Tagen"),
        (brussels(2026, 11, 14, 9), "vorige week", "la semaine dernière", "last week", "letzte Woche"),
        (brussels(2026, 11, 4, 9), "drie weken geleden", "il y a trois semaines", "three weeks ago", "vor drei Wochen"),
        (brussels(2026, 10, 25, 9), "vorige maand", "le mois dernier", "last month", "letzten Monat"),
        (brussels(2026, 9, 25, 9), "twee maanden geleden", "il y a deux mois", "two months ago", "vor zwei Monaten"),
        (brussels(2025, 11, 26, 9), "elf maanden geleden", "il y a onze mois", "eleven months ago", "vor elf Monaten"),
        (brussels(2025, 11, 25, 9), "meer dan een jaar geleden", "il y a plus d’un an", "more than a year ago", "vor mehr als einem Jahr"),
    ],
)
def test_how_long_ago(then, nl, fr, en, de):
    at = brussels(2026, 11, 25, 11)
    assert [hours.ago(then, at, language) for language in LANGUAGES] == [nl, fr, en, de]


def test_another_language_reads_dutch():
    assert status("off", brussels(2026, 11, 25, 11), "pl").text == "Gesloten"
