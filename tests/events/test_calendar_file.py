"""Events as a calendar file, read back by two other parsers."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.utils import translation
from icalendar import Calendar

from events.calendar_file import calendar
from events.kinds import Change, Kind, Repeats, Status
from events.models import EventChange, EventPage, Occurrence
from events.told_in import told_in
from tests.factories.events import make_event, publish, tell_event, town_page
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
PAGE = "https://www.example.org/nl/agenda/"


@pytest.fixture
def tielt(wednesday, site_tree):
    return town_page(MunicipalityFactory(name="Tielt"))


def file_of(language="nl"):
    occurrences = list(Occurrence.objects.select_related("event__locale", "event__venue_shop__municipality").in_order())
    pages = told_in((occurrence.event for occurrence in occurrences), language)
    with translation.override(language):
        return calendar([(occurrence, pages[occurrence.event_id]) for occurrence in occurrences], name="Agenda van Tielt", url=PAGE)


def entries(language="nl"):
    return Calendar.from_ical(file_of(language)).walk("VEVENT")


def only(language="nl"):
    (entry,) = entries(language)
    return entry


def test_what_an_editor_published_is_read_back_by_a_calendar(tielt):
    make_event(tielt, kind=Kind.BRADERIE, summary="Een hele straat vol kraampjes.", venue="Grote Markt", postcode="8700", place="Tielt")
    entry = only()
    assert (entry["SUMMARY"], entry["LOCATION"], entry["STATUS"]) == ("Braderie", "Grote Markt, 8700 Tielt", "CONFIRMED")
    assert "Een hele straat vol kraampjes." in entry["DESCRIPTION"]
    assert entry["URL"] == "http://localhost/nl/tielt/braderie/"
    assert entry.start == datetime(2026, 12, 6, 10, tzinfo=BRUSSELS)
    assert entry.end == datetime(2026, 12, 6, 18, tzinfo=BRUSSELS)
    assert entry.categories == ["braderie"]


def test_the_file_says_what_it_is_and_when_to_ask_again(tielt):
    make_event(tielt)
    whole = Calendar.from_ical(file_of())
    assert (whole["VERSION"], whole["METHOD"], whole.calendar_name, whole["URL"]) == ("2.0", "PUBLISH", "Agenda van Tielt", PAGE)
    assert whole["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert not whole.errors


def test_hours_are_those_of_brussels_in_winter_and_in_summer(tielt):
    make_event(tielt, title="Markt", days=[date(2027, 3, 25)], repeats=Repeats.WEEKLY, repeats_until=date(2027, 4, 1), begins=time(9), ends=time(12))
    text = file_of().decode()
    assert "DTSTART;TZID=Europe/Brussels:20270325T090000" in text
    assert "DTSTART;TZID=Europe/Brussels:20270401T090000" in text
    starts = [event.start.astimezone(UTC) for event in recurring_ical_events.of(Calendar.from_ical(text)).between((2027, 3, 1), (2027, 5, 1))]
    assert starts == [datetime(2027, 3, 25, 8, tzinfo=UTC), datetime(2027, 4, 1, 7, tzinfo=UTC)]


def test_the_zone_stands_in_the_file_and_turns_as_the_clock_does(tielt):
    make_event(tielt)
    (zone,) = Calendar.from_ical(file_of()).walk("VTIMEZONE")
    ours = zone.to_tz()
    for day in [datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 12), datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 12), datetime(2029, 7, 1)]:
        assert ours.utcoffset(day) == BRUSSELS.utcoffset(day), day


def test_whole_days_are_days(tielt):
    make_event(tielt, days=[date(2026, 12, 4)], until_day=date(2026, 12, 8), begins=None, ends=None)
    entry = only()
    assert (entry.start, entry.end) == (date(2026, 12, 4), date(2026, 12, 9)), "the end is the day after"


def test_past_midnight_ends_on_the_next_day(tielt):
    make_event(tielt, begins=time(20), ends=time(2))
    assert only().end == datetime(2026, 12, 7, 2, tzinfo=BRUSSELS)


def test_a_cancelled_day_stays_as_cancelled_and_keeps_its_number_among_the_others(tielt):
    event = make_event(tielt, repeats=Repeats.WEEKLY, repeats_until=date(2026, 12, 20))
    known = [entry["UID"] for entry in entries()]
    assert known == [f"{event.translation_key}-{key}@localhost" for key in ("20261206T1000", "20261213T1000", "20261220T1000")]
    event.changes = [EventChange(day=date(2026, 12, 13), what=Change.CANCELLED)]
    publish(event)
    assert [entry["UID"] for entry in entries()] == known
    assert [entry["STATUS"] for entry in entries()] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [entry["SUMMARY"] for entry in entries()] == ["Braderie", "Gaat niet door: Braderie", "Braderie"]


def test_a_moved_day_keeps_its_number_and_a_later_version_is_known_as_later(tielt, clock):
    event = make_event(tielt)
    before = only()
    clock(2026, 11, 26, 9)
    event.changes = [EventChange(day=date(2026, 12, 6), what=Change.MOVED, new_day=date(2026, 12, 7))]
    publish(event)
    after = only()
    assert (after["UID"], after.start.date()) == (before["UID"], date(2026, 12, 7))
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt == datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_why_it_is_off_stands_in_front_of_what_it_was(tielt):
    make_event(tielt, status=Status.CANCELLED, status_note="Te veel wind.", summary="Kraampjes.")
    assert only()["DESCRIPTION"].startswith("Te veel wind.\n\nKraampjes.")


def test_a_french_file_tells_in_french_and_what_is_not_translated_in_dutch(tielt):
    french = town_page(tielt.municipality, language="fr")
    tell_event(make_event(tielt, summary="Kraampjes."), french, title="Braderie d'hiver")
    make_event(tielt, title="Markt", days=[date(2026, 12, 7)])
    winter, market = entries("fr")
    assert (winter["SUMMARY"], winter["SUMMARY"].params["LANGUAGE"], winter["URL"]) == (
        "Braderie d'hiver",
        "fr",
        "http://localhost/fr/tielt/braderie/",
    )
    assert winter["DESCRIPTION"].startswith("Kraampjes.")
    assert (market["SUMMARY"], market["SUMMARY"].params["LANGUAGE"]) == ("Markt", "nl")


def test_in_a_shop_the_place_is_the_shop_and_its_spot(tielt):
    shop = ShopFactory(name="De Kroon", municipality=tielt.municipality, latitude=51.0, longitude=3.25, house_number="7")
    make_event(tielt, venue_shop=shop)
    entry = only()
    assert entry["LOCATION"] == "De Kroon, Bruggestraat 7, 8700 Tielt"
    assert (entry["GEO"].latitude, entry["GEO"].longitude) == (51.0, 3.25)


def test_signs_that_no_calendar_may_hold_are_left_out_and_others_are_kept(tielt):
    make_event(tielt, title="Kaas, wijn; en\x0b \\ brood", slug="kaas", summary="Één\r\ntwee 🧀")
    text = file_of().decode()
    assert "\x0b" not in text
    entry = only()
    assert entry["SUMMARY"] == "Kaas, wijn; en \\ brood"
    assert entry["DESCRIPTION"].startswith("Één\ntwee 🧀")


@pytest.mark.parametrize("count", [1, 30])
def test_a_file_of_many_asks_no_more_than_of_one(tielt, count, django_assert_num_queries):
    town_page(tielt.municipality, language="fr")
    make_event(tielt, days=[date(2026, 12, 1) + timedelta(days=day) for day in range(count)])
    EventPage.objects.get().full_url  # noqa: B018 - the roots of the sites are kept
    with django_assert_num_queries(2):
        assert len(Calendar.from_ical(file_of("fr")).walk("VEVENT")) == count


@pytest.mark.parametrize(
    ("kind", "until", "said"),
    [
        (Kind.STAMP_CARD, date(2026, 12, 31), "TRANSPARENT"),
        (Kind.CONTEST, date(2026, 12, 7), "TRANSPARENT"),
        (Kind.STAMP_CARD, None, "OPAQUE"),
        (Kind.BRADERIE, date(2026, 12, 7), "OPAQUE"),
    ],
)
def test_an_action_that_runs_for_days_keeps_nobody_busy(tielt, kind, until, said):
    make_event(tielt, kind=kind, until_day=until, begins=None, ends=None)
    assert only()["TRANSP"] == said
