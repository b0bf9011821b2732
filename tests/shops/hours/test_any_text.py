"""What must hold for any text of opening hours, at any moment."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shops import hours
from shops.hours import Answer, NotUnderstood

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
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
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


@given(REAL_HOURS, MOMENTS)
@settings(deadline=None, max_examples=200)
def test_a_day_is_the_same_whichever_day_the_week_starts_on(text, at):
    start = at.date()
    assert hours.week(text, start)[1:] == hours.week(text, start + timedelta(days=1))[:6]
