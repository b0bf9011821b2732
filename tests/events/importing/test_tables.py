"""A list of events: what its columns hold, and which rows are one event."""

from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook

from content.tables import BrokenFile
from events.importing import columns, reading, tables
from events.importing.entries import MOST_ENTRIES, MOST_MOMENTS, Understood
from events.slots import Moment
from tests.events.importing.real_lists import market_rows
from tests.factories.workbooks import with_texts

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)


def understood(text: str | bytes, *facts: str, has_header: bool = False) -> Understood:
    content = text if isinstance(text, bytes) else text.encode()
    return tables.understand(reading.rows_of(content, reading.format_of(content)), facts, has_header=has_header, at=AT)


@pytest.mark.parametrize(
    ("header", "facts"),
    [
        ("Titel;Datum;Van;Tot;Locatie", ("title", "day", "begins", "ends", "venue")),
        ("Nom;Date;Heure de début;Heure de fin;Lieu;Prix", ("title", "day", "begins", "ends", "venue", "price")),
        ("summary,start,end,location,rrule,uid", ("title", "starts", "stops", "venue", "rule", "reference")),
        ("naam\tdag\tbegin\teinde", ("title", "day", "begins", "ends")),
        ("Titel;Opmerking;Datum;Titel", ("title", "", "day", "")),
    ],
)
def test_a_header_says_what_stands_below_it(header, facts):
    rows = [cells for _number, cells in reading.rows_of(header.encode(), "csv")]
    assert columns.guess(rows) == columns.Guess(facts, has_header=True)


def test_without_a_header_the_values_say_it():
    text = "Kwis;6/12/2026;20:00;23:00;Zaal Ons Huis, Markt 1, Tielt\nBraderie;7/12/2026;10:00;18:00;Centrum, Kortrijkstraat, Tielt\n"
    rows = [cells for _number, cells in reading.rows_of(text.encode(), "csv")]
    assert columns.guess(rows) == columns.Guess(("title", "day", "begins", "ends", "venue"), has_header=False)


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        (
            ["12/12/2026;14u;17u30;Poppenkast in het park;Stadspark Tielt;gratis", "13/12/2026;20:00;02:00;Fuif;Zaal Ons Huis;5 euro"],
            ("day", "begins", "ends", "title", "venue", "price"),
        ),
        (["6/12/2026;20.00;Kwis;Zaal Ons Huis;€ 5", "7/12/2026;14.30 u.;Bal;De Zonne;12 €"], ("day", "begins", "title", "venue", "price")),
        (["Kwis;6/12/2026;4", "Bal;7/12/2026;12"], ("title", "day", "")),
        (
            [f"Kwis;6/12/2026;Zaal Ons Huis;{'Breng je vrienden mee. ' * 4}", f"Bal;7/12/2026;De Zonne;{'Met het orkest van de buurt. ' * 4}"],
            ("title", "day", "venue", "description"),
        ),
        (
            [f"Kwis;6/12/2026;{'Breng 5 euro mee voor je vrienden. ' * 4}", f"Bal;7/12/2026;{'Wie komt danst mee. ' * 4}"],
            ("title", "day", "description"),
        ),
    ],
)
def test_hours_places_and_prices_are_known_as_people_write_them(rows, facts):
    cells = [cells for _number, cells in reading.rows_of("\n".join(rows).encode(), "csv")]
    assert columns.guess(cells) == columns.Guess(facts, has_header=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding):
    found = understood("Café Crème;6/12/2026\nKwis;7/12/2026\n".encode(encoding), "title", "day")
    assert [entry.title for entry in found.entries] == ["Café Crème", "Kwis"]


def test_a_workbook_is_read_with_its_days():
    book, stream = Workbook(), BytesIO()
    for row in (["Titel", "Dag", "Uur"], ["Kwis", date(2026, 12, 6), time(20)]):
        book.active.append(row)
    book.save(stream)
    found = understood(stream.getvalue(), "title", "day", "begins", has_header=True)
    assert [(entry.title, entry.moments) for entry in found.entries] == [("Kwis", (Moment(date(2026, 12, 6), time(20)),))]


