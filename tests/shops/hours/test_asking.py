"""Three answers about opening hours: what stands in the text, and nothing that does not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shops import hours
from shops.hours import BRUSSELS, Answer

BOOKSHOP = "Tu-Fr 09:00-12:30,13:30-18:00; Sa 09:00-17:00; PH off"
CAFE = "Mo-Th 18:00-01:00; Fr-Sa 18:00-03:00; Su off"
DISCO = "Fr 20:00-02:00; Sa 20:00-02:30; Su 10:00-12:00"


def brussels(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "  ", "Mo-Fr 10:00-18:00; Sa", "komt u maar eens langs"])
def test_a_shop_without_readable_hours_is_unknown_and_never_closed(text):
    at = brussels(2026, 11, 25, 11)
    assert hours.answer(text, at) is Answer.UNKNOWN
    assert hours.state(text, at) == hours.State(Answer.UNKNOWN)
    assert hours.intervals(text, at, at + timedelta(days=7)) == []
    assert [day.answer for day in hours.week(text, date(2026, 11, 25))] == [Answer.UNKNOWN] * 7
    assert hours.schema_org(text, date(2026, 11, 25)) == {}


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


def test_the_holidays_of_2026_are_the_ten_legal_ones_and_easter_sunday():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if hours.is_holiday(day)] == [
        date(2026, month, day)
        for month, day in [(1, 1), (4, 5), (4, 6), (5, 1), (5, 14), (5, 25), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
    ]  # fmt: skip
