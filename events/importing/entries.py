"""What passes between the steps of an import: an event as the file tells it, or why a row is none."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from events.slots import DayChange, Moment

LARGEST = 5 * 1024 * 1024  # bytes
MOST_ENTRIES = 5_000  # rows of a table, or entries of a calendar
MOST_MOMENTS = 400  # of one event, told one by one
MOST_ALIKE = 5  # notices of one event that differ in what they quote only
YEARS_BACK, YEARS_AHEAD = 20, 10  # the editors' form takes no others either


class CannotRead(ValueError):
    """A cell or an entry that cannot be understood; the text says why in Dutch and is meant to be shown."""


@dataclass(frozen=True)
class Entry:
    """An event of the file. number, others: rows of the table, or entries of the calendar, that tell of it, counted from 1. reference: stable within
    its source; is_worldwide: in every calendar. facts: what else the file says, by the names of events.importing.facts; what it is silent about is
    left out. notices: what to know, in Dutch."""

    number: int
    reference: str
    title: str
    moments: tuple[Moment, ...]
    changes: tuple[DayChange, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()
    is_worldwide: bool = False


@dataclass(frozen=True)
class Refusal:
    """A row that becomes no event, and why, in Dutch."""

    number: int
    title: str
    reason: str


@dataclass(frozen=True)
class Double:
    """A row that says what the row `of` says already."""

    number: int
    title: str
    of: int


@dataclass
class Understood:
    """All that a file says. Every row stands in exactly one of the lists; notes are Dutch sentences about the file as a whole."""

    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    doubles: list[Double] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(1 + len(entry.others) for entry in self.entries) + len(self.refusals) + len(self.doubles)


def few(notices: Iterable[str]) -> tuple[str, ...]:
    """Each once. Of those that only quote something else MOST_ALIKE, the last of which says how many more there are."""
    found: list[str] = []
    counted: Counter[str] = Counter()
    fullest: dict[str, int] = {}
    for notice in dict.fromkeys(notices):
        sort = re.sub("“.*”", "“”", notice, flags=re.DOTALL)
        counted[sort] += 1
        if counted[sort] <= MOST_ALIKE:
            found.append(notice)
            fullest[sort] = len(found) - 1
    for sort, place in fullest.items():
        if counted[sort] > MOST_ALIKE:
            found[place] += f" (En zo nog {counted[sort] - MOST_ALIKE}.)"
    return tuple(found)


def refuse_far(day: date, at: datetime) -> None:
    """Raises CannotRead for a year that the editors' form would ask about."""
    if not at.year - YEARS_BACK <= day.year <= at.year + YEARS_AHEAD:
        raise CannotRead(f"{day.day}/{day.month}/{day.year} ligt te ver weg: hoogstens {YEARS_BACK} jaar terug en {YEARS_AHEAD} jaar vooruit.")
