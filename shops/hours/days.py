"""Hours by the day: this week, the week as it usually is, and both for search engines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from shops.hours.asking import Answer, Span, is_holiday, is_open_end, spans_between
from shops.hours.reading import Hours, read

DAYS_KNOWN = 56  # eight weeks, enough to tell what is usual
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """One day in Brussels. slots: (opens, closes) wall times; closes at or before opens is past midnight, (0:00, 0:00) the whole day.

    maybe_longer: nobody knows whether it closes at the end of the last slot.
    """

    date: date
    slots: tuple[tuple[time, time], ...]
    answer: Answer
    holiday: bool = False
    comment: str = ""
    maybe_longer: bool = False


def week(text: str, from_day: date) -> list[Day]:
    """Seven days from `from_day` on. A night that began the day before is not in it, though the shop may still be open."""
    return list(_days(text, from_day)[:7])


def regular_week(text: str, from_day: date) -> list[Day]:
    """Monday to Sunday as they usually are: per weekday what it has most often in the eight weeks from `from_day`, holidays left out.

    So a season that runs now counts, a single closed week does not; at a tie the nearest day wins. `date` is that of the nearest such day.
    """
    usual: list[Day] = []
    days = [day for day in _days(text, from_day) if not day.holiday]
    for weekday in range(7):
        same = [day for day in days if day.date.weekday() == weekday]
        most = Counter((day.answer, day.slots, day.comment) for day in same).most_common(1)[0][0]
        usual.append(next(day for day in same if (day.answer, day.slots, day.comment) == most))
    return usual


def in_a_row(weekdays: Iterable[int]) -> list[list[int]]:
    """Numbers that follow each other together: 0, 1, 2 and 4 are [0, 1, 2] and [4]. weekdays: in order."""
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return runs


def schema_org(text: str, from_day: date, days: int = 14, *, usual: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Parts of schema.org JSON-LD: the regular week (see regular_week), and each of the next `days` days (at most 56) that differs from it.

    usual: the hours without special days (shops.hours.effective) when `text` has some: that is the regular week then, however many special
    days there are, and each of those within eight weeks is told too.
    Empty for unknown hours. A closed special day is 00:00-00:00, the whole day 00:00-23:59, as Google asks; unknown days are left out.
    Source: https://developers.google.com/search/docs/appearance/structured-data/local-business
    """
    if not isinstance(read(text), Hours):
        return {}
    own = text if usual is None else usual
    regular = regular_week(own, from_day)
    slots = list(dict.fromkeys(slot for day in regular for slot in day.slots))
    weekly = [_specification(slot) | {"dayOfWeek": [WEEKDAYS[i] for i in range(7) if slot in regular[i].slots]} for slot in slots]
    special = [
        _specification(slot) | {"validFrom": day.date.isoformat(), "validThrough": day.date.isoformat()}
        for number, (day, without) in enumerate(zip(_days(text, from_day), _days(own, from_day), strict=True))
        if number < days or day.slots != without.slots
        if day.answer is not Answer.UNKNOWN and day.slots != regular[day.date.weekday()].slots
        for slot in day.slots or (None,)
    ]
    parts = {"openingHoursSpecification": weekly, "specialOpeningHoursSpecification": special}
    return {name: part for name, part in parts.items() if part}


def _specification(slot: tuple[time, time] | None) -> dict[str, Any]:
    opens, closes = slot or (time(), time())
    whole_day = slot == (time(), time())
    return {"@type": "OpeningHoursSpecification", "opens": f"{opens:%H:%M}", "closes": "23:59" if whole_day else f"{closes:%H:%M}"}


@lru_cache(maxsize=256)
def _days(text: str, first: date) -> tuple[Day, ...]:
    """DAYS_KNOWN days from `first` on; kept, as the page of a shop asks for the week and for the usual week, in four languages."""
    hours = read(text)
    dates = [first + timedelta(days=number) for number in range(DAYS_KNOWN)]
    if not isinstance(hours, Hours):
        return tuple(Day(day, (), Answer.UNKNOWN, is_holiday(day)) for day in dates)
    start = datetime.combine(first, time())
    spans = list(spans_between(hours, start - timedelta(days=1), start + timedelta(days=DAYS_KNOWN + 1)))
    slots, by_day = _slots(spans), _by_day(_joined(spans))
    found = (_day(day, tuple(slots.get(day, ())), by_day.get(day, [])) for day in dates)
    open_ends = {span.start for span in spans if is_open_end(span)}
    return tuple(replace(day, maybe_longer=True) if _end_of(day) in open_ends else day for day in found)


def _end_of(day: Day) -> datetime | None:
    """When its last slot ends, in wall time."""
    if not day.slots:
        return None
    opens, closes = day.slots[-1]
    return datetime.combine(day.date + timedelta(days=closes <= opens), closes)


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours that say the same are one, so that hours of which nobody knows the end do not begin anew at midnight."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][1:] == (span.start, *span[2:]):
            joined[-1] = joined[-1]._replace(end=span.end)
        else:
            joined.append(span)
    return joined


def _by_day(spans: list[Span]) -> dict[date, list[Span]]:
    """Spans under the day they begin, and under each later day of which they reach the noon (hours past midnight end before)."""
    found: dict[date, list[Span]] = {}
    for span in spans:
        found.setdefault(span.start.date(), []).append(span)
        for number in range(1, (span.end - timedelta(hours=12)).toordinal() - span.start.toordinal() + 1):
            found.setdefault(span.start.date() + timedelta(days=number), []).append(span)
    return found


def _day(day: date, slots: tuple[tuple[time, time], ...], spans: list[Span]) -> Day:
    verdict = Answer.OPEN if slots else Answer.UNKNOWN if any(span.answer is Answer.UNKNOWN for span in spans) else Answer.CLOSED
    comments = (span.comment for span in spans if span.answer is verdict and span.comment)
    return Day(day, slots, verdict, is_holiday(day), next(comments, ""))


def _slots(spans: list[Span]) -> dict[date, list[tuple[time, time]]]:
    """Open stretches by the day they start. One that ends before noon of the next day stays whole, a longer one is cut at midnights."""
    slots: dict[date, list[tuple[time, time]]] = {}
    for run in _open_runs(spans):
        start = run.start
        while start < run.end:
            midnight = datetime.combine(start.date() + timedelta(days=1), time())
            is_night = run.end < midnight + timedelta(hours=12) and run.end - start < timedelta(days=1)
            end = run.end if is_night else min(run.end, midnight)
            slots.setdefault(start.date(), []).append((start.time(), end.time()))
            start = end
    return slots


def _open_runs(spans: list[Span]) -> list[Span]:
    runs: list[Span] = []
    for span in spans:
        if span.answer is Answer.OPEN and runs and runs[-1].end == span.start:
            runs[-1] = runs[-1]._replace(end=span.end)
        elif span.answer is Answer.OPEN:
            runs.append(span)
    return runs
