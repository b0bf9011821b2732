"""A text of hours as lines of a form, and back: the same, or not at all."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from shops import hours
from shops.hours.asking import Answer, spans_between
from shops.hours.grid import Doubt, Grid, Line, Says, Spell, doubt_about, grid_of, is_night, text_of, without_past

TODAY = date(2026, 11, 25)
CLOSED, UNKNOWN, APPOINTMENT, USUAL = Line(Says.CLOSED), Line(), Line(Says.APPOINTMENT), Line(Says.USUAL)


def slot(text: str) -> tuple[time, time]:
    opens, closes = text.split("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def open_from(*slots: str) -> Line:
    return Line(Says.OPEN, tuple(map(slot, slots)))


LUNCH = open_from("09:00-12:00", "13:30-18:00")
DAY = open_from("09:00-18:00")


def week(*lines: Line) -> tuple[Line, ...]:
    """The lines from Monday on; the rest of the week is closed."""
    return (*lines, *[CLOSED] * (7 - len(lines)))


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("", Grid()),
        ("Mo-Fr 09:00-12:00,13:30-18:00", Grid(week(*[LUNCH] * 5), USUAL)),
        ("Mo-Fr 09:00-18:00; Sa,Su off; PH off", Grid(week(*[DAY] * 5), CLOSED)),
        ("PH off; Mo-Fr 09:00-18:00", Grid(week(*[DAY] * 5), CLOSED)),
        ("Mo-Su,PH 09:00-18:00", Grid((DAY,) * 7, DAY)),
        ("Mo 13:30-18:00,09:00-12:00", Grid(week(LUNCH), USUAL)),
        ("Mo-We 09:00-12:00, Mo 13:30-18:00", Grid(week(LUNCH, *[open_from("09:00-12:00")] * 2), USUAL)),
        ("Mo 20:00-26:00; Tu 18:00-24:00", Grid(week(open_from("20:00-02:00"), open_from("18:00-00:00")), USUAL)),
        ("24/7", Grid((open_from("00:00-00:00"),) * 7, USUAL)),
        ('unknown "sur rendez-vous"', Grid((APPOINTMENT,) * 7, USUAL)),
        ('Mo 09:00-18:00; Tu unknown; We unknown "op afspraak"', Grid(week(DAY, UNKNOWN, APPOINTMENT), USUAL)),
        (
            'Mo 09:00-18:00; 2026 Dec 20-2027 Jan 03 off "jaarlijks verlof"',
            Grid(week(DAY), USUAL, (Spell(date(2026, 12, 20), date(2027, 1, 3), CLOSED, "jaarlijks verlof"),)),
        ),
        (
            'Mo 09:00-18:00; 2026 Dec 31,2026 Dec 24 09:00-12:00,13:30-18:00; 2026 Dec 27-28 unknown "op afspraak (kermis)"',
            Grid(
                week(DAY),
                USUAL,
                (
                    Spell(date(2026, 12, 24), date(2026, 12, 24), LUNCH),
                    Spell(date(2026, 12, 27), date(2026, 12, 28), APPOINTMENT, "kermis"),
                    Spell(date(2026, 12, 31), date(2026, 12, 31), LUNCH),
                ),
            ),
        ),
        ("Mo 09:00-18:00; 2026 Nov 10-20 off", Grid(week(DAY), USUAL)),
        ("Mo 09:00-18:00; 2026 Nov 10 sunrise-sunset", Grid(week(DAY), USUAL)),
    ],
)
def test_a_text_that_a_grid_can_say_is_read_into_it(text, grid):
    assert grid_of(text, TODAY) == grid


@pytest.mark.parametrize(
    "text",
    [
        "Su[1] 10:00-12:00",
        "Mo-Fr 08:00-10:00,11:00-12:00,13:00-15:00",
        "Apr-Sep: Mo-Fr 09:00-18:00; Oct-Mar: Mo-Fr 10:00-16:00",
        "week 1-20 Mo-Fr 09:00-18:00",
        "Mo-Fr sunrise-sunset",
        "Fr 18:00+",
        "Mo-Fr 09:00-18:00; SH off",
        "Mo-Fr 09:00-18:00; PH -1 day off",
        'Mo-Fr 09:00-18:00 || "op afspraak"',
        'Mo-Fr 09:00-18:00 "zijdeur"',
        'Mo-Fr 09:00-18:00; Sa 09:00-12:00 "op afspraak"',
        'Mo-Fr 09:00-18:00; Sa unknown "bel Jan, of kom op afspraak"',
        "Mo-Fr,PH 09:00-18:00; Sa 09:00-12:00",  # on Saturday a holiday has other hours than on Monday
        "Mo-Fr 09:00-18:00; Dec 25 off",  # every year: no year in which it is over
        "2026 Dec 24 off; Mo-Fr 09:00-18:00",  # overridden by what follows
        "Mo-Fr 09:00-18:00, 2026 Dec 06 10:00-18:00",
        "Mo-Fr 09:00-18:00; 2026 Dec 20-30 off; 2026 Dec 24 09:00-12:00",
        "Mo-Fr 09:00-18:00; 2026 Dec 24 unknown",
        "Mo-Fr 09:00-18:00; 2026 Dec 30-10 off",
        "Mo 09:00-12:00; We off, We 14:00-18:00",
        "Mo 12:00-13:00 off; Tu 09:00-12:00",
        "Mo 10:00-10:00",
        "Mo 09:00-06:00",
        "2026 Nov 10 09:00-18:00",  # nothing is left of it
        "zes tot acht",
    ],
)
def test_what_a_grid_cannot_say_has_none(text):
    assert grid_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("grid", "text"),
    [
        (Grid(), ""),
        (Grid(holidays=USUAL), ""),
        (Grid(holidays=CLOSED), "Mo-Su unknown; PH off"),
        (Grid(week(*[LUNCH] * 5), CLOSED), "Mo-Fr 09:00-12:00,13:30-18:00; PH off"),
        (Grid(week(LUNCH, LUNCH, DAY, LUNCH), USUAL), "Mo,Tu,Th 09:00-12:00,13:30-18:00; We 09:00-18:00"),
        (Grid(week(DAY, UNKNOWN, APPOINTMENT), UNKNOWN), 'Mo 09:00-18:00; Tu unknown; We unknown "op afspraak"; PH unknown'),
        (Grid(week(), USUAL, (Spell(TODAY, TODAY, open_from("18:00-00:00"), "kermis"),)), 'Mo-Su off; 2026 Nov 25 18:00-24:00 "kermis"'),
        (Grid((open_from("00:00-00:00"),) * 7, USUAL), "Mo-Su 00:00-24:00"),
        (
            Grid(week(DAY), USUAL, (Spell(date(2026, 12, 30), date(2027, 1, 2), APPOINTMENT, "verlof"),)),
            'Mo 09:00-18:00; 2026 Dec 30-2027 Jan 02 unknown "op afspraak (verlof)"',
        ),
    ],
)
def test_a_grid_is_written_in_the_syntax_of_openstreetmap(grid, text):
    assert text_of(grid) == text


def test_too_much_for_one_text_is_refused_by_name():
    spells = tuple(Spell(day, day, CLOSED, "w" * 60) for day in (TODAY + timedelta(days=number) for number in range(20)))
    with pytest.raises(hours.NotUnderstood):
        text_of(Grid(week(DAY), USUAL, spells))


def test_what_is_over_falls_away_a_day_later_where_there_are_nights():
    yesterday = TODAY - timedelta(days=1)
    over, last = Spell(yesterday - timedelta(days=9), yesterday, CLOSED, "verlof"), Spell(yesterday, TODAY, CLOSED)
    assert without_past(Grid(week(DAY), USUAL, (over, last)), TODAY).spells == (last,)
    nights = Grid(week(open_from("20:00-03:00")), USUAL, (over,))
    assert [without_past(nights, day).spells for day in (TODAY, TODAY + timedelta(days=1))] == [(over,), ()]


@pytest.mark.parametrize(
    ("slots", "doubt"),
    [
        (["09:00-12:00", "12:00-18:00"], None),
        (["00:00-00:00"], None),
        (["20:00-02:00"], None),
        (["10:00-04:00"], None),
        (["18:00-11:00"], None),
        (["09:00-12:00", "11:00-18:00"], Doubt.OVERLAP),
        (["20:00-02:00", "21:00-23:00"], Doubt.OVERLAP),
        (["00:00-00:00", "09:00-12:00"], Doubt.OVERLAP),
        (["09:00-09:00"], Doubt.SAME_HOUR),
        (["09:00-06:00"], Doubt.NIGHT),
        (["13:30-06:00"], Doubt.NIGHT),
        (["18:00-17:00"], Doubt.NIGHT),
    ],
)
def test_odd_hours_are_named(slots, doubt):
    assert doubt_about(map(slot, slots)) is doubt


def test_an_end_at_midnight_is_no_night():
    assert [is_night(slot(text)) for text in ("18:00-00:00", "00:00-00:00", "18:00-00:30", "09:00-18:00")] == [False, False, True, False]


CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
SLOTS = st.lists(st.tuples(CLOCKS, CLOCKS), min_size=1, max_size=2).map(sorted).filter(lambda slots: doubt_about(slots) is None)
OPEN = SLOTS.map(lambda slots: Line(Says.OPEN, tuple(slots)))
LINES = st.one_of(OPEN, st.sampled_from([LUNCH, DAY, CLOSED, UNKNOWN, APPOINTMENT]))
WORDS = st.one_of(st.just(""), st.sampled_from(["jaarlijks verlof", "kermis; || 24/7, off", "Mo-Fr 10:00-12:00"])) | st.text(
    st.characters(codec="utf-8", exclude_characters='"', exclude_categories=["C", "Z"]), max_size=20
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    edges = sorted(draw(st.sets(st.integers(0, 200), max_size=6)))
    spells = tuple(
        Spell(
            TODAY + timedelta(days=first),
            TODAY + timedelta(days=last - 1),
            draw(st.one_of(OPEN, st.sampled_from([CLOSED, APPOINTMENT]))),
            draw(WORDS.filter(lambda word: "afspra" not in word)),
        )
        for first, last in zip(edges[::2], edges[1::2], strict=False)
    )
    return Grid(tuple(draw(st.lists(LINES, min_size=7, max_size=7))), draw(LINES | st.just(USUAL)), spells)


@given(grids())
@settings(deadline=None, max_examples=150)
def test_a_grid_that_became_text_is_read_as_the_same_grid(grid):
    assume(not grid.is_blank)
    assert grid_of(text_of(grid), TODAY) == grid


def answers(text: str) -> list[tuple[datetime, Answer]]:
    """What it says from the start of TODAY on for a year, with its holidays: each moment at which that changes."""
    start = datetime.combine(TODAY, time())
    understood, said = hours.parse(text), list[tuple[datetime, Answer]]()
    if understood is None:
        return [(start, Answer.UNKNOWN)]
    for span in spans_between(understood, start, start + timedelta(days=366)):
        if not said or said[-1][1] is not span.answer:
            said.append((span.start, span.answer))
    return said


DAYS = st.sampled_from(
    ["Mo-Fr", "Mo-Su", "", "24/7", "Sa", "Su", "We", "Fr-Mo", "Mo,We", "PH", "Su,PH", "Mo-Fr,PH", "Mo-Su,PH", "2026 Dec 24",
     "2026 Nov 20-2026 Nov 26", "2026 Dec 20-28", "2026 Dec 30-Jan 02", "2027 Apr 05", "2026 Nov 24,2026 Dec 26", "Dec 25", "Mo[1]"]
)  # fmt: skip
BODIES = st.sampled_from(
    ["09:00-18:00", "09:00-12:00,13:30-18:00", "20:00-02:00", "18:00-24:00", "00:00-24:00", "14:00-17:00", "off", "off", "unknown",
     'unknown "op afspraak"', 'off "verlof"']
)  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(["; ", "; ", "; ", ", "]), st.builds("{} {}".format, DAYS, BODIES)), min_size=1, max_size=5).map(
    lambda rules: "".join(sign + rule for sign, rule in rules)[2:].strip()
)


@given(TEXTS.filter(hours.is_valid))
@example("PH off; Su,PH 10:00-12:00; Mo-Fr 09:00-18:00")
@example("Mo-Su 20:00-02:00; 2026 Dec 24 off")
@settings(deadline=None, max_examples=250)
def test_a_text_that_is_read_into_a_grid_says_the_same_from_today_on(text):
    grid = grid_of(text, TODAY)
    assume(grid is not None)
    assert answers(text_of(grid)) == answers(text), text_of(grid)


def test_what_a_grid_says_is_open_at_the_same_minutes_in_summer_and_winter():
    text = "Fr 18:00-03:00; Sa 09:00-12:00, Sa 13:00-19:00; PH off; 2026 Dec 26 off; 2027 Mar 27-28 10:00-12:00"
    grid = grid_of(text, TODAY)
    assert grid is not None
    start, end = datetime(2026, 11, 25, tzinfo=UTC), datetime(2027, 8, 25, tzinfo=UTC)
    assert hours.intervals(text_of(grid), start, end) == hours.intervals(text, start, end) != []
