"""A calendar of outside: every entry is brought in or refused with its reason, in bounded time, and is on when another parser says."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from content.tables import BrokenFile
from events import slots
from events.importing import calendars, content_lines, reading, rules
from events.importing.entries import LARGEST, MOST_ENTRIES, MOST_MOMENTS, Entry, Understood
from events.kinds import Change
from events.slots import DayChange, Moment

BRUSSELS = ZoneInfo("Europe/Brussels")
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
WINDOW = (datetime(2026, 3, 1, tzinfo=BRUSSELS), datetime(2027, 11, 15, tzinfo=BRUSSELS))  # with each change to summer and to winter time twice
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//NL\n"
NEW_YORK = """BEGIN:VTIMEZONE
TZID:Zone of our own
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "1", title: str = "Kwis") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"]) + "\n"


def calendar(*parts: str) -> str:
    return f"{HEAD}{''.join(parts)}END:VCALENDAR\n"


def read(*parts: str, at: datetime = AT) -> Understood:
    return calendars.understand(calendar(*parts), at=at)


def entry(*lines: str, at: datetime = AT) -> Entry:
    found = read(event(*lines), at=at)
    assert not found.refusals
    return found.entries[0]


def ours(text: str, since: datetime, until: datetime, at: datetime) -> set[tuple[datetime, datetime]]:
    """When it is on by what was understood, called off or not, within [since, until)."""
    found = calendars.understand(text, at=at)
    times = [slot for one in found.entries for slot in slots.slots(one.moments, one.changes, at=at)]
    return {(slot.starts, slot.ends) for slot in times if slot.starts < until and slot.ends > since}


def theirs(text: str, since: datetime, until: datetime) -> set[tuple[datetime, datetime]]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text), skip_bad_series=True).between(since, until)
    return {(instant(one["DTSTART"].dt), instant(one["DTEND"].dt)) for one in found}


