"""Opening hours as people say them, in four languages."""

from datetime import date, datetime

import pytest

from shops import hours
from shops.hours import BRUSSELS, Row, Status

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


def summary(text: str, language: str = "nl", from_day: date = date(2026, 11, 23)) -> str:
    return plain(hours.summary(hours.regular_week(text, from_day), language))


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


def test_the_table_starts_today_and_names_holidays():
    days = hours.week('Mo-Fr 09:00-12:30,13:30-18:00; Sa 20:00-02:00; Su off "rustdag"; PH off', date(2026, 11, 10))
    rows = [Row(row.label, plain(row.text), row.is_today, row.is_closed) for row in hours.table(days, "nl", date(2026, 11, 11))]
    assert rows == [
        Row("Vandaag, woensdag", "gesloten, feestdag", True, True),
        Row("Donderdag", "9–12.30, 13.30–18~u.", False, False),
        Row("Vrijdag", "9–12.30, 13.30–18~u.", False, False),
        Row("Zaterdag", "20–2~u.", False, False),
        Row("Zondag", "gesloten, rustdag", False, True),
        Row("Maandag", "9–12.30, 13.30–18~u.", False, False),
        Row("Dinsdag", "9–12.30, 13.30–18~u.", False, False),
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", [("Vandaag, woensdag", "9–12.30, 18–24~u."), ("Donderdag", "dag en nacht"), ("Vrijdag", "op afspraak"), ("Zaterdag", "gesloten")]),
        (
            "fr",
            [("Aujourd’hui, mercredi", "9~h–12~h~30, 18~h–minuit"), ("Jeudi", "jour et nuit"), ("Vendredi", "sur rendez-vous"), ("Samedi", "fermé")],
        ),
        (
            "en",
            [
                ("Today, Wednesday", "9~am–12.30~pm, 6~pm–midnight"),
                ("Thursday", "day and night"),
                ("Friday", "by appointment"),
                ("Saturday", "closed"),
            ],
        ),
        (
            "de",
            [
                ("Heute, Mittwoch", "9–12.30, 18–24~Uhr"),
                ("Donnerstag", "Tag und Nacht"),
                ("Freitag", "nach Vereinbarung"),
                ("Samstag", "geschlossen"),
            ],
        ),
    ],
)
def test_the_table_in_each_language(language, expected):
    text = 'We 09:00-12:30,18:00-24:00; Th 00:00-24:00; Fr "op afspraak"'
    rows = hours.table(hours.week(text, date(2026, 11, 25)), language, date(2026, 11, 25))
    assert [(row.label, plain(row.text)) for row in rows[:4]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off", "ma–vr 9–12.30 en 13.30–18~u., za 9–17~u., zo gesloten"),
        ('Tu,Th 10:00-12:00; Fr unknown "op afspraak"', "ma, wo, za en zo gesloten, di en do 10–12~u., vr op afspraak"),
        ("Mo,We,Fr 10:00-12:00; Tu,Th,Sa,Su 14:00-18:30", "ma, wo en vr 10–12~u., di, do, za en zo 14–18.30~u."),
        ("Mo-We,Fr 10:00-12:00; Th,Sa,Su 14:00-18:00", "ma–wo en vr 10–12~u., do, za en zo 14–18~u."),
        ("Mo-Su 07:00-13:00", "elke dag 7–13~u."),
        ("24/7", "dag en nacht"),
        ('"op afspraak"', "op afspraak"),
        ("", "uren onbekend"),
        ("off", "gesloten"),
    ],
)
def test_the_week_in_one_line(text, expected):
    assert summary(text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "lun–ven 9~h–12~h~30 et 13~h~30–18~h, sam et dim fermé"),
        ("en", "Mon–Fri 9~am–12.30~pm and 1.30~pm–6~pm, Sat and Sun closed"),
        ("de", "Mo–Fr 9–12.30 und 13.30–18~Uhr, Sa und So geschlossen"),
    ],
)
def test_the_week_in_one_line_in_each_language(language, expected):
    assert summary("Mo-Fr 09:00-12:30,13:30-18:00", language) == expected


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
