"""What an import makes of a file: drafts, once; what somebody changed by hand stays; all of it or nothing."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry

from events import calendar_file, keeping
from events.importing import batches, calendars, columns, facts, many_drafts, planning, reading, storing, work
from events.importing.entries import Entry
from events.kinds import Change, Repeats
from events.models import CalendarImportFile, CalendarImportRow, EventChange, EventMoment, EventPage, ImportedEvent
from events.slots import DayChange, Moment
from tests.events.importing.bringing_in import AT, LIST, brought_in, counted, received, worked
from tests.events.importing.test_calendars import WINDOW, calendar, event, theirs
from tests.events.town_with_editors import Editing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def tielt() -> Editing:
    return Editing()


def test_a_draft_of_an_import_is_what_wagtail_makes_of_a_new_page(tielt):
    """Everything but keys and moments is the same as of a page that is added the long way."""
    plain = EventPage(title="Kwis", slug="een", venue="Zaal", locale=tielt.page.locale, live=False, owner=tielt.people["editor"])
    plain.moments, plain.changes = [EventMoment(day=date(2026, 12, 6), begins=time(20))], [EventChange(day=date(2026, 12, 6))]
    tielt.page.add_child(instance=plain)
    plain.save_revision(user=tielt.people["editor"], clean=False)
    many = EventPage(title="Kwis", slug="twee", venue="Zaal", locale=tielt.page.locale, live=False, owner=tielt.people["editor"])
    many.moments, many.changes = [EventMoment(day=date(2026, 12, 6), begins=time(20))], [EventChange(day=date(2026, 12, 6))]
    many_drafts.add_drafts(Page.objects.get(pk=tielt.page.pk), [many], by=tielt.people["editor"], at=AT, progress=lambda *_said: None)
    differing = {"id", "page_ptr", "path", "slug", "url_path", "translation_key", "latest_revision"}
    first, second = EventPage.objects.get(slug="een"), EventPage.objects.get(slug="twee")
    names = [field.name for field in EventPage._meta.concrete_fields if field.name not in differing]
    assert {name: getattr(first, name) for name in names} == {name: getattr(second, name) for name in names}
    assert second.latest_revision.as_object().moments.get().begins == time(20)
    assert set(first.latest_revision.content) == set(second.latest_revision.content)
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.objects.get(pk=tielt.page.pk).numchild == 2
    assert {page.slug for page in Page.objects.search("Kwis")} == {"een", "twee"}
    kept = ("action", "label", "user", "content_type", "content_changed", "deleted", "revision", "data")
    plainly, at_once = (PageLogEntry.objects.values_list(*kept).get(page=page) for page in (first, second))
    assert plainly == at_once
    tielt.page.refresh_from_db()
    tielt.page.add_child(instance=EventPage(title="Na", slug="na", locale=tielt.page.locale))
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_same_file_once_more_makes_nothing_new_under_a_new_name_too(tielt):
    assert counted(brought_in(tielt, LIST, "agenda 2026.csv")) == {"new": 2}
    before = list(EventPage.objects.values_list("pk", "latest_revision"))
    assert counted(brought_in(tielt, LIST, "Agenda (3).csv")) == {"same": 2}
    assert list(EventPage.objects.values_list("pk", "latest_revision")) == before


def test_two_lists_of_one_municipality_do_not_touch_each_other(tielt):
    brought_in(tielt, "1;Kwis;6/12/2026\n", "cultuur.csv", chosen=["reference", "title", "day"])
    assert counted(brought_in(tielt, "1;Match;6/12/2026\n", "sport.csv", chosen=["reference", "title", "day"])) == {"new": 1}


def named(name: str, *events: str) -> str:
    return calendar(f"X-WR-CALNAME:{name}\n", *events)


def test_two_calendars_that_both_count_from_one_do_not_touch_each_other(tielt):
    bib, sport = named("Bib", event("DTSTART:20261206T100000")), named("Sport", event("DTSTART:20261213T100000", title="Match"))
    assert counted(brought_in(tielt, bib, "basic.ics")) == {"new": 1}
    assert counted(brought_in(tielt, sport, "basic.ics")) == {"new": 1}
    assert counted(received(tielt, bib, "basic (1).ics")) == {"same": 1}
    assert set(EventPage.objects.values_list("title", flat=True)) == {"Kwis", "Match"}
    single = event("DTSTART:20261206T100000", "RECURRENCE-ID:20261206T100000", uid="12345")
    brought_in(tielt, named("Bib", single), "basic.ics")
    assert counted(received(tielt, named("Sport", single), "basic.ics")) == {"new": 1, "gone": 1}


def test_an_event_that_the_whole_world_knows_by_its_number_comes_in_once_by_whatever_calendar(tielt):
    kwis, match = event("DTSTART:20261206T100000", uid="1@bib.example"), event("DTSTART:20261213T100000", uid="2@bib.example", title="Match")
    brought_in(tielt, named("Bib", kwis, match), "basic.ics")
    assert counted(received(tielt, named("Alles", kwis), "basic.ics")) == {"same": 1}
    brought_in(tielt, named("Alles", kwis, match), "basic.ics")
    assert counted(received(tielt, named("Bib", kwis), "basic.ics")) == {"same": 1}
    assert counted(received(tielt, named("Alles", kwis), "basic.ics")) == {"same": 1, "gone": 1}
    assert EventPage.objects.count() == 2


def test_what_the_file_changed_is_told_as_was_and_becomes_and_then_changed(tielt):
    brought_in(tielt, LIST)
    batch = received(tielt, LIST.replace("12/12/2026;20:00", "13/12/2026;19:30"))
    assert counted(batch) == {"changed": 1, "same": 1}
    row = batch.rows.get(action="changed")
    assert [facts.in_words("when", row.changes[0][side], AT.date()) for side in ("was", "becomes")] == [
        "zaterdag 12\xa0december, 20 tot\xa01\xa0u.",
        "zondag 13\xa0december, 19.30 tot\xa01\xa0u.",
    ]
    batches.confirm(batch=batch, publishes=False, by=tielt.people["editor"], at=AT)
    worked(batch)
    kwis = EventPage.objects.get(title="Kwis").get_latest_revision_as_object()
    assert [(moment.day, moment.begins, moment.ends) for moment in kwis.moments.all()] == [(date(2026, 12, 13), time(19, 30), time(1))]


def test_what_an_editor_changed_by_hand_stays_and_is_named(tielt):
    brought_in(tielt, LIST)
    page = EventPage.objects.get(title="Kwis")
    page.title, page.price = "De grote kwis", "3 euro"
    page.save_revision(user=tielt.people["editor"])
    assert counted(received(tielt, LIST)) == {"same": 2}
    changed = brought_in(tielt, LIST.replace("Met prijzen", "Met hapjes"))
    version = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (version.title, version.price, version.summary) == ("De grote kwis", "3 euro", "Met hapjes")
    assert counted(changed) == {"changed": 1, "same": 1}
    by_number = [row.replace("Kwis", "Kwis!") for row in ["7;Kwis;12/12/2026\n"]]
    brought_in(tielt, "7;Kwis;12/12/2026\n", "kwis.csv", chosen=["reference", "title", "day"])
    other = EventPage.objects.get(source_ref="kwis:7")
    other.title = "Onze kwis"
    other.save_revision(user=tielt.people["editor"])
    batch = received(tielt, by_number[0], "kwis.csv", chosen=["reference", "title", "day"])
    assert [(row.action, row.kept) for row in batch.rows.all()] == [("same", ["title"])]


def test_what_is_gone_from_the_file_is_named_and_stays(tielt):
    brought_in(tielt, LIST)
    batch = brought_in(tielt, LIST.partition("\n")[0])
    assert counted(batch) == {"same": 1, "gone": 1}
    assert batch.rows.get(action="gone").title == "Kwis"
    assert EventPage.objects.filter(title="Kwis").exists()


def test_what_may_be_won_by_lot_stays_a_draft_until_somebody_looked(tielt):
    text = "Braderie;6/12/2026;;;Markt;Kom winkelen\nFeest;6/12/2026;;;Zaal;Met grote tombola\n"
    batch = brought_in(tielt, text, publishes=True)
    assert dict(EventPage.objects.values_list("title", "live")) == {"Braderie": True, "Feest": False}
    assert EventPage.objects.get(title="Feest").has_prize_by_lot
    assert storing.LICENCE in batch.rows.get(title="Feest").reason


def test_a_preview_says_where_it_is_what_is_called_off_and_what_stays_a_draft(tielt):
    text = "Braderie;6/12/2026;;;Markt;Kom winkelen\nFeest;6/12/2026;;;Zaal;Met grote tombola\n"
    rows = {row.title: (row.place, row.reason) for row in received(tielt, text).rows.all()}
    assert rows == {"Braderie": ("Markt", ""), "Feest": ("Zaal", storing.LICENCE)}
    called_off = calendar(event("DTSTART:20261206T200000", "STATUS:CANCELLED", "LOCATION:De Zonne"))
    (row,) = received(tielt, called_off, "uit.ics").rows.all()
    assert (row.place, row.reason) == ("De Zonne", "Gaat niet door.")


def test_a_preview_says_that_what_the_file_adds_by_lot_stays_a_draft(tielt):
    text = "Winteravond;6/12/2026;;;Markt;Kom winkelen\n"
    brought_in(tielt, text, publishes=True)
    assert received(tielt, text.replace("Kom winkelen", "Met tombola")).rows.get().reason == storing.LICENCE


def test_a_prize_by_lot_that_the_file_adds_later_is_not_published_with_it(tielt):
    text = "Winteravond;6/12/2026;;;Markt;Kom winkelen\n"
    brought_in(tielt, text, publishes=True)
    batch = brought_in(tielt, text.replace("Kom winkelen", "Met tombola"), publishes=True)
    page = EventPage.objects.get()
    assert (page.live, page.summary, page.get_latest_revision_as_object().has_prize_by_lot) == (True, "Kom winkelen", True)
    assert storing.LICENCE in batch.rows.get(action="changed").reason


def test_a_step_that_breaks_half_way_leaves_nothing(tielt, monkeypatch):
    batch = received(tielt, LIST)
    batches.confirm(batch=batch, publishes=True, by=tielt.people["editor"], at=AT)
    published = storing.publish

    def breaks(row, revision, by):
        if row.title == "Kwis":
            raise RuntimeError
        published(row, revision, by)

    monkeypatch.setattr(storing, "publish", breaks)
    with pytest.raises(RuntimeError):
        work.work(batch.pk, at=AT)
    batch.refresh_from_db()
    assert (batch.state, batch.trouble) == ("failed", work.UNEXPECTED)
    assert not EventPage.objects.exists()
    assert CalendarImportFile.objects.exists()
    monkeypatch.undo()
    batches.try_again(batch=batch, at=AT)
    assert worked(batch).state == "done"
    assert EventPage.objects.live().count() == 2


def test_who_lost_the_right_meanwhile_brings_nothing_in(tielt):
    batch = received(tielt, LIST)
    batches.confirm(batch=batch, publishes=False, by=tielt.people["author"], at=AT)
    assert (worked(batch).state, batch.trouble) == ("failed", work.NOBODY)
    assert not EventPage.objects.exists()


class Counting(set):
    """How often it was asked for something."""

    asked = 0

    def __contains__(self, item: object) -> bool:
        self.asked += 1
        return super().__contains__(item)


def test_equal_titles_are_numbered_without_trying_all_numbers_again():
    taken = Counting({"kwis-3"})
    slugs = planning.slugs_for(["Kwis"] * 500 + ["Match", "kwis!"], taken)
    assert [*slugs[:4], *slugs[-3:]] == ["kwis", "kwis-2", "kwis-4", "kwis-5", "kwis-501", "match", "kwis-502"]
    assert taken.asked < 3 * 502


def test_each_step_gives_signs_of_life_while_it_goes_on(tielt, monkeypatch):
    told = []
    monkeypatch.setattr(work, "SIGN_EVERY", 0)
    monkeypatch.setattr(many_drafts, "AT_ONCE", 1)
    monkeypatch.setattr(work.steps, "beat", lambda _key, stage, done, total, _at: told.append((stage, done, total)))
    brought_in(tielt, LIST)
    read = [("begonnen", 0, None), ("vergelijken", 0, 2), ("vergelijken", 1, 2)]
    assert told == [*read, *read, ("bewaren", 0, 2), ("bewaren", 1, 2), ("bijwerken", 0, 2), ("bijwerken", 1, 2)]


def test_files_that_nobody_confirmed_are_forgotten_after_a_week(tielt):
    received(tielt, LIST)
    assert batches.forget_old(AT + timedelta(days=8)) == 1
    assert not CalendarImportFile.objects.exists()
    assert not CalendarImportRow.objects.exists()


@pytest.mark.parametrize(
    ("rule", "day", "repeats", "until"),
    [
        ("FREQ=WEEKLY;BYDAY=SU", date(2026, 12, 6), Repeats.WEEKLY, None),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270101T235959", date(2026, 12, 6), Repeats.FORTNIGHTLY, date(2027, 1, 1)),
        ("FREQ=MONTHLY;BYDAY=1SU", date(2026, 12, 6), Repeats.MONTHLY_WEEKDAY, None),
        ("FREQ=MONTHLY", date(2026, 12, 6), Repeats.MONTHLY_DATE, None),
        ("FREQ=YEARLY", date(2026, 12, 6), Repeats.YEARLY, None),
        ("FREQ=WEEKLY;BYDAY=MO,SU", date(2026, 12, 6), Repeats.OWN, None),
        ("FREQ=WEEKLY;COUNT=3", date(2026, 12, 6), Repeats.OWN, None),
    ],
)
def test_a_rule_is_told_in_the_words_of_the_form_where_it_has_them(rule, day, repeats, until):
    line = facts.line_of(Moment(day, rule=rule))
    assert (line.repeats, line.repeats_until) == (repeats, until)


def test_what_is_written_is_what_is_read_back():
    moments = (Moment(date(2026, 12, 6), time(20), None, time(1), "FREQ=WEEKLY"), Moment(date(2026, 12, 9), None, date(2026, 12, 11)))
    changes = (DayChange(date(2026, 12, 13), Change.MOVED, date(2026, 12, 14), time(19), time(23)),)
    told = facts.told_by(Entry(1, "x", "Kwis", moments, changes, {"description": "Lang. " * 60, "venue": "Zaal"}))
    page = EventPage()
    facts.write(page, told)
    assert {name: facts.value_of(page, name) for name in told} == told | {"body": told["body"].strip()}


# -- the feed


def feed_of(events) -> icalendar.Calendar:
    """As a calendar that follows the agenda gets it."""
    pairs = [(row, one) for one in events for row in one.occurrences.select_related("event__venue_shop__municipality", "event__locale")]
    return icalendar.Calendar.from_ical(calendar_file.calendar(pairs, name="Agenda", url="https://voorbeeld.example/agenda/"))


def test_the_feed_of_what_was_imported_says_the_same_as_the_file(tielt, clock):
    """Over a window with each change of the clocks; another parser reads both."""
    clock(2026, 6, 1, 12)
    text = calendar(
        event("DTSTART;TZID=Europe/Brussels:20260305T193000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=60", "EXDATE:20260326T183000Z", uid="a"),
        event("DTSTART:20260301T080000Z", "DTEND:20260301T093000Z", "RRULE:FREQ=WEEKLY;COUNT=50", uid="b"),
        event("DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261027", uid="c"),
        event("DTSTART;TZID=America/New_York:20261024T200000", "DTEND;TZID=America/New_York:20261025T020000", uid="d"),
        event("DTSTART;TZID=Europe/Brussels:20270327T220000", "DTEND;TZID=Europe/Brussels:20270328T050000", uid="e"),
    )
    brought_in(tielt, text, "uit.ics", publishes=True)
    made = feed_of(EventPage.objects.live())
    read_back = recurring_ical_events.of(made).between(*WINDOW)
    assert len(read_back) == len(theirs(text, *WINDOW)) > 100
    assert {tuple(at_midnight(one[name].dt) for name in ("DTSTART", "DTEND")) for one in read_back} == theirs(text, *WINDOW)


def at_midnight(moment: date | datetime) -> datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else datetime.combine(moment, time(), BRUSSELS).astimezone(UTC)


# -- real files


def test_real_calendars_are_brought_in_once(tielt, real_data):
    for path in sorted((real_data / "evenementen/ics").glob("*.ics")):
        brought_in(tielt, path.read_bytes(), path.name, publishes=True)
    titles = set(EventPage.objects.live().values_list("title", flat=True))
    assert len(titles) == 9  # of ten: one is of 1996
    for path in sorted((real_data / "evenementen/ics").glob("*.ics")):
        assert "new" not in counted(brought_in(tielt, path.read_bytes(), path.name))


def test_the_feasts_of_ghent_come_in_whole_and_once(tielt, real_data):
    """All 2,040 rows; the number of queries does not grow with them."""
    content = (real_data / "evenementen/gentsefeesten_2011_dev.csv").read_bytes()
    guess = columns.guess([cells for _number, cells in reading.rows_of(content, "csv")[:100]])
    batch = received(tielt, content, chosen=list(guess.columns))
    batches.confirm(batch=batch, publishes=False, by=tielt.people["editor"], at=AT)
    with CaptureQueriesContext(connection) as asked:
        worked(batch)
    assert (batch.state, counted(batch)) == ("done", {"new": 934, "refused": 3})
    assert EventPage.objects.count() == ImportedEvent.objects.count() == 934
    assert len(asked) < 934 / 2
    first = EventPage.objects.get(title="Ed & Kim")
    assert keeping.refill(first, at=datetime(2011, 7, 1, tzinfo=UTC)) == 1
    assert [(row.starts_at, row.ends_at) for row in first.occurrences.all()] == [
        (datetime(2011, 7, 16, 2, 30, tzinfo=BRUSSELS), datetime(2011, 7, 16, 5, 55, tzinfo=BRUSSELS))
    ]
    assert counted(received(tielt, content, chosen=list(guess.columns))) == {"same": 934, "refused": 3}


def test_the_reader_of_calendars_is_asked_with_the_moment_of_the_import():
    assert calendars.understand(calendar(event("DTSTART:20461206T100000")), at=AT).refusals
