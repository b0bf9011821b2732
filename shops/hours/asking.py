"""Hours asked at a moment: open, closed or unknown, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

import opening_hours as osm

from shops.hours.reading import BRUSSELS, DAYS_AHEAD, Hours, evaluator, read

MOST_SPANS = 10_000  # per question: about three years of two changes a day and more
YEAR_AHEAD = timedelta(days=DAYS_AHEAD)
SOON = timedelta(minutes=60)


class Answer(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class State:
    """What holds at a moment. Moments are aware UTC; all are None when nothing changes within 366 days.

    until: next change of answer. closes_at: only while open. opens_at: only while not open; skips unknown parts.
    comment: the shop's own words on the rule that holds ("op afspraak"). soon: open, and closes within 60 minutes.
    maybe_longer: open, and from closes_at on nobody knows ("18:00+").
    """

    answer: Answer
    until: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    comment: str = ""
    day_is_holiday: bool = False
    soon: bool = False
    maybe_longer: bool = False


class Span(NamedTuple):
    """A stretch with one answer, in naive Brussels wall time."""

    start: datetime
    end: datetime
    answer: Answer
    comment: str


def answer(text: str, at: datetime) -> Answer:
    """Open, closed or unknown at the aware moment `at`; unknown for a text that is empty or not understood."""
    hours = read(text)
    return _asked(hours, _wall(at))[0] if isinstance(hours, Hours) else Answer.UNKNOWN


def state(text: str, at: datetime) -> State:
    """What holds at the aware moment `at`, and when that changes, looking 366 days ahead."""
    hours, wall = read(text), _wall(at)
    holiday = is_holiday(wall.date())
    if not isinstance(hours, Hours):
        return State(Answer.UNKNOWN, day_is_holiday=holiday)
    now, comment = _asked(hours, wall)
    until = opens = None
    maybe_longer = False
    for span in _ahead(hours, wall):
        if span.answer != now and until is None:
            until = _instant(span.start)
            maybe_longer = now is Answer.OPEN and is_open_end(span)
        if span.answer is Answer.OPEN and now is not Answer.OPEN:
            opens = _instant(span.start)
        if until and (opens or now is Answer.OPEN):
            break
    closes = until if now is Answer.OPEN else None
    soon = closes is not None and closes - at <= SOON and not maybe_longer
    return State(now, until, opens, closes, comment, holiday, soon, maybe_longer)


def is_open_end(span: Span) -> bool:
    """Whether `span`, which follows open hours, says that nobody knows when those end; with words of its own it says something else."""
    return span.answer is Answer.UNKNOWN and not span.comment


def intervals(text: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """When it is open between the aware moments `start` and `end`: UTC, sorted, apart from each other, clipped to the window.

    Unknown stretches are left out. At most MOST_SPANS changes are looked at: a window of many years ends early.
    """
    hours, found = read(text), list[tuple[datetime, datetime]]()
    if not isinstance(hours, Hours) or end <= start:
        return found
    margin = timedelta(hours=2)  # wall time stands still or jumps by an hour twice a year
    for span in spans_between(hours, _wall(start) - margin, _wall(end) + margin):
        if span.answer is Answer.OPEN:
            first, last = max(_instant(span.start), start.astimezone(UTC)), min(_instant(span.end), end.astimezone(UTC))
            if found and first <= found[-1][1] < last:
                found[-1] = (found[-1][0], last)
            elif first < last:
                found.append((first, last))
    return found


def stretch(text: str, at: datetime) -> tuple[datetime, datetime] | None:
    """From when until when it is open around the aware moment `at`, in UTC; cut off a day and a half to each side. Nothing when it is not."""
    around = timedelta(hours=36)
    return next((found for found in intervals(text, at - around, at + around) if found[0] <= at < found[1]), None)


@lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Whether `day` is a holiday in Belgium: the ten legal ones and Easter Sunday."""
    return evaluator("PH", has_sun=False).is_open(datetime.combine(day, time(12)))


def _wall(at: datetime) -> datetime:
    """The clock in Brussels, naive. In the hour that October gives twice every change falls in the first pass; the second stands still."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    local = at.astimezone(BRUSSELS)
    if local.fold:
        local = local.replace(minute=59, second=59, microsecond=999_999, fold=0)
    return local.replace(tzinfo=None)


def _instant(wall: datetime) -> datetime:
    """UTC of a wall time: the first of two, and for a time that March skips the moment of the jump (on the hour in UTC)."""
    first, second = (wall.replace(tzinfo=BRUSSELS, fold=fold) for fold in (0, 1))
    moment = first.astimezone(UTC)
    if wall.month == 3 and first.utcoffset() != second.utcoffset():
        return moment.replace(minute=0, second=0, microsecond=0)
    return moment


def _asked(hours: Hours, wall: datetime) -> tuple[Answer, str]:
    """The answer and comment at a wall time: the first group that does not say closed, unless one called the day off."""
    comment = ""
    for group in hours.groups:
        verdict, said = group.rules.state(_existing(wall) if group.has_sun else wall)
        if group.spill and verdict is not osm.State.OPEN:
            spilt, spilt_said = group.spill.state(wall - timedelta(days=1))
            if spilt is osm.State.OPEN or (verdict is osm.State.CLOSED and spilt is not osm.State.CLOSED):
                verdict, said = spilt, spilt_said
        comment = comment or said
        if verdict is not osm.State.CLOSED:
            return ANSWERS[verdict], said
        if group.off and group.off.is_open(wall):
            break
    return Answer.CLOSED, comment


ANSWERS = {osm.State.OPEN: Answer.OPEN, osm.State.CLOSED: Answer.CLOSED, osm.State.UNKNOWN: Answer.UNKNOWN}


def _ahead(hours: Hours, wall: datetime) -> Iterator[Span]:
    """Spans from `wall` on for a year; in two steps where the whole year would have to be made at once."""
    if not hours.is_plain:
        yield from spans_between(hours, wall, wall + timedelta(days=4))
        wall += timedelta(days=4)
    yield from spans_between(hours, wall, wall + YEAR_AHEAD)


def spans_between(hours: Hours, start: datetime, end: datetime) -> Iterator[Span]:
    """Successive stretches of one answer and comment that fill the window, at most MOST_SPANS of them."""
    if hours.is_plain:
        for first, last, verdict, said in islice(_raw(hours.groups[0].rules, hours.groups[0].has_sun, start, end), MOST_SPANS):
            if first < last:
                yield Span(first, last, ANSWERS[verdict], said)
        return
    day = timedelta(days=1)
    edges = {start, end}
    for group in hours.groups:
        edges.update(span[0] for span in islice(_raw(group.rules, group.has_sun, start, end), MOST_SPANS))
        for engine, shift in ((group.spill, day), (group.off, timedelta())):
            if engine:
                edges.update(span[0] + shift for span in islice(_raw(engine, False, start - shift, end - shift), MOST_SPANS))
    for first, last in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        yield Span(first, last, *_asked(hours, first))


def _raw(engine: osm.OpeningHours, has_sun: bool, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, osm.State, str]]:
    """The library's intervals in naive wall time."""
    if not has_sun:
        yield from engine.intervals(start, end)
        return
    for first, last, verdict, said in engine.intervals(_existing(start), _existing(end)):
        yield first.replace(tzinfo=None, fold=0), last.replace(tzinfo=None, fold=0), verdict, said


def _existing(wall: datetime) -> datetime:
    """Zoned time; the library refuses one that March skips."""
    return wall.replace(tzinfo=BRUSSELS).astimezone(UTC).astimezone(BRUSSELS)
