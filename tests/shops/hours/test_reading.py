"""Texts in OpenStreetMap syntax: what they mean, and those that are refused."""

import pytest

from shops import hours
from shops.hours import NotUnderstood


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 10:00-18:00; Sa",
        "Mo-Fr 10:00-18:00, Sa",
        "Mo-Fr",
        "Mo-Fr open",
        "open",
        "Jan-Mar",
        "2026",
        "Mo-Fr 9:00",
        "Mo-Fr 10-18",
        "Mo-Fr 10:00-18:00;",
        "Mo-Fr 10:00-18:00,",
        'Mo-Fr 10:00-18:00 "x',
        "Mo-Fr 10:00-18:00 | Sa 10:00-12:00",
        "Mo-Fr 25:00-26:00",
        "24/24",
        "10:00-16:00/02:00",
        "PH off",
        "Su off; Jul 1-15 off",
        "SH Mo-Fr 10:00-12:00",
        "Mo-Sa open, 08:00-16:00",
        "off, 08:00-16:00",
        "Mo-Fr 09:00-18:00; " * 60 + "PH off",
    ],
)
def test_texts_that_say_less_than_the_grammar_makes_of_them_are_refused(text):
    assert not hours.is_valid(text)
    with pytest.raises(NotUnderstood):
        hours.parse(text)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("24/7", "24/7"),
        ("mo-fr 9:00-18:00; ph Off", "Mo-Fr 09:00-18:00; PH off"),
        ("Mo-Fr 09:00 - 12:00 , 13:00-18:00 ;Sa closed", "Mo-Fr 09:00-12:00,13:00-18:00; Sa off"),
        ("Mo, We 10:00-12:00", "Mo,We 10:00-12:00"),
        ("Mo-Fr 10:00-12:00, Sa 13:00-18:00", "Mo-Fr 10:00-12:00, Sa 13:00-18:00"),
        ("Mo-Fr 10:00-18:00, PH off", "Mo-Fr 10:00-18:00; PH off"),
        ('"enkel na afspraak"', 'unknown "enkel na afspraak"'),
        ('Sa "sur rendez-vous"', 'Sa unknown "sur rendez-vous"'),
        ('Mo-Fr 09:00-18:00 "op afspraak"', 'Mo-Fr 09:00-18:00 unknown "op afspraak"'),
        ('Mo-Fr 09:00-18:00 "bel aan, twee keer; of klop"', 'Mo-Fr 09:00-18:00 "bel aan, twee keer; of klop"'),
        ('Fr 10:00-12:00; PH off; "op afspraak"', 'Fr 10:00-12:00; PH off || unknown "op afspraak"'),
        ("PH off; Mo-Fr 09:00-18:00", "Mo-Fr 09:00-18:00; PH off"),
        ("Su,PH off; Mo-Sa 09:00-18:00; Dec 24 09:00-16:00", "Su,PH off; Mo-Sa 09:00-18:00; PH off; Dec 24 09:00-16:00"),
        ("Su,PH 09:00-12:00; Mo-Sa 09:00-18:00", "Su,PH 09:00-12:00; Mo-Sa 09:00-18:00; PH 09:00-12:00"),
        ("Mo-Fr,PH 09:00-18:00; Sa 09:00-12:00", "Mo-Fr,PH 09:00-18:00; Sa 09:00-12:00"),
        ("2026 Dec 24-2026 Dec 31 off; Mo-Fr 10:00-12:00", "2026 Dec 24-2026 Dec 31 off; Mo-Fr 10:00-12:00"),
    ],
)
def test_a_text_is_normalised_to_what_it_means(text, normalised):
    assert hours.parse(text).text == normalised
    assert hours.parse(normalised).text == normalised


def test_an_empty_text_is_valid_and_says_nothing():
    assert hours.is_valid("")
    assert hours.parse(" ") is None