def test_a_workbook_of_far_more_texts_than_a_list_has_is_not_opened():
    """Two megabytes, packed; all its texts would be read before the first row."""
    content = with_texts(map(str, range(500_000)))
    assert reading.format_of(content) == "xlsx"
    with pytest.raises(BrokenFile, match="onredelijk groot"):
        reading.rows_of(content, "xlsx")


def test_of_a_workbook_of_blank_rows_a_bounded_number_is_looked_at():
    book, stream = Workbook(), BytesIO()
    book.active["A900000"] = "Kwis"
    book.save(stream)
    with pytest.raises(BrokenFile, match="geen enkele rij"):
        understood(stream.getvalue(), "title")


@pytest.mark.parametrize(
    ("hours", "moment"),
    [
        ("20:00;2:00", Moment(date(2026, 12, 6), time(20), None, time(2))),
        ("0:00;0:00", Moment(date(2026, 12, 6))),
        ("14:00;14:00", Moment(date(2026, 12, 6), time(14))),
        (";", Moment(date(2026, 12, 6))),
        ("10:00;24:00", Moment(date(2026, 12, 6), time(10), None, time())),
    ],
)
def test_an_end_before_the_beginning_is_one_of_the_next_day(hours, moment):
    assert understood(f"Kwis;6/12/2026;{hours};x", "title", "day", "begins", "ends").entries[0].moments == (moment,)


def test_rows_with_one_title_and_place_are_one_event():
    text = "Kwis;6/12/2026;Zaal\nBraderie;6/12/2026;Markt\nkwis;8/12/2026;zaal\nKwis;6/12/2026;Café\n"
    found = understood(text, "title", "day", "venue")
    assert [(entry.title, entry.number, entry.others, len(entry.moments)) for entry in found.entries] == [
        ("Kwis", 1, (3,), 2),
        ("Braderie", 2, (), 1),
        ("Kwis", 4, (), 1),
    ]


def test_rows_that_tell_something_else_are_several_events():
    found = understood("Film;6/12/2026;Zaal;Jaws\nFilm;8/12/2026;Zaal;Alien\n", "title", "day", "venue", "description")
    assert len({entry.reference for entry in found.entries}) == 2


def test_rows_with_one_number_of_their_own_are_one_event_whatever_they_are_called():
    found = understood("7;Kwis;6/12/2026\n7;Kwis, finale;8/12/2026\n", "reference", "title", "day")
    assert [(entry.reference, len(entry.moments)) for entry in found.entries] == [("7", 2)]


def test_what_stands_twice_is_a_double_and_what_contradicts_is_refused():
    found = understood("Kwis;6/12/2026;20:00;23:00\nKwis;6/12/2026;20:00;23:00\nKwis;6/12/2026;20:00;22:00\n", "title", "day", "begins", "ends")
    assert [(double.number, double.of) for double in found.doubles] == [(2, 1)]
    why = "Begint op hetzelfde moment als rij 1, met dezelfde titel en plaats, maar eindigt of herhaalt anders."
    assert [(refusal.number, refusal.reason) for refusal in found.refusals] == [(3, why)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";6/12/2026;;", "Er staat geen titel bij."),
        ("Kwis;;20:00;", "Er staat geen dag bij."),
        ("Kwis;overmorgen;;", "“overmorgen” is geen dag die we kunnen lezen."),
        ("Kwis;6/12/2026;laat;", "“laat” is geen uur dat we kunnen lezen."),
        ("Kwis;6/12/1999;;", "6/12/1999 ligt te ver weg: hoogstens 20 jaar terug en 10 jaar vooruit."),
        ("Kwis;6/12/2026;;FREQ=SECONDLY", "De herhaling “FREQ=SECONDLY” kunnen we niet lezen. Een herhaling per dag, week, maand of jaar wel."),
        ("Kwis;6/12/2026;;elke week", "De herhaling “elke week” kunnen we niet lezen. Een herhaling per dag, week, maand of jaar wel."),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_the_others_go_on(row, why):
    found = understood(f"Braderie;6/12/2026;10:00;\n{row}\n", "title", "day", "begins", "rule")
    assert [entry.title for entry in found.entries] == ["Braderie"]
    assert [(refusal.number, refusal.reason) for refusal in found.refusals] == [(2, why)]


