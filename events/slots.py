"""The stretches of time in which an event is on, made from what an editor filled in. Pure: reads plain values, touches no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.kinds import Change, Status
from events.recurrence import AHEAD, MOST, starts

BRUSSELS = ZoneInfo("Europe/Brussels")
BEHIND = timedelta(days=366)
NIGHT_ENDS = time(6)  # what ends before this hour of the next day belongs to the day on which it began
AN_HOUR = timedelta(hours=1)
LOOKED_AT = BEHIND.days + 2 * MOST  # what comes back comes back once a day at most, so this holds a year and what follows


@dataclass(frozen=True)
class Moment:
    """One line of an editor's "when". day, until_day: Brussels, both included. begins: None for whole days. rule: RFC 5545, "" for none."""

    day: date
    begins: time | None = None
    until_day: date | None = None
    ends: time | None = None
    rule: str = ""


@dataclass(frozen=True)
class DayChange:
    """What is different on `day`, the day on which it would have begun."""

    day: date
    what: str
    new_day: date | None = None
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, order=True)
class Slot:
    """One stretch. starts, ends: UTC, half-open. first_day, last_day: in Brussels, both included. key: when it was first meant to begin,
    "20261206T1000" or "20261206"; it stays when the stretch is moved, and is unique within an event."""

    starts: datetime
    ends: datetime
    first_day: date
    last_day: date
    all_day: bool
    key: str
    status: str = Status.PLANNED


def slots(moments: Iterable[Moment], changes: Iterable[DayChange] = (), *, at: datetime) -> list[Slot]:
    """All stretches from a year before `at` to two years after it, in order. Of what is on today or later the first MOST, of what was before that
    the last MOST: however long it has gone on, what comes is there. Raises recurrence.BadRule."""
    today = at.astimezone(BRUSSELS).date()
    by_day = {change.day: change for change in changes}
    found: dict[str, Slot] = {}
    for moment in moments:
        for slot in changed(stretches(moment, today - BEHIND, today + AHEAD, most=LOOKED_AT), by_day):
            found.setdefault(slot.key, slot)
    in_order = sorted(found.values())
    was, comes = [slot for slot in in_order if slot.last_day < today], [slot for slot in in_order if slot.last_day >= today]
    return sorted(was[-MOST:] + comes[:MOST])


def stretches(moment: Moment, since: date, until: date, *, most: int = MOST) -> Iterator[Slot]:
    """Those that end on `since` or later, so that a long exhibition that began before it is there."""
    first = datetime.combine(moment.day, moment.begins or time.min)
    length = (moment.until_day or moment.day) - moment.day
    for start in starts(first, moment.rule, since - max(length, timedelta(0)), until, most=most):
        yield slot(start.date(), moment.begins, start.date() + length, moment.ends)


def slot(day: date, begins: time | None, until_day: date, ends: time | None) -> Slot:
    """Without an end it lasts an hour. An end at or before the beginning on the same day is one of the next day."""
    until_day = max(day, until_day)
    if begins is None:
        return Slot(utc(day, time.min), utc(until_day + timedelta(days=1), time.min), day, until_day, True, f"{day:%Y%m%d}")
    start = utc(day, begins)
    end = end_of(start, day, begins, until_day, ends)
    return Slot(start, end, day, last_day_of(day, end), False, f"{day:%Y%m%d}T{begins:%H%M}")


def end_of(start: datetime, day: date, begins: time, until_day: date, ends: time | None) -> datetime:
    if ends is None:
        return start + AN_HOUR if until_day == day else utc(until_day + timedelta(days=1), time.min)
    past_midnight = until_day == day and ends <= begins
    return max(utc(until_day + timedelta(days=1) if past_midnight else until_day, ends), start)


def last_day_of(first_day: date, end: datetime) -> date:
    """The last day that an event names: until three at night is still the evening before."""
    local = end.astimezone(BRUSSELS)
    return max(first_day, local.date() - timedelta(days=1) if local.time() < NIGHT_ENDS else local.date())


def utc(day: date, clock: time) -> datetime:
    """An hour that summer time skips is taken as the hour after it; of one that comes twice, the first."""
    return datetime.combine(day, clock, BRUSSELS).astimezone(UTC)


def changed(found: Iterable[Slot], changes: dict[date, DayChange]) -> Iterator[Slot]:
    for slot in found:
        change = changes.get(slot.first_day)
        if change is None:
            yield slot
        elif change.what != Change.SKIPPED:
            yield after(slot, change)


def after(slot: Slot, change: DayChange) -> Slot:
    if change.what == Change.MOVED:
        return moved(slot, change)
    return replace(slot, status=Status.CANCELLED if change.what == Change.CANCELLED else Status.FULL)


def moved(slot_: Slot, change: DayChange) -> Slot:
    day = change.new_day or slot_.first_day
    begins = change.begins or (None if slot_.all_day else slot_.starts.astimezone(BRUSSELS).time())
    if change.ends or slot_.all_day or change.begins is None:
        ends = change.ends or (None if slot_.all_day else slot_.ends.astimezone(BRUSSELS).time())
        new = slot(day, begins, day + (slot_.last_day - slot_.first_day), ends)
    else:
        new = lasting(slot(day, begins, day, None), slot_.ends - slot_.starts)
    return replace(new, key=slot_.key, status=Status.MOVED)


def lasting(slot: Slot, length: timedelta) -> Slot:
    ends = slot.starts + length
    return replace(slot, ends=ends, last_day=last_day_of(slot.first_day, ends))
