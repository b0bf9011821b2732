"""By what name the events of a file are known: the next copy of it has the same, another file another."""

import pytest

from events.importing import content_lines, sources

GOOGLE = "-//Google Inc//Google Calendar 70.9054//EN"


@pytest.mark.parametrize(
    ("given", "file_name", "source"),
    [
        ("", "agenda 2026 (1).csv", "agenda"),
        ("", "Agenda 2027.csv", "agenda"),
        ("", "kopie van agenda.xlsx", "agenda"),
        (" Sport  en spel ", "agenda.csv", "sport en spel"),
        ("", "2026.csv", "lijst"),
        ("", f"{'a' * 80}.csv", "a" * 60),
    ],
)
def test_a_list_goes_by_what_somebody_calls_it_or_by_its_file(given, file_name, source):
    assert sources.of_list(given, file_name) == source


@pytest.mark.parametrize(
    ("given", "says", "file_name", "source"),
    [
        ("", {"X-WR-CALNAME": "Bib Tielt", "PRODID": GOOGLE}, "basic.ics", "ics:bib tielt google inc google calendar en"),
        ("", {"X-WR-CALNAME": "Bib Tielt", "PRODID": GOOGLE.replace("70.9054", "71")}, "x.ics", "ics:bib tielt google inc google calendar en"),
        ("", {"NAME": "Bib 2026"}, "basic.ics", "ics:bib 2026"),
        ("", {"PRODID": GOOGLE}, "bib (2).ics", "ics:bib"),
        ("De bib", {"X-WR-CALNAME": "Bib Tielt", "PRODID": GOOGLE}, "basic.ics", "ics:de bib"),
        ("", {}, "2026.ics", "ics:agenda"),
        ("", {"NAME": "a" * 80}, "basic.ics", f"ics:{'a' * 56}"),
    ],
)
def test_a_calendar_goes_by_what_it_calls_itself_and_the_program_that_wrote_it(given, says, file_name, source):
    assert sources.of_calendar(given, says, file_name) == source


def test_what_a_calendar_says_of_itself_stands_before_its_entries():
    head = f"BEGIN:VCALENDAR\nPRODID:{GOOGLE}\nX-WR-CALNAME;LANGUAGE=nl:Bib\\, Tielt\nX-WR-CALNAME:Twee\nX-WR-TIMEZONE:Europe/Brussels\n"
    assert content_lines.says_of_itself(f"{head}BEGIN:VEVENT\nNAME:Kwis\nEND:VEVENT\n") == {"PRODID": GOOGLE, "X-WR-CALNAME": "Bib, Tielt"}
    assert content_lines.says_of_itself("BEGIN:VCALENDAR\n" + "X-A:1\n" * 10_000 + "NAME:Laat\n") == {}


@pytest.mark.parametrize(
    ("uid", "is_worldwide"),
    [("1", False), ("event-12", False), ("12@bib.example", True), ("4f1c0a52-6d3e-4a71-9d0f", True), ("1234567890123456789", False)],
)
def test_short_numbers_are_those_of_one_calendar_only(uid, is_worldwide):
    assert sources.is_worldwide(uid) is is_worldwide
