"""Rules of RFC 5545 and what editors choose, as days."""

from datetime import date, datetime

import pytest
from dateutil import rrule

from events import recurrence
from events.kinds import Repeats

FIRST = datetime(2026, 12, 6, 10)  # a Sunday


def days(rule, first=FIRST, since=date(2026, 1, 1), until=date(2027, 6, 30)):
    return [moment.strftime("%d-%m-%Y") for moment in recurrence.starts(first, rule, since, until)]


@pytest.mark.parametrize(
    ("repeats", "first", "rule"),
    [
        (Repeats.NOT, date(2026, 12, 6), ""),
        (Repeats.DAILY, date(2026, 12, 6), "FREQ=DAILY"),
        (Repeats.WEEKLY, date(2026, 12, 6), "FREQ=WEEKLY"),
        (Repeats.FORTNIGHTLY, date(2026, 12, 6), "FREQ=WEEKLY;INTERVAL=2"),
        (Repeats.MONTHLY_DATE, date(2026, 12, 31), "FREQ=MONTHLY;BYMONTHDAY=31"),
        (Repeats.MONTHLY_WEEKDAY, date(2026, 12, 6), "FREQ=MONTHLY;BYDAY=1SU"),
        (Repeats.MONTHLY_WEEKDAY, date(2026, 12, 25), "FREQ=MONTHLY;BYDAY=4FR"),
        (Repeats.MONTHLY_WEEKDAY, date(2026, 12, 29), "FREQ=MONTHLY;BYDAY=-1TU"),
        (Repeats.YEARLY, date(2026, 12, 6), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=6"),
    ],
)
def test_what_an_editor_chooses_becomes_a_rule(repeats, first, rule):
    assert recurrence.rule_of(repeats, first) == rule


def test_a_rule_ends_with_the_day_that_the_editor_names():
    rule = recurrence.rule_of(Repeats.WEEKLY, date(2026, 12, 6), date(2026, 12, 20))
    assert days(rule) == ["06-12-2026", "13-12-2026", "20-12-2026"]


def test_a_rule_without_an_end_stops_where_it_is_not_asked_further():
    assert days("FREQ=MONTHLY;BYDAY=1SU", until=date(2027, 2, 28)) == ["06-12-2026", "03-01-2027", "07-02-2027"]


def test_what_began_long_ago_is_counted_from_its_first_day():
    assert days("FREQ=WEEKLY;COUNT=3", since=date(2026, 12, 10)) == ["13-12-2026", "20-12-2026"]
    assert days("FREQ=WEEKLY;INTERVAL=2", since=date(2027, 1, 1), until=date(2027, 1, 20)) == ["03-01-2027", "17-01-2027"]


def test_the_31st_skips_months_that_have_none():
    assert days("FREQ=MONTHLY;BYMONTHDAY=31", first=datetime(2027, 1, 31, 9)) == ["31-01-2027", "31-03-2027", "31-05-2027"]


def test_a_first_day_that_its_rule_does_not_name_counts_too():
    assert days("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T230000Z") == ["06-12-2026", "08-12-2026", "15-12-2026"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=5",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=NEVER",
        "elke dinsdag",
        "FREQ=DAILY;UNTIL=morgen",
        "FREQ=WEEKLY;BYDAY=9XX",
        "DTSTART:20200101T000000\nRRULE:FREQ=DAILY",
        "RRULE:FREQ=DAILY\nRDATE:20260101",
        "FREQ=DAILY;COUNT=x",
        "FREQ=YEARLY;BYEASTER=0",
        "X" * 500,
        " ",
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_by_name(rule):
    with pytest.raises(recurrence.BadRule):
        list(recurrence.starts(FIRST, rule, date(2026, 1, 1), date(2027, 1, 1)))


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000"])
def test_a_rule_that_never_comes_true_is_not_walked_to_the_end_of_time(rule, monkeypatch):
    years = set()
    rebuild = rrule._iterinfo.rebuild
    monkeypatch.setattr(rrule._iterinfo, "rebuild", lambda info, year, month: (years.add(year), rebuild(info, year, month)))
    assert days(rule) == ["06-12-2026"]
    assert 1 < len(years) <= 400, "the library would look at eight thousand years"


def test_no_more_days_than_four_hundred_are_made():
    assert len(days("FREQ=DAILY", until=date(2030, 1, 1))) == 400


@pytest.mark.parametrize("year", [1, 1900, 2399, 2400, 9999])
def test_a_rule_from_another_century_is_refused(year):
    with pytest.raises(recurrence.BadRule):
        days("FREQ=DAILY", first=datetime(year, 1, 1, 9))


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;BYDAY=1MO,9MO", "FREQ=MONTHLY;BYDAY=100MO", "FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", "FREQ=YEARLY;BYDAY=54MO", "FREQ=DAILY;COUNT=-5"],
)
def test_a_weekday_or_a_number_that_no_calendar_has_is_refused_at_once(rule):
    with pytest.raises(recurrence.BadRule):
        recurrence.read(rule, datetime(2026, 1, 5, 9))


def test_a_number_of_times_beyond_all_measure_is_cut():
    rule = "FREQ=DAILY;COUNT=99999999999999999999999"
    assert recurrence.found_count(rule) == 100 * 366
    assert len(list(recurrence.starts(datetime(2026, 1, 5, 9), rule, date(2026, 1, 5), date(2026, 1, 9)))) == 5
