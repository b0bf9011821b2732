"""Hours by the day: the coming week, the usual week, and what search engines are told."""

from datetime import date, datetime, time

from shops import hours
from shops.hours import BRUSSELS, Answer, Day

CAFE = "Mo-Th 18:00-01:00; Fr-Sa 18:00-03:00; Su off"


def pair(opens: str, closes: str) -> tuple[time, time]:
    return time.fromisoformat(opens), time.fromisoformat(closes)


def test_the_days_of_a_week_with_a_holiday_a_night_and_a_lunch():
    text = 'Mo-Th 09:00-12:00,13:00-18:00; Fr 20:00-02:00; Sa 00:00-24:00; Su "op afspraak"; PH off "feest"'
    assert hours.week(text, date(2026, 11, 11)) == [
        Day(date(2026, 11, 11), (), Answer.CLOSED, holiday=True, comment="feest"),
        Day(date(2026, 11, 12), (pair("09:00", "12:00"), pair("13:00", "18:00")), Answer.OPEN),
        Day(date(2026, 11, 13), (pair("20:00", "00:00"),), Answer.OPEN),
        Day(date(2026, 11, 14), (pair("00:00", "00:00"),), Answer.OPEN),
        Day(date(2026, 11, 15), (), Answer.UNKNOWN, comment="op afspraak"),
        Day(date(2026, 11, 16), (pair("09:00", "12:00"), pair("13:00", "18:00")), Answer.OPEN),
        Day(date(2026, 11, 17), (pair("09:00", "12:00"), pair("13:00", "18:00")), Answer.OPEN),
    ]


def test_a_night_past_midnight_stands_with_the_day_it_starts_also_before_the_first_day_asked():
    days = hours.week(CAFE, date(2026, 11, 29))
    assert [day.slots for day in days[:3]] == [(), (pair("18:00", "01:00"),), (pair("18:00", "01:00"),)]


def test_day_and_night_is_one_whole_day_each_day():
    assert [day.slots for day in hours.week("24/7", date(2026, 10, 22))] == [(pair("00:00", "00:00"),)] * 7


def test_structured_data_has_the_regular_week_and_the_days_that_differ():
    assert hours.schema_org("Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off; 2026 Dec 24 09:00-16:00", date(2026, 12, 20)) == {
        "openingHoursSpecification": [
            {"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "12:30",
             "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]},
            {"@type": "OpeningHoursSpecification", "opens": "13:30", "closes": "18:00",
             "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]},
            {"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "17:00", "dayOfWeek": ["Saturday"]},
        ],
        "specialOpeningHoursSpecification": [
            {"@type": "OpeningHoursSpecification", "opens": "09:00", "closes": "16:00", "validFrom": "2026-12-24", "validThrough": "2026-12-24"},
            {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", "validFrom": "2026-12-25", "validThrough": "2026-12-25"},
            {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", "validFrom": "2027-01-01", "validThrough": "2027-01-01"},
        ],
    }  # fmt: skip


def test_structured_data_of_day_and_night_and_of_hours_by_appointment():
    everyday = list(hours.WEEKDAYS)
    assert hours.schema_org("24/7", date(2026, 12, 20)) == {
        "openingHoursSpecification": [{"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "23:59", "dayOfWeek": everyday}]
    }
    assert hours.schema_org('"op afspraak"', date(2026, 12, 20)) == {}


def test_the_regular_week_follows_the_season_that_lasts_and_not_a_week_of_leave():
    seasonal = "Apr-Sep 10:00-20:00; Oct-Mar 10:00-17:00; 2026 Nov 23-2026 Nov 29 off"
    regular = hours.regular_week(seasonal, date(2026, 11, 23))
    assert [(day.date.weekday(), day.slots) for day in regular] == [(number, (pair("10:00", "17:00"),)) for number in range(7)]
    special = hours.schema_org(seasonal, date(2026, 11, 27))["specialOpeningHoursSpecification"]
    assert [(part["validFrom"], part["closes"]) for part in special] == [("2026-11-27", "00:00"), ("2026-11-28", "00:00"), ("2026-11-29", "00:00")]


def test_after_midnight_the_night_stands_with_yesterday_though_the_shop_is_still_open():
    sunday_night = datetime(2026, 11, 29, 0, 30, tzinfo=BRUSSELS)
    assert hours.answer(CAFE, sunday_night) is Answer.OPEN
    assert hours.week(CAFE, date(2026, 11, 29))[0] == Day(date(2026, 11, 29), (), Answer.CLOSED)
    assert hours.week(CAFE, date(2026, 11, 28))[:2] == [
        Day(date(2026, 11, 28), (pair("18:00", "03:00"),), Answer.OPEN),
        Day(date(2026, 11, 29), (), Answer.CLOSED),
    ]


def test_a_caller_that_changes_its_week_does_not_change_that_of_the_next():
    hours.week(CAFE, date(2026, 11, 29)).clear()
    assert len(hours.week(CAFE, date(2026, 11, 29))) == 7
