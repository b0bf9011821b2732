"""Days, hours and words as people and programs write them."""

from datetime import date, time

import pytest

from events.importing import cells
from events.importing.entries import CannotRead
from events.importing.where import take_apart
from events.kinds import Kind


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2011-07-16", date(2011, 7, 16), None),
        ("16/07/2011", date(2011, 7, 16), None),
        ("8/07/2011", date(2011, 7, 8), None),
        ("16-7-2011", date(2011, 7, 16), None),
        ("16.7.11", date(2011, 7, 16), None),
        ("zaterdag 16 juli 2011", date(2011, 7, 16), None),
        ("16 juillet 2011", date(2011, 7, 16), None),
        ("1er juin 2027", date(2027, 6, 1), None),
        ("3 mrt 2027", date(2027, 3, 3), None),
        ("20110716", date(2011, 7, 16), None),
        ("16/07/2011 20:30", date(2011, 7, 16), time(20, 30)),
        ("2011-07-16 20:30", date(2011, 7, 16), time(20, 30)),
        ("2026-12-06T09:00:00Z", date(2026, 12, 6), time(10)),
        ("2026-07-06T23:30:00+00:00", date(2026, 7, 7), time(1, 30)),
        ("2026-07-06T12:00:00-0400", date(2026, 7, 6), time(18)),
        ("1310839200", date(2011, 7, 16), time(20)),
        ("1310839200000", date(2011, 7, 16), time(20)),
    ],
)
def test_a_day_is_read_as_it_is_written(text, day, hour):
    assert cells.moment(text) == (day, hour)


@pytest.mark.parametrize("text", ["", "overmorgen", "31/02/2027", "07/16/2011", "2027-13-01", "0", "99999999999999999999", "1/1/1\x00", "٣/٣/٢٠٢٧x"])
def test_what_is_no_day_is_named(text):
    with pytest.raises(CannotRead, match="is geen dag die we kunnen lezen"):
        cells.moment(text)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        *[(text, (time(20, 30), 0)) for text in ("20:30", "20.30", "20u30", "20h30", "2030", "8:30 PM", "20:30:00", "20u30 uur")],
        *[(text, (time(20), 0)) for text in ("20 u", "20u", "20 uur", "20h", "8 pm")],
        ("24:00", (time(), 1)),
        ("12 am", (time(), 0)),
    ],
)
def test_an_hour_is_read_as_it_is_said(text, hour):
    assert cells.clock(text) == hour


@pytest.mark.parametrize("text", ["", "avond", "25:00", "10:75", "24:30"])
def test_what_is_no_hour_is_named(text):
    with pytest.raises(CannotRead, match="is geen uur dat we kunnen lezen"):
        cells.clock(text)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("gratis", ("", True)),
        ("0", ("", True)),
        ("0,00 €", ("0 euro", True)),
        ("5", ("5 euro", False)),
        ("€ 7.5", ("7,50 euro", False)),
        ("5 euro, kinderen gratis", ("5 euro, kinderen gratis", False)),
    ],
)
def test_a_price_is_said_in_euros(text, becomes):
    assert cells.price(text) == becomes


@pytest.mark.parametrize(
    ("text", "becomes"),
    [("Rommelmarkt", Kind.MARKET), ("Business, Exposition", Kind.EXHIBITION), ("Braderie", Kind.BRADERIE), ("vergadering", None)],
)
def test_a_kind_is_known_by_its_words(text, becomes):
    assert cells.kind(text) == becomes


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("51,0", "3.33", {"latitude": 51.0, "longitude": 3.33}),
        ("51.48", "0.0", {"latitude": 51.48, "longitude": 0.0}),
        ("0", "9.45", {"latitude": 0.0, "longitude": 9.45}),
        ("0.0", "0.0", {}),
        ("51", "", {}),
        ("91", "3", {}),
        ("nan", "3", {}),
    ],
)
def test_a_place_on_earth_has_two_numbers_one_of_which_may_be_zero(latitude, longitude, place):
    assert cells.place_on_earth(latitude, longitude) == place


def test_tags_of_programs_are_no_text():
    assert cells.plain_text("<p>Kom&nbsp;mee &amp; zing</p><script>x</script><br>Om 3 < 4 uur") == "Kom mee & zing\nx\nOm 3 < 4 uur"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("usEUm, Platteberg 19, Gent", {"venue": "usEUm", "street": "Platteberg 19", "place": "Gent"}),
        (
            "Balzaal, Vooruit, Kuiperskaai 23, Gent",
            {"venue": "Balzaal, Vooruit", "street": "Kuiperskaai 23", "place": "Gent"},
        ),
        ("Bij Sint-Jacobs, Gent", {"venue": "Bij Sint-Jacobs", "place": "Gent"}),
        ("Wolterslaan 16, Sint-Amandsberg", {"street": "Wolterslaan 16", "place": "Sint-Amandsberg"}),
        ("Markt 1, 8700 Tielt, België", {"street": "Markt 1", "postcode": "8700", "place": "Tielt"}),
        ("Roadstar 16\n12764 Happyville\nDenmark", {"street": "Roadstar 16", "postcode": "12764", "place": "Happyville"}),
        ("De bib", {"venue": "De bib"}),
        ("", {}),
    ],
)
def test_a_place_on_one_line_is_taken_apart(text, becomes):
    assert take_apart(text) == becomes
