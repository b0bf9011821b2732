"""A week of opening hours in four languages: a row a day, or one line."""

from datetime import date

import pytest

from shops import hours
from shops.hours import Row


def plain(text: str) -> str:
    """The text with no-break spaces written as ~."""
    return text.replace("\u00a0", "~")


def summary(text: str, language: str = "nl", from_day: date = date(2026, 11, 23)) -> str:
    return plain(hours.summary(hours.regular_week(text, from_day), language))


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
