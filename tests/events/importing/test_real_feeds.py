"""What real files of outside say is what the agenda's calendar says: brought in, written as a feed, and read back by another parser."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from events import calendar_file, keeping
from events.importing import batches, columns, reading, work
from events.models import CalendarImport, EventPage, Occurrence
from tests.events.importing.real_lists import market_rows
from tests.events.importing.test_calendars import calendar, event, theirs
from tests.events.town_with_editors import Editing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]

BRUSSELS = ZoneInfo("Europe/Brussels")
AT = datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS)
BEFORE_THE_FEASTS = datetime(2011, 7, 1, tzinfo=BRUSSELS)
FIRST_OF_1996 = datetime(1996, 1, 1, tzinfo=BRUSSELS)
CLOCK_CHANGES = (datetime(2027, 3, 28, tzinfo=BRUSSELS), datetime(2027, 10, 31, tzinfo=BRUSSELS))
WEEK = timedelta(days=7)


def brought_in(content: bytes, name: str, *, at: datetime, shown_at: datetime) -> int:
    """The events of a file, with their occurrences as if it were `shown_at`; how many of its rows were refused."""
    editing = Editing()
    about = {"file_name": name, "format": reading.format_of(content), "source": "", "municipality": editing.municipality}
    batch = batches.receive(content=content, by=editing.people["editor"], at=at, **about)
    if batch.is_table:
        guess = columns.guess([cells for _number, cells in reading.rows_of(content, batch.format)[:100]])
        batches.choose_columns(batch=batch, columns=list(guess.columns), has_header=guess.has_header, at=at)
    for publishes in (None, False):
        if publishes is not None:
            batches.confirm(batch=batch, publishes=publishes, by=editing.people["editor"], at=at)
        work.work(batch.pk, at=at)
        batch.refresh_from_db()
    assert batch.state == CalendarImport.State.DONE, batch.trouble
    for page in EventPage.objects.all():
        keeping.refill(page, at=shown_at)
    return batch.counts["refused"]


def feed(since: datetime, until: datetime) -> icalendar.Calendar:
    """What is on in [since, until), as a calendar that follows the agenda gets it."""
    rows = Occurrence.objects.filter(starts_at__lt=until, ends_at__gt=since).select_related("event__venue_shop__municipality", "event__locale")
    return icalendar.Calendar.from_ical(
        calendar_file.calendar([(row, row.event) for row in rows], name="Agenda", url="https://voorbeeld.example/agenda/")
    )


def instant(moment: date | datetime) -> datetime:
    """Whole days are those of Brussels."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else datetime.combine(moment, time(), BRUSSELS).astimezone(UTC)


def read_back(since: datetime, until: datetime) -> list[tuple[str, datetime, datetime]]:
    found = recurring_ical_events.of(feed(since, until)).between(since, until)
    return sorted((str(one["SUMMARY"]), instant(one["DTSTART"].dt), instant(one["DTEND"].dt)) for one in found)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        *[("america_new_york.ics", 2014), ("event_with_recurrence_exdates_on_different_lines.ics", 2012), ("event_with_unicode_fields.ics", 2010)],
        *[("example.ics", 2022), ("issue_127_categories_with_commas.ics", 2014), ("timezoned.ics", 2012), ("x_location.ics", 2017)],
    ],
)
def test_each_real_calendar_is_read_back_equal(real_data, name, year):
    content = (real_data / "evenementen/ics" / name).read_bytes()
    first = datetime(year, 1, 1, tzinfo=BRUSSELS)
    brought_in(content, name, at=AT, shown_at=first)
    text = reading.text_of_file(content)
    whole = text if "VCALENDAR" in text else calendar(text.replace("\r\n", "\n").rstrip("\n") + "\n")
    expected = {(start, lasting(start, end)) for start, end in theirs(whole, first, first + timedelta(days=365))}
    found = read_back(first, first + timedelta(days=365))
    assert expected
    assert sorted({(start, end) for _title, start, end in found} ^ expected) == []
    assert len(found) == len(expected)