def test_a_guard_against_formulas_is_no_part_of_a_title():
    assert understood("'=Kwis;6/12/2026\nBraderie;6/12/2026\n", "title", "day").entries[0].title == "=Kwis"


def test_a_very_long_list_is_read_as_far_as_is_bearable():
    found = understood("".join(f"Kwis {number};6/12/2026\n" for number in range(MOST_ENTRIES + 5)), "title", "day")
    assert (len(found.entries), found.notes) == (MOST_ENTRIES, [tables.TOO_MANY])


def test_one_event_has_a_bounded_number_of_moments():
    text = "".join(f"Kwis;{number % 28 + 1}/{number // 28 % 12 + 1}/{2026 + number // 336}\n" for number in range(MOST_MOMENTS + 3))
    found = understood(text, "title", "day")
    assert (len(found.entries[0].moments), [refusal.reason for refusal in found.refusals]) == (MOST_MOMENTS, [tables.TOO_MANY_DAYS] * 3)


def test_a_table_of_hundreds_of_columns_is_refused():
    with pytest.raises(BrokenFile, match="meer dan 40 kolommen"):
        understood(";".join("x" * 50) + "\n", "title")


# -- real files


def test_every_row_of_the_feasts_of_ghent_is_brought_in_or_refused(real_data):
    rows = reading.rows_of((real_data / "evenementen/gentsefeesten_2011_dev.csv").read_bytes(), "csv")
    guess = columns.guess([cells for _number, cells in rows[:100]])
    assert guess == columns.Guess(("title", "description", "day", "begins", "ends", "venue", "", "", "latitude", "longitude"), has_header=False)
    found = tables.understand(rows, guess.columns, has_header=guess.has_header, at=AT)
    assert (len(rows), found.rows) == (2040, 2040)
    assert (len(found.entries), len(found.doubles), [refusal.number for refusal in found.refusals]) == (934, 4, [1057, 1276, 1614])
    numbers = [number for entry in found.entries for number in (entry.number, *entry.others)]
    assert sorted([*numbers, *(double.number for double in found.doubles), 1057, 1276, 1614]) == list(range(1, 2041))
    told = {(row[2], row[3], row[4]) for _number, row in rows if row[4] < row[3]}
    past_midnight = [moment for entry in found.entries for moment in entry.moments if moment.begins and moment.ends and moment.ends <= moment.begins]
    assert len(told) > 50
    assert all(moment.until_day is None for moment in past_midnight)
    assert {(moment.begins, moment.ends) for moment in past_midnight} == {
        (time.fromisoformat(begins), time.fromisoformat(ends)) for _day, begins, ends in told
    }


def test_every_market_is_brought_in_with_its_rules_or_refused(real_data):
    rows = list(enumerate(market_rows(real_data), start=1))
    guess = columns.guess([cells for _number, cells in rows[:100]])
    assert guess.columns == ("reference", "title", "place", "day", "begins", "ends", "rule", "latitude", "longitude")
    found = tables.understand(rows, guess.columns, has_header=True, at=AT)
    refused = {rows[refusal.number - 1][1][0]: refusal.reason for refusal in found.refusals}
    kept = {entry.reference for entry in found.entries}
    assert kept | set(refused) == {str(number) for number in range(1, 167)}
    assert len(kept) == 164
    assert list(refused.values()) == ['“"nach Vereinbarung"” is geen dag die we kunnen lezen.'] * 2
