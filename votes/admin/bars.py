"""Rows of bars: moments counted in equal stretches of time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FULL = 100  # the height of the highest bar


@dataclass(frozen=True)
class Bar:
    """at: the start of its stretch. height: 0 to 100, at least 1 where there is something. x: its place, from 0."""

    at: datetime
    count: int
    height: int
    x: int


def bars(counts: Sequence[tuple[datetime, int]]) -> list[Bar]:
    highest = max((count for _at, count in counts), default=0) or 1
    return [Bar(at, count, -(-FULL * count // highest), x) for x, (at, count) in enumerate(counts)]


def every_hour(told: Iterable[tuple[datetime, int]], first: datetime, last: datetime) -> list[tuple[datetime, int]]:
    """(start of the hour in UTC, votes) of every hour from `first` to `last`; those without a vote count 0."""
    known = {floor(at, HOUR): votes for at, votes in told}
    start, end = floor(first, HOUR), floor(last, HOUR)
    hours = (end - start) // HOUR + 1
    return [(start + number * HOUR, known.get(start + number * HOUR, 0)) for number in range(max(hours, 0))]


def stretches(moments: Sequence[datetime], most: int) -> list[tuple[datetime, int]]:
    """Sorted moments in at most `most` stretches of whole minutes; nothing of nothing."""
    if not moments:
        return []
    first, last = floor(moments[0], MINUTE), floor(moments[-1], MINUTE)
    length = (-(-((last - first) // MINUTE + 1) // most)) * MINUTE
    counted = Counter((moment - first) // length for moment in moments)
    return [(first + number * length, counted[number]) for number in range((last - first) // length + 1)]


def floor(at: datetime, length: timedelta) -> datetime:
    """The start of the whole hour or minute in which `at` falls, in UTC."""
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)
