"""Hours with special days: the union of both, and nothing else changes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from shops import hours

SUNDAY = (date(2026, 12, 6), time(10), time(18))
BRUSSELS = ZoneInfo("Europe/Brussels")


def with_sunday(text, *days):
    return hours.effective(text, hours.joined_days(days or (SUNDAY,)))


def at(day, hour, minute=0, month=12, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def answers(text, *moments):
    return [str(hours.answer(text, moment)) for moment in moments]


def test_without_special_days_the_text_is_left_as_it_is():
    assert hours.effective("We 9:00-12:00", "") == "We 9:00-12:00"
    assert hours.effective("", "") == ""


def test_a_special_day_is_written_as_one_rule_of_which_the_rest_is_the_fallback():
    assert with_sunday("We 09:00-12:00") == "2026 Dec 06 10:00-18:00 || We 09:00-12:00"


def test_a_shop_that_is_closed_on_sunday_is_open_on_the_special_one():
    text = with_sunday("Mo-Sa 09:00-18:00; Su off")
    assert answers(text, at(6, 9, 59), at(6, 10), at(6, 17, 59), at(6, 18), at(13, 11)) == ["closed", "open", "open", "closed", "closed"]


def test_on_a_day_with_hours_of_its_own_both_hold():
    text = with_sunday("Mo-Su 08:00-11:00")
    assert answers(text, at(6, 8), at(6, 10, 30), at(6, 17), at(6, 18)) == ["open", "open", "open", "closed"]
    assert hours.week(text, date(2026, 12, 6))[0].slots == ((time(8), time(18)),)


@pytest.mark.parametrize("text", ["PH off; Mo-Fr 09:00-18:00", "Mo-Fr 09:00-18:00; Dec off", "Mo-Sa 09:00-18:00; PH,Su off"])
def test_a_rule_that_calls_days_off_does_not_swallow_the_special_day(text):
    assert answers(with_sunday(text, (date(2026, 12, 25), time(10), time(14))), at(25, 11), at(25, 15)) == ["open", "closed"]


def test_a_holiday_before_the_week_still_wins_beside_a_special_day():
    assert answers(with_sunday("PH off; Mo-Su 09:00-18:00"), at(25, 11)) == ["closed"]


@pytest.mark.parametrize("text", ["", "geen idee"])
def test_hours_that_nobody_knows_stay_unknown_at_all_other_times(text):
    text = with_sunday(text)
    assert answers(text, at(6, 9), at(6, 11), at(6, 18), at(7, 11)) == ["unknown", "open", "unknown", "unknown"]


def test_a_night_runs_on_past_midnight():
    assert answers(with_sunday("Mo-Fr 09:00-18:00", (date(2026, 12, 5), time(20), time(2))), at(5, 21), at(6, 1), at(6, 2)) == [
        "open",
        "open",
        "closed",
    ]


def test_until_midnight_and_all_day_are_written_as_the_grammar_wants():
    assert hours.dated(date(2026, 12, 6), time(20), time()) == "2026 Dec 06 20:00-24:00"
    assert hours.dated(date(2026, 12, 6), time(), time()) == "2026 Dec 06 00:00-24:00"


def test_several_days_stand_in_order_and_once():
    assert hours.joined_days([(date(2026, 12, 13), time(10), time(18)), SUNDAY, SUNDAY]) == "2026 Dec 06 10:00-18:00, 2026 Dec 13 10:00-18:00"


@pytest.mark.parametrize(("day", "begins"), [(date(2027, 3, 28), 8), (date(2026, 10, 25), 9)])
def test_on_a_sunday_that_changes_the_clock_the_hours_are_those_on_the_wall(day, begins):
    text = with_sunday("Su off; Mo-Sa 09:00-18:00", (day, time(10), time(18)))
    midnight = datetime(day.year, day.month, day.day, tzinfo=BRUSSELS)
    ends = datetime(day.year, day.month, day.day, 23, 59, tzinfo=BRUSSELS)
    assert hours.intervals(text, midnight, ends) == [
        (datetime(day.year, day.month, day.day, begins, tzinfo=UTC), datetime(day.year, day.month, day.day, begins + 8, tzinfo=UTC))
    ]


def test_of_more_special_days_than_are_read_the_farthest_are_left_out():
    long = "; ".join(f"2027 Jan {day:02} 09:00-12:00" for day in range(1, 32)) + "; Mo-Fr 09:00-18:00"
    days = [(date(2026, 12, day), time(10), time(18)) for day in range(1, 29)]
    text = with_sunday(long, *days)
    assert len(text) <= 1000
    assert answers(text, at(6, 17), at(27, 17)) == ["open", "closed"]
    assert hours.is_valid(text)


def test_machines_read_the_usual_week_and_each_special_day_of_eight_weeks():
    days = [(date(2026, 12, day), time(10), time(18)) for day in (6, 13, 20, 27)] + [(date(2027, 1, 10), time(13), time(17))]
    told = hours.schema_org(with_sunday("Mo-Sa 09:00-18:00", *days), date(2026, 12, 1), usual="Mo-Sa 09:00-18:00")
    assert [spec["dayOfWeek"] for spec in told["openingHoursSpecification"]] == [["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]]
    special = [(spec["validFrom"], spec["opens"], spec["closes"]) for spec in told["specialOpeningHoursSpecification"] if spec["opens"] != "00:00"]
    assert special == [(f"2026-12-{day:02}", "10:00", "18:00") for day in (6, 13, 20, 27)] + [("2027-01-10", "13:00", "17:00")]


def test_of_unknown_hours_machines_read_the_special_day_alone():
    told = hours.schema_org(with_sunday(""), date(2026, 12, 1), usual="")
    assert told == {
        "specialOpeningHoursSpecification": [
            {"@type": "OpeningHoursSpecification", "opens": "10:00", "closes": "18:00", "validFrom": "2026-12-06", "validThrough": "2026-12-06"}
        ]
    }