def lasting(start: datetime, end: datetime) -> datetime:
    """What ends where it begins has no end: whole days last a day, as the standard says, and hours one hour, as the agenda has it."""
    local = start.astimezone(BRUSSELS)
    if end > start:
        return end
    return instant(local.date() + timedelta(days=1)) if local.time() == time() else start + timedelta(hours=1)


def test_the_series_of_1996_is_on_for_a_hundred_days_but_three(real_data):
    """The other parser takes its floating hours as UTC, because its exceptions are; so what is expected stands here."""
    content = (real_data / "evenementen/ics/event_with_recurrence.ics").read_bytes()
    brought_in(content, "reeks.ics", at=FIRST_OF_1996, shown_at=FIRST_OF_1996)
    days = [date(1996, 4, 1), *(date(1996, 4, 5) + timedelta(days=number) for number in range(96))]
    starts = [datetime.combine(day, time(1), BRUSSELS).astimezone(UTC) for day in days]
    found = read_back(FIRST_OF_1996, FIRST_OF_1996 + timedelta(days=365))
    assert [(start, end) for _title, start, end in found] == [(start, start + timedelta(hours=1)) for start in starts]


def test_every_market_is_read_back_through_both_changes_of_the_clock(real_data, tmp_path: Path):
    """Beside a calendar of the same rows that was written by hand, and read by the same parser."""
    rows = market_rows(real_data)
    refused = brought_in("\n".join("\t".join(row) for row in rows).encode(), "markten.tsv", at=AT, shown_at=AT)
    by_hand = calendar(*(market(number, row) for number, row in enumerate(rows[1:], start=1) if row[3][:2] == "20"))
    assert refused == 2
    for day in CLOCK_CHANGES:
        found = read_back(day - WEEK, day + WEEK)
        assert {(start, end) for _title, start, end in found} == theirs(by_hand, day - WEEK, day + WEEK)
        assert len(found) > 400


def market(number: int, row: list[str]) -> str:
    day, begins, ends = (row[place].replace("-", "").replace(":", "") for place in (3, 4, 5))
    if not begins:
        return event(f"DTSTART;VALUE=DATE:{day}", uid=str(number))
    when = [f"DTSTART;TZID=Europe/Brussels:{day}T{begins}00", f"DTEND;TZID=Europe/Brussels:{day}T{ends}00"]
    return event(*when, f"RRULE:{row[6]}", uid=str(number))


def test_the_feasts_of_ghent_are_read_back_row_by_row(real_data):
    """Ends past midnight too; three rows are refused."""
    content = (real_data / "evenementen/gentsefeesten_2011_dev.csv").read_bytes()
    assert brought_in(content, "feesten.csv", at=AT, shown_at=BEFORE_THE_FEASTS) == 3
    told = {spoken(cells) for number, cells in reading.rows_of(content, "csv") if number not in {1057, 1276, 1614}}
    until = BEFORE_THE_FEASTS + timedelta(days=60)
    found = recurring_ical_events.of(feed(BEFORE_THE_FEASTS, until)).between(BEFORE_THE_FEASTS, until)
    heard = {(bare(one["SUMMARY"]), bare(one["LOCATION"]), instant(one["DTSTART"].dt), instant(one["DTEND"].dt)) for one in found}
    assert (heard - told, [begin.year for *_about, begin, _end in told - heard]) == (set(), [2010])  # one is of the year before
    assert len(found) > 2_000


def spoken(cells: list[str]) -> tuple[str, str, datetime, datetime]:
    """(title, venue, begin, end) of a row. What ends when it begins lasts an hour, at midnight a day."""
    day = datetime.strptime(cells[2], "%d/%m/%Y").date()
    begins, ends = time.fromisoformat(cells[3]), time.fromisoformat(cells[4])
    start = datetime.combine(day, begins, BRUSSELS)
    end = (
        start + timedelta(hours=1) if begins == ends > time() else datetime.combine(day if ends > begins else day + timedelta(days=1), ends, BRUSSELS)
    )
    return bare(cells[0]), bare(cells[5]), start.astimezone(UTC), end.astimezone(UTC)


def bare(text: str) -> str:
    """Its letters and digits: an import leaves needless blanks and commas out."""
    return "".join(sign for sign in str(text) if sign.isalnum())
