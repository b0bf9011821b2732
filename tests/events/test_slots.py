"""From what an editor filled in to stretches of time."""

from datetime import UTC, date, datetime, time

from events.kinds import Change, Status
from events.slots import DayChange, Moment, slots

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def told(moments, changes=()):
    return [(f"{slot.starts:%d-%m %H:%M}", f"{slot.ends:%d-%m %H:%M}") for slot in slots(moments, changes, at=AT)]


def test_a_day_and_an_hour_are_those_of_brussels():
    assert told([Moment(date(2026, 12, 6), time(10), None, time(18))]) == [("06-12 09:00", "06-12 17:00")]
    assert told([Moment(date(2026, 7, 6), time(10), None, time(18))]) == [("06-07 08:00", "06-07 16:00")]


def test_whole_days_go_from_midnight_to_midnight():
    (slot,) = slots([Moment(date(2026, 12, 6), until_day=date(2026, 12, 8))], at=AT)
    assert (slot.first_day, slot.last_day, slot.all_day, slot.key) == (date(2026, 12, 6), date(2026, 12, 8), True, "20261206")
    assert (slot.starts, slot.ends) == (datetime(2026, 12, 5, 23, tzinfo=UTC), datetime(2026, 12, 8, 23, tzinfo=UTC))


def test_an_evening_that_ends_after_midnight_is_one_evening():
    (slot,) = slots([Moment(date(2026, 12, 31), time(20), None, time(2))], at=AT)
    assert (slot.first_day, slot.last_day) == (date(2026, 12, 31), date(2026, 12, 31))
    assert slot.ends == datetime(2027, 1, 1, 1, tzinfo=UTC)


def test_without_an_end_it_lasts_an_hour():
    assert told([Moment(date(2026, 12, 6), time(10))]) == [("06-12 09:00", "06-12 10:00")]


def test_a_market_stays_at_nine_when_summer_time_begins_and_ends():
    weekly = [Moment(date(2027, 3, 21), time(9), None, time(12), "FREQ=WEEKLY;COUNT=2")]
    assert told(weekly) == [("21-03 08:00", "21-03 11:00"), ("28-03 07:00", "28-03 10:00")]
    autumn = [Moment(date(2027, 10, 24), time(9), None, time(12), "FREQ=WEEKLY;COUNT=2")]
    assert told(autumn) == [("24-10 07:00", "24-10 10:00"), ("31-10 08:00", "31-10 11:00")]


def test_an_hour_that_summer_time_skips_is_the_hour_after_it():
    assert told([Moment(date(2027, 3, 28), time(2, 30), None, time(4))]) == [("28-03 01:30", "28-03 02:00")]


def test_a_night_in_which_the_clock_goes_back_lasts_an_hour_longer():
    assert told([Moment(date(2027, 10, 30), time(22), None, time(4))]) == [("30-10 20:00", "31-10 03:00")]


def test_an_exhibition_that_began_before_the_window_is_there():
    (slot,) = slots([Moment(date(2025, 6, 1), until_day=date(2026, 12, 31))], at=AT)
    assert slot.last_day == date(2026, 12, 31)


WEEKLY = Moment(date(2026, 12, 6), time(10), None, time(12), "FREQ=WEEKLY;COUNT=3")


def test_a_day_that_is_skipped_is_not_there():
    assert told([WEEKLY], [DayChange(date(2026, 12, 13), Change.SKIPPED)]) == [("06-12 09:00", "06-12 11:00"), ("20-12 09:00", "20-12 11:00")]


def test_a_day_that_is_cancelled_or_full_says_so():
    found = slots([WEEKLY], [DayChange(date(2026, 12, 6), Change.CANCELLED), DayChange(date(2026, 12, 20), Change.FULL)], at=AT)
    assert [slot.status for slot in found] == [Status.CANCELLED, Status.PLANNED, Status.FULL]


def test_a_day_that_is_moved_keeps_its_key_and_its_length():
    moved_day = DayChange(date(2026, 12, 13), Change.MOVED, new_day=date(2026, 12, 14))
    moved_hour = DayChange(date(2026, 12, 13), Change.MOVED, begins=time(14))
    for change, starts, ends in [(moved_day, "14-12 09:00", "14-12 11:00"), (moved_hour, "13-12 13:00", "13-12 15:00")]:
        slot = slots([WEEKLY], [change], at=AT)[1]
        assert (slot.key, slot.status) == ("20261213T1000", Status.MOVED)
        assert (f"{slot.starts:%d-%m %H:%M}", f"{slot.ends:%d-%m %H:%M}") == (starts, ends)


def test_the_same_beginning_twice_is_one():
    assert len(slots([WEEKLY, WEEKLY], at=AT)) == 3


def test_what_comes_is_not_cut_by_what_has_been():
    days = [slot.first_day for slot in slots([Moment(date(2024, 1, 1), time(10), None, time(12), "FREQ=DAILY")], at=AT)]
    assert (days[0], days[-1], len(days)) == (date(2025, 10, 31), date(2027, 12, 5), 366 + 400)
    assert days == sorted(set(days))


def test_a_long_thing_that_comes_back_daily_keeps_what_comes_too():
    week = Moment(date(2025, 1, 1), until_day=date(2025, 1, 7), rule="FREQ=DAILY")
    found = slots([week], at=AT)
    assert sum(slot.last_day >= date(2026, 11, 1) for slot in found) == 400