def instant(moment: date | datetime) -> datetime:
    """Days and floating times are those of Brussels."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), BRUSSELS).astimezone(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)).astimezone(UTC)


# -- read back by another parser


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([event("DTSTART;TZID=Europe/Brussels:20261206T100000", "DTEND;TZID=Europe/Brussels:20261206T180000")], id="once"),
        pytest.param([event("DTSTART:20261206T230000", "DTEND:20261207T020000")], id="past midnight, floating"),
        pytest.param([event("DTSTART:20261024T230000Z", "DTEND:20261025T080000Z")], id="UTC, through the night of winter time"),
        pytest.param([event("DTSTART;TZID=Europe/Brussels:20260328T220000", "DURATION:P1D")], id="a day through the night of summer time"),
        pytest.param([event("DTSTART;VALUE=DATE:20261206", "DTEND;VALUE=DATE:20261209")], id="whole days"),
        pytest.param([event("DTSTART;TZID=Europe/Paris:20260104T090000", "DURATION:PT3H", "RRULE:FREQ=WEEKLY")], id="weekly without an end"),
        pytest.param([event("DTSTART:20260201T093000Z", "DTEND:20260201T120000Z", "RRULE:FREQ=WEEKLY;COUNT=60")], id="weekly in UTC"),
        pytest.param([event("DTSTART:20260201T233000Z", "DTEND:20260202T003000Z", "RRULE:FREQ=DAILY;COUNT=300")], id="daily in UTC around midnight"),
        pytest.param(
            [event("DTSTART;TZID=America/New_York:20260301T080000", "DTEND;TZID=America/New_York:20260301T093000", "RRULE:FREQ=WEEKLY;COUNT=50")],
            id="weekly in New York",
        ),
        pytest.param(
            [
                NEW_YORK,
                event("DTSTART;TZID=Zone of our own:20260301T080000", "DTEND;TZID=Zone of our own:20260301T093000", "RRULE:FREQ=WEEKLY;COUNT=50"),
            ],
            id="weekly in a zone of the file",
        ),
        pytest.param([event("DTSTART;TZID=W. Europe Standard Time:20260301T080000", "DURATION:PT1H30M")], id="zone of Windows"),
        pytest.param(
            [event("DTSTART;TZID=Europe/Brussels:20260303T193000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;UNTIL=20270302T183000Z;BYDAY=TU")],
            id="until the beginning of the last time",
        ),
        pytest.param(
            [event("DTSTART;TZID=Europe/Brussels:20260305T090000", "DURATION:PT3H", "RRULE:FREQ=MONTHLY;BYDAY=1TH")], id="first Thursday of the month"
        ),
        pytest.param(
            [
                event(
                    *("DTSTART;TZID=Europe/Brussels:20260303T193000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=40"),
                    *("EXDATE;TZID=Europe/Brussels:20260331T193000,20260407T193000", "EXDATE:20261027T183000Z"),
                )
            ],
            id="some days left out",
        ),
        pytest.param(
            [
                event(
                    *("DTSTART;TZID=Europe/Brussels:20260303T193000", "DURATION:PT2H", "RDATE;TZID=Europe/Brussels:20260501T140000,20261231T200000"),
                    *("RDATE;VALUE=PERIOD:20260601T100000Z/20260601T160000Z,20260602T100000Z/PT1H", "EXDATE;TZID=Europe/Brussels:20260303T193000"),
                )
            ],
            id="single days and periods",
        ),
        pytest.param(
            [
                event("DTSTART;TZID=Europe/Brussels:20260303T193000", "DTEND;TZID=Europe/Brussels:20260303T213000", "RRULE:FREQ=WEEKLY;COUNT=40"),
                event(
                    *("RECURRENCE-ID;TZID=Europe/Brussels:20260331T193000", "DTSTART;TZID=Europe/Brussels:20260401T200000"),
                    "DTEND;TZID=Europe/Brussels:20260401T230000",
                ),
                event(
                    *("RECURRENCE-ID:20260505T173000Z", "DTSTART;TZID=Europe/Brussels:20260504T200000"),
                    "DTEND;TZID=Europe/Brussels:20260506T010000",
                ),
            ],
            id="single days moved",
        ),
    ],
)
def test_an_imported_series_is_on_when_another_parser_says(parts):
    text = calendar(*parts)
    expected = theirs(text, *WINDOW)
    assert expected
    assert ours(text, *WINDOW, AT) == expected


def test_a_day_that_is_called_off_stays_in_the_agenda_as_called_off():
    found = read(
        event("DTSTART:20261201T193000", "DTEND:20261201T213000", "RRULE:FREQ=WEEKLY;COUNT=4"),
        event("RECURRENCE-ID:20261208T193000", "DTSTART:20261208T193000", "DTEND:20261208T213000", "STATUS:CANCELLED"),
    )
    assert [(one.moments[0].rule, one.changes, one.others) for one in found.entries] == [
        ("FREQ=WEEKLY;COUNT=4", (DayChange(date(2026, 12, 8), Change.CANCELLED),), (2,))
    ]


def test_what_is_wholly_called_off_says_so():
    assert entry("DTSTART:20261206T100000", "STATUS:CANCELLED").facts["status"] == "afgelast"


def test_the_facts_of_an_entry():
    found = entry(
        *(
            "DTSTART:20261206T100000",
            "DESCRIPTION:Kom\\, zie\\nen koop",
            "LOCATION:De bib\\, Markt 1\\, 8700 Tielt",
            "URL:https://voorbeeld.example/kwis",
        ),
        *("GEO:51.0;3.33", "CATEGORIES:Business\\, overleg,Rommelmarkt", "ORGANIZER;CN=Jan:mailto:jan@voorbeeld.example"),
    )
    assert dict(found.facts) == {
        "status": "gaat door",
        "description": "Kom, zie\nen koop",
        "venue": "De bib",
        "street": "Markt 1",
        "postcode": "8700",
        "place": "Tielt",
        "website": "https://voorbeeld.example/kwis",
        "kind": "markt",
        "latitude": 51.0,
        "longitude": 3.33,
    }


@pytest.mark.parametrize(
    ("lines", "moment", "notice"),
    [
        (["DTSTART;TZID=Mars/Olympus:20261206T100000"], Moment(date(2026, 12, 6), time(10)), "De tijdzone “Mars/Olympus” kennen we niet"),
        (["DTSTART;TZID=../../etc/passwd:20261206T100000"], Moment(date(2026, 12, 6), time(10)), "kennen we niet"),
        (["DTSTART;TZID=/x.example/Europe/London:20261206T100000"], Moment(date(2026, 12, 6), time(11)), ""),
        (["DTSTART:20261206T100000", "DTEND:20261206T080000"], Moment(date(2026, 12, 6), time(10)), calendars.END_FIRST),
        (["DTSTART:20261025T013000Z"], Moment(date(2026, 10, 25), time(2, 30)), calendars.TWICE),
        (["DTSTART:20261206T100000", "RDATE:gisteren"], Moment(date(2026, 12, 6), time(10)), "“gisteren” is geen dag die we kunnen lezen."),
        (["DTSTART:20261206T100000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], Moment(date(2026, 12, 6), time(10)), ""),
        (["DTSTART:20261206T100000", "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z"], Moment(date(2026, 12, 6), time(10), rule="FREQ=WEEKLY"), ""),
    ],
)
def test_what_is_doubtful_is_read_with_a_remark(lines, moment, notice):
    found = entry(*lines)
    assert found.moments == (moment,)
    assert notice in " ".join(found.notices)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["DTEND:20261206T100000"], calendars.NO_BEGIN),
        (["DTSTART;VALUE=DATE"], calendars.NO_BEGIN),
        (["DTSTART:morgen"], "“morgen” is geen dag of uur."),
        (["DTSTART:20261340T100000"], "“20261340T100000” is geen dag of uur."),
        (["DTSTART:19700101T000000"], "1/1/1970 ligt te ver weg: hoogstens 20 jaar terug en 10 jaar vooruit."),
        (["DTSTART:20261206T100000", "DURATION:lang"], "“lang” is geen duur."),
        (["DTSTART:20261206T100000", "RRULE:FREQ=SECONDLY"], rules.TOO_OFTEN % "FREQ=SECONDLY"),
        (["DTSTART:20261206T100000", "RRULE:FREQ=DAILY;COUNT=-5"], rules.TOO_OFTEN % "FREQ=DAILY;COUNT=-5"),
        (["DTSTART:20261206T100000", "RRULE:FREQ=MONTHLY;BYDAY=1MO,9MO"], rules.TOO_OFTEN % "FREQ=MONTHLY;BYDAY=1MO,9MO"),
        (["DTSTART;VALUE=DATE:20261206", "DTEND;VALUE=DATE:22000101"], "31/12/2199 ligt te ver weg: hoogstens 20 jaar terug en 10 jaar vooruit."),
        (["DTSTART:20261206T100000", "RRULE:FREQ=DAILY;BYHOUR=1,2,3"], rules.TOO_OFTEN % "FREQ=DAILY;BYHOUR=1,2,3"),
        (["DTSTART:20261206T100000", "EXDATE:20261206T100000"], "Er blijft geen enkele dag over: alle dagen zijn uitgesloten."),
        (["DTSTART:20261206T100000", "EXDATE:" + ",".join(["20270101T100000"] * 3000)], "“"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_the_rest_goes_on(lines, why):
    found = read(event(*lines), event("DTSTART:20261207T100000", uid="2"))
    assert [one.reference for one in found.entries if one.reference == "2"] == ["2"]
    if why != "“":
        assert [(refusal.number, refusal.title, refusal.reason) for refusal in found.refusals] == [(1, "Kwis", why)]


def test_of_two_entries_with_one_number_the_newer_stays():
    found = read(event("DTSTART:20261206T100000", "SEQUENCE:1"), event("DTSTART:20261207T100000", "SEQUENCE:2"))
    assert [(one.number, one.moments[0].day) for one in found.entries] == [(2, date(2026, 12, 7))]
    assert [(one.number, one.of) for one in found.doubles] == [(1, 2)]


def test_a_weekly_market_that_began_long_ago_goes_on():
    found = entry("DTSTART:20030102T080000", "DTEND:20030102T120000", "RRULE:FREQ=WEEKLY;INTERVAL=2")
    assert found.moments[0].day > date(2025, 11, 20)
    assert (found.moments[0].day - date(2003, 1, 2)).days % 14 == 0


# -- hostile and broken files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_is_read(encoding):
    content = calendar(event("DTSTART:20261206T100000", title="Café Crème")).encode(encoding)
    assert reading.format_of(content) == "ics"
    assert calendars.understand(reading.text_of_file(content), at=AT).entries[0].title == "Café Crème"


@pytest.mark.parametrize("text", ["", "niets", "BEGIN:VCARD\nEND:VCARD\n", "\0" * 100])
def test_what_is_no_calendar_is_refused_as_a_whole(text):
    with pytest.raises(BrokenFile):
        calendars.understand(text, at=AT)


def test_twenty_megabytes_are_refused_before_they_are_read():
    with pytest.raises(BrokenFile, match="Deel het op"):
        reading.format_of(b"BEGIN:VCALENDAR\n" + b"X" * (LARGEST * 4))


def test_a_file_that_was_cut_off_gives_what_it_has():
    whole = calendar(event("DTSTART:20261206T100000"), event("DTSTART:20261207T100000", uid="2"))
    found = calendars.understand(whole[: whole.rindex("DTSTART") + 12], at=AT)
    assert ([one.reference for one in found.entries], len(found.refusals)) == (["1"], 1)
    assert found.notes == [content_lines.CUT_OFF]


def test_parts_within_parts_are_only_long():
    deep = event("DTSTART:20261206T100000", "BEGIN:VALARM\n" * 50_000).replace("END:VEVENT\n", "")
    found = calendars.understand(HEAD + deep + event("DTSTART:20261207T100000", uid="2"), at=AT)
    assert [one.reference for one in found.entries] == ["1", "2"]


def test_more_entries_than_is_bearable_are_read_as_far_as_that():
    found = calendars.understand(HEAD + "".join(event("DTSTART:20261206T100000", uid=str(number)) for number in range(MOST_ENTRIES + 10)), at=AT)
    assert (len(found.entries), found.notes) == (MOST_ENTRIES, [calendars.TOO_LONG])


def test_a_hundred_thousand_exceptions_are_refused():
    found = read(event("DTSTART:20261206T100000", "RRULE:FREQ=DAILY", *(f"EXDATE:20{number % 80 + 10}0101T100000" for number in range(100_000))))
    assert [refusal.reason for refusal in found.refusals] == [calendars.OVERFLOWN]


def test_rules_of_one_file_may_name_a_bounded_number_of_days(monkeypatch):
    """Each of these asks for 8,000 days to be looked at; a file of thousands is cut short, not waited for."""
    monkeypatch.setattr(rules.Budget.__init__, "__defaults__", (30_000, rules.MOST_BARREN))
    told = ["DTSTART:20070102T100000Z", "RRULE:FREQ=DAILY"]
    found = read(*(event(*told, uid=str(number)) for number in range(10)))
    assert {refusal.reason for refusal in found.refusals} == {rules.TOO_MUCH}
    assert 0 < len(found.entries) * 7000 <= 30_000
    assert all(len(one.moments) <= MOST_MOMENTS for one in found.entries)


def test_rules_that_never_come_true_are_tried_a_few_times_only(monkeypatch):
    tried = []
    days_of = rules.recurrence.days_of
    monkeypatch.setattr(rules.recurrence, "days_of", lambda *given: tried.append(1) or days_of(*given))
    told = ["DTSTART:20261206T100000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]
    found = read(*(event(*told, uid=str(number)) for number in range(60)))
    assert len(tried) == rules.MOST_BARREN
    assert len(found.refusals) == 60 - rules.MOST_BARREN


def test_days_of_one_property_are_counted_over_all_its_lines():
    told = ["DTSTART:20261206T100000", "RRULE:FREQ=DAILY;COUNT=9", *[f"EXDATE:{','.join(['20261207'] * 500)}"] * 4]
    assert not read(event(*told)).refusals
    found = read(event(*told, "EXDATE:20261207"), event("DTSTART:20261206", uid="2"))
    assert [refusal.reason for refusal in found.refusals] == [calendars.OVERFLOWN]
    assert len(found.entries) == 1


def test_a_text_may_have_as_many_commas_as_it_likes():
    assert entry("DTSTART:20261206T100000", f"DESCRIPTION:{'muziek, ' * 2_100}").facts["description"].startswith("muziek, muziek")


def test_what_cannot_be_read_is_named_five_times_and_then_counted():
    days = ",".join(f"dag {number}" for number in range(12))
    notices = entry("DTSTART:20261206T100000", "RRULE:FREQ=DAILY;COUNT=9", f"EXDATE:{days},,", "EXRULE:FREQ=WEEKLY").notices
    named = [f"“dag {number}” is geen dag die we kunnen lezen." for number in range(5)]
    assert notices == (*named[:4], f"{named[4]} (En zo nog 7.)", calendars.EXRULE)


def test_a_zone_of_the_file_that_changes_every_second_is_taken_for_brussels():
    bomb = NEW_YORK.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=SECONDLY")
    found = read(bomb, event("DTSTART;TZID=Zone of our own:20261206T100000"))
    assert (found.entries[0].moments[0].begins, len(found.entries[0].notices)) == (time(10), 1)


GARBAGE = ("\0", ":", ";;;", "DTSTART", "BEGIN:", "END:VEVENT", "X" * 30_000, "\u2028", '"', 'DTSTART;A=":', "RRULE:=", " fold")


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_between_the_lines_is_left_out_or_refused(garbage):
    text = calendar(event("DTSTART:20261206T100000")).replace("\n", f"\n{garbage}\n")
    try:
        found = calendars.understand(text, at=AT)
    except BrokenFile:
        assert garbage == " fold"
    else:
        assert len(found.entries) + len(found.refusals) == 1


# -- real files

REFUSED = {
    "event_with_escaped_characters.ics": ["Er staat geen titel bij."],
    "issue_64_event_with_non_ascii_summary.ics": [calendars.NO_BEGIN],
    "multiple_timezones.ics": ["Er staat geen titel bij."] * 3,
    "rfc_5545_RDATE_example.ics": ["Er staat geen titel bij."] * 6,
    "rfc_7986_image.ics": ["Er staat geen titel bij."] * 2,
}
BROUGHT_IN = {"example.ics": 3} | dict.fromkeys(
    (
        *("america_new_york.ics", "event_with_recurrence.ics", "event_with_recurrence_exdates_on_different_lines.ics"),
        *("event_with_unicode_fields.ics", "issue_127_categories_with_commas.ics", "timezoned.ics", "x_location.ics"),
    ),
    1,
)
EMPTY = {"calendar_with_unicode.ics", "rfc_7986_properties.ics", "time.ics"}
LONG_AGO = {"event_with_recurrence.ics": datetime(1996, 6, 1, tzinfo=UTC)}


def calendars_of(real_data: Path) -> list[Path]:
    return sorted((real_data / "evenementen/ics").glob("*.ics"))


def test_every_real_calendar_is_brought_in_or_refused_with_a_reason(real_data):
    found = {
        path.name: calendars.understand(reading.text_of_file(path.read_bytes()), at=LONG_AGO.get(path.name, AT)) for path in calendars_of(real_data)
    }
    assert len(found) == 16
    assert {name: len(one.entries) for name, one in found.items() if one.entries} == BROUGHT_IN
    assert {name: [refusal.reason for refusal in one.refusals] for name, one in found.items() if one.refusals} == REFUSED
    assert {name for name, one in found.items() if calendars.NOTHING in one.notes} == EMPTY


def test_a_series_of_1996_is_refused_today(real_data):
    text = reading.text_of_file((real_data / "evenementen/ics/event_with_recurrence.ics").read_bytes())
    why = "1/4/1996 ligt te ver weg: hoogstens 20 jaar terug en 10 jaar vooruit."
    assert [refusal.reason for refusal in calendars.understand(text, at=AT).refusals] == [why]


@pytest.mark.parametrize(
    ("name", "year"),
    [
        *[("america_new_york.ics", 2014), ("event_with_recurrence_exdates_on_different_lines.ics", 2012), ("event_with_unicode_fields.ics", 2010)],
        *[("example.ics", 2022), ("timezoned.ics", 2012), ("x_location.ics", 2017)],
    ],
)
def test_a_real_calendar_is_on_when_another_parser_says(real_data, name, year):
    text = reading.text_of_file((real_data / "evenementen/ics" / name).read_bytes())
    whole = text if "VCALENDAR" in text else calendar(text.replace("\r\n", "\n").rstrip("\n") + "\n")
    since, until = datetime(year, 1, 1, tzinfo=BRUSSELS), datetime(year, 12, 31, tzinfo=BRUSSELS)
    found = theirs(whole, since, until)
    assert found
    assert ours(whole, since, until, datetime(year, 6, 1, tzinfo=UTC)) == {(start, whole_day(start, end)) for start, end in found}


def whole_day(start: datetime, end: datetime) -> datetime:
    """Whole days that end where they begin last a day, as the standard says of a day without an end."""
    return instant(start.astimezone(BRUSSELS).date().fromordinal(start.astimezone(BRUSSELS).toordinal() + 1)) if end == start else end
