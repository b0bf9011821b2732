"""Three answers about opening hours: what stands in the text, and nothing that does not."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shops import hours
from shops.hours import BRUSSELS, Answer, Day, NotUnderstood

BOOKSHOP = "Tu-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off"
CAFE = "Mo-Th 18:00-01:00; Fr-Sa 18:00-03:00; Su off"
DISCO = "Fr 20:00-02:00; Sa 20:00-02:30; Su 10:00-12:00"


def brussels(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def pair(opens: str, closes: str) -> tuple[time, time]:
    return time.fromisoformat(opens), time.fromisoformat(closes)


@pytest.mark.parametrize("text", ["", "  ", "Mo-Fr 10:00-18:00; Sa", "komt u maar eens langs"])
def test_a_shop_without_readable_hours_is_unknown_and_never_closed(text):
    at = brussels(2026, 11, 25, 11)
    assert hours.answer(text, at) is Answer.UNKNOWN
    assert hours.state(text, at) == hours.State(Answer.UNKNOWN)
    assert hours.intervals(text, at, at + timedelta(days=7)) == []
    assert [day.answer for day in hours.week(text, date(2026, 11, 25))] == [Answer.UNKNOWN] * 7
    assert hours.schema_org(text, date(2026, 11, 25)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 10:00-18:00; Sa",
        "Mo-Fr 10:00-18:00, Sa",
        "Mo-Fr",
        "Mo-Fr open",
        "open",
        "Jan-Mar",
        "2026",
        "Mo-Fr 9:00",
        "Mo-Fr 10-18",
        "Mo-Fr 10:00-18:00;",
        "Mo-Fr 10:00-18:00,",
        'Mo-Fr 10:00-18:00 "x',
        "Mo-Fr 10:00-18:00 | Sa 10:00-12:00",
        "Mo-Fr 25:00-26:00",
        "24/24",
        "10:00-16:00/02:00",
        "PH off",
        "Su off; Jul 1-15 off",
        "SH Mo-Fr 10:00-12:00",
        "Mo-Fr 09:00-18:00; " * 60 + "PH off",
    ],
)
def test_texts_that_say_less_than_the_grammar_makes_of_them_are_refused(text):
    assert not hours.is_valid(text)
    with pytest.raises(NotUnderstood):
        hours.parse(text)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("24/7", "24/7"),
        ("mo-fr 9:00-18:00; ph Off", "Mo-Fr 09:00-18:00; PH off"),
        ("Mo-Fr 09:00 - 12:00 , 13:00-18:00 ;Sa closed", "Mo-Fr 09:00-12:00,13:00-18:00; Sa off"),
        ("Mo, We 10:00-12:00", "Mo,We 10:00-12:00"),
        ("Mo-Fr 10:00-12:00, Sa 13:00-18:00", "Mo-Fr 10:00-12:00, Sa 13:00-18:00"),
        ("Mo-Fr 10:00-18:00, PH off", "Mo-Fr 10:00-18:00; PH off"),
        ('"enkel na afspraak"', 'unknown "enkel na afspraak"'),
        ('Sa "sur rendez-vous"', 'Sa unknown "sur rendez-vous"'),
        ('Mo-Fr 09:00-18:00 "op afspraak"', 'Mo-Fr 09:00-18:00 unknown "op afspraak"'),
        ('Mo-Fr 09:00-18:00 "bel aan, twee keer; of klop"', 'Mo-Fr 09:00-18:00 "bel aan, twee keer; of klop"'),
        ('Fr 10:00-12:00; PH off; "op afspraak"', 'Fr 10:00-12:00; PH off || unknown "op afspraak"'),
        ("PH off; Mo-Fr 09:00-18:00", "Mo-Fr 09:00-18:00; PH off"),
        ("Su,PH off; Mo-Sa 09:00-18:00; Dec 24 09:00-16:00", "Su,PH off; Mo-Sa 09:00-18:00; PH off; Dec 24 09:00-16:00"),
        ("Su,PH 09:00-12:00; Mo-Sa 09:00-18:00", "Su,PH 09:00-12:00; Mo-Sa 09:00-18:00; PH 09:00-12:00"),
        ("Mo-Fr,PH 09:00-18:00; Sa 09:00-12:00", "Mo-Fr,PH 09:00-18:00; Sa 09:00-12:00"),
        ("2026 Dec 24-2026 Dec 31 off; Mo-Fr 10:00-12:00", "2026 Dec 24-2026 Dec 31 off; Mo-Fr 10:00-12:00"),
    ],
)
def test_a_text_is_normalised_to_what_it_means(text, normalised):
    assert hours.parse(text).text == normalised
    assert hours.parse(normalised).text == normalised


def test_an_empty_text_is_valid_and_says_nothing():
    assert hours.is_valid("")
    assert hours.parse(" ") is None


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (BOOKSHOP, brussels(2026, 11, 25, 12, 29), "open"),
        (BOOKSHOP, brussels(2026, 11, 25, 12, 30), "closed"),
        (BOOKSHOP, utc(2026, 11, 25, 8, 0), "open"),
        (BOOKSHOP, brussels(2026, 12, 25, 11), "closed"),
        ("PH off; Mo-Fr 09:00-18:00", brussels(2026, 7, 21, 11), "closed"),
        ("Mo-Fr 09:00-18:00", brussels(2026, 7, 21, 11), "open"),
        ('"enkel na afspraak"', brussels(2026, 11, 25, 11), "unknown"),
        ("We-Su 11:00+", brussels(2026, 11, 25, 10), "closed"),
        ("We-Su 11:00+", brussels(2026, 11, 25, 14), "unknown"),
        ("We-Su 11:00-14:00,18:00-21:00+", brussels(2026, 11, 25, 20, 59), "open"),
        ("We-Su 11:00-14:00,18:00-21:00+", brussels(2026, 11, 25, 21), "unknown"),
        ("Mo-Fr 09:00-18:00; Dec 24 16:00+ off", brussels(2026, 12, 24, 15), "open"),
        ("Mo-Fr 09:00-18:00; Dec 24 16:00+ off", brussels(2026, 12, 24, 17), "closed"),
        ('Mo-Fr 10:00-18:00; Su off || "op afspraak"', brussels(2026, 11, 27, 17), "open"),
        ('Mo-Fr 10:00-18:00; Su off || "op afspraak"', brussels(2026, 11, 28, 17), "unknown"),
        ('Mo-Fr 10:00-18:00; Su off || "op afspraak"', brussels(2026, 11, 29, 17), "closed"),
        ("sunrise-sunset", brussels(2026, 12, 21, 17, 30), "closed"),
        ("sunrise-sunset", brussels(2026, 6, 21, 21, 30), "open"),
    ],
)
def test_the_answer_at_a_moment(text, at, expected):
    assert hours.answer(text, at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (brussels(2026, 11, 27, 0, 30), "open"),  # Thursday night, though Friday has a rule of its own
        (brussels(2026, 11, 27, 1, 0), "closed"),
        (brussels(2026, 11, 29, 2, 59), "open"),  # Saturday night, though Sunday is off
        (brussels(2026, 11, 29, 3, 0), "closed"),
        (brussels(2026, 11, 30, 0, 30), "closed"),  # no Sunday night
    ],
)
def test_hours_past_midnight_belong_to_the_day_they_start_whatever_the_next_day_says(at, expected):
    assert hours.answer(CAFE, at) == expected


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        hours.answer(BOOKSHOP, datetime(2026, 11, 25, 11))


def test_the_state_says_when_it_closes_and_that_it_is_soon():
    assert hours.state(BOOKSHOP, brussels(2026, 11, 25, 11, 29)) == hours.State(
        Answer.OPEN, until=utc(2026, 11, 25, 11, 30), closes_at=utc(2026, 11, 25, 11, 30), soon=False
    )
    assert hours.state(BOOKSHOP, brussels(2026, 11, 25, 11, 30)).soon


def test_the_state_says_when_it_opens_after_a_weekend_and_a_holiday():
    state = hours.state("Mo-Fr 09:00-18:00; PH off", brussels(2026, 12, 24, 20))
    assert (state.answer, state.until, state.opens_at) == (Answer.CLOSED, utc(2026, 12, 28, 8), utc(2026, 12, 28, 8))
    assert hours.state("Mo-Fr 09:00-18:00; PH off", brussels(2026, 12, 25, 20)).day_is_holiday


def test_a_shop_that_never_changes_has_no_next_moment():
    at = brussels(2026, 11, 25, 11)
    assert hours.state("24/7", at) == hours.State(Answer.OPEN)
    assert hours.state('off "verbouwing"', at) == hours.State(Answer.CLOSED, comment="verbouwing")
    assert hours.state("2010 Mo-Fr 10:00-12:00", at) == hours.State(Answer.CLOSED)


def test_the_state_skips_unknown_parts_to_the_next_opening_and_keeps_the_shops_words():
    state = hours.state('Mo-Fr 10:00-18:00; Sa "op afspraak"', brussels(2026, 11, 27, 19))
    assert (state.answer, state.until, state.opens_at) == (Answer.CLOSED, utc(2026, 11, 27, 23), utc(2026, 11, 30, 9))
    assert hours.state('Mo-Fr 10:00-18:00; Sa "op afspraak"', brussels(2026, 11, 28, 11)).comment == "op afspraak"


def test_hours_that_touch_count_as_one_stretch():
    text = '10:00-12:00 "toog", 12:00-14:00 "lunch"'
    assert hours.state(text, brussels(2026, 11, 25, 11)).closes_at == utc(2026, 11, 25, 13)
    assert hours.intervals(text, brussels(2026, 11, 25), brussels(2026, 11, 26)) == [(utc(2026, 11, 25, 9), utc(2026, 11, 25, 13))]


def test_intervals_are_clipped_to_the_window_and_leave_out_what_is_unknown():
    text = 'We 10:00-18:00; Th unknown "op afspraak"; Fr 10:00-18:00'
    assert hours.intervals(text, brussels(2026, 11, 25, 12), brussels(2026, 11, 27, 11)) == [
        (utc(2026, 11, 25, 11), utc(2026, 11, 25, 17)),
        (utc(2026, 11, 27, 9), utc(2026, 11, 27, 10)),
    ]


def test_intervals_of_the_night_in_march_that_is_an_hour_short():
    assert hours.intervals(DISCO, brussels(2026, 3, 27, 12), brussels(2026, 3, 30)) == [
        (utc(2026, 3, 27, 19), utc(2026, 3, 28, 1)),
        (utc(2026, 3, 28, 19), utc(2026, 3, 29, 1)),  # 02:30 does not exist: it closes when the clock jumps
        (utc(2026, 3, 29, 8), utc(2026, 3, 29, 10)),
    ]


def test_intervals_of_the_night_in_october_that_is_an_hour_long():
    assert hours.intervals(DISCO, brussels(2026, 10, 23, 12), brussels(2026, 10, 26)) == [
        (utc(2026, 10, 23, 18), utc(2026, 10, 24, 0)),
        (utc(2026, 10, 24, 18), utc(2026, 10, 25, 0, 30)),  # the first 02:30
        (utc(2026, 10, 25, 9), utc(2026, 10, 25, 11)),
    ]
    assert hours.answer(DISCO, utc(2026, 10, 25, 0, 15)) is Answer.OPEN
    assert hours.answer(DISCO, utc(2026, 10, 25, 1, 15)) is Answer.CLOSED


def test_a_text_with_sun_and_hours_past_midnight_survives_the_hour_that_march_skips():
    text = "Mo-Fr sunrise-sunset; Sa-Su 02:00-02:00"
    assert hours.intervals(text, brussels(2026, 3, 28, 23), brussels(2026, 3, 29, 12)) == [(utc(2026, 3, 28, 22), utc(2026, 3, 29, 10))]


def test_a_window_of_centuries_ends_early_instead_of_never():
    found = hours.intervals("10:00-12:00", utc(2026, 1, 1), utc(2800, 1, 1))
    assert len(found) == hours.MOST_SPANS // 2


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


def test_the_holidays_of_2026_are_the_ten_legal_ones_and_easter_sunday():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if hours.is_holiday(day)] == [
        date(2026, month, day)
        for month, day in [(1, 1), (4, 5), (4, 6), (5, 1), (5, 14), (5, 25), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
    ]  # fmt: skip


# What must hold for any text ----------------------------------------------------------------------------------------------------

WORDS = ["Mo", "-", "Fr", "Sa", " ", "10:00", "12:00", "23:30", "02:00", "26:00", "00:00", ";", ",", "PH", "off", "||", "2026", "Dec", "25",
         "Mar 29", "+", "week", "53", "[", "1", "]", "easter", "day", '"', "afspraak", "/", "24/7", "unknown", "sunset", "(", ")", ":"]  # fmt: skip
NEAR_HOURS = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)
DAYS = st.sampled_from(["Mo-Fr", "Sa", "Su", "Mo", "PH", "Mo-Su", "Fr,Sa", "Jul-Aug", "Dec 24", "We[1]", "2026 Oct 25", ""])
CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 24), st.sampled_from([0, 15, 30, 59]))
TIMES = st.one_of(
    st.sampled_from(["off", "unknown", 'unknown "op afspraak"', "24/7", "18:00+", "sunrise-sunset"]),
    st.builds("{}-{}".format, CLOCK, CLOCK),
    st.builds("{}-{},{}-{}".format, CLOCK, CLOCK, CLOCK, CLOCK),
)
RULES = st.lists(st.builds("{} {}".format, DAYS, TIMES), min_size=1, max_size=4)
REAL_HOURS = st.builds(lambda rules, sep: sep.join(rules), RULES, st.sampled_from(["; ", "; ", "; ", ", ", " || "])).filter(hours.is_valid)
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30), timezones=st.just(UTC)),
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26), timezones=st.just(UTC)),
)


@given(st.one_of(st.text(max_size=60), NEAR_HOURS))
@example("\x00")
@example('"')
@settings(deadline=None, max_examples=300)
def test_any_text_is_understood_or_refused_by_name(text):
    try:
        understood = hours.parse(text)
    except NotUnderstood:
        return
    at = utc(2026, 3, 29, 0, 30)
    assert hours.answer(text, at) in Answer
    assert understood is None or hours.parse(understood.text).text == understood.text


@given(REAL_HOURS, MOMENTS, st.integers(0, 20 * 24 * 60), st.integers(0, 24 * 60))
@settings(deadline=None, max_examples=300)
def test_intervals_are_sorted_apart_and_inside_the_window_and_agree_with_the_answer(text, start, length, minute):
    start = start.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=length)
    found = hours.intervals(text, start, end)
    edges = [edge for interval in found for edge in interval]
    assert edges == sorted(set(edges))
    assert all(start <= edge <= end for edge in edges)
    at = start + timedelta(minutes=minute)
    if at < end:
        assert (hours.answer(text, at) is Answer.OPEN) == any(first <= at < last for first, last in found)


@given(REAL_HOURS, MOMENTS)
@settings(deadline=None, max_examples=200)
def test_the_state_changes_when_it_says_and_not_before(text, at):
    state = hours.state(text, at)
    assert state.answer is hours.answer(text, at)
    if state.until:
        assert at < state.until
        assert hours.answer(text, state.until) is not state.answer
        assert hours.answer(text, at + (state.until - at) / 2) is state.answer
    if state.opens_at:
        assert hours.answer(text, state.opens_at) is Answer.OPEN
