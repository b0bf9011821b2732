"""Clock times of other zones, in Brussels.

A zone that the world knows goes by its name, one that only the file knows by its own rules, and one that nobody knows is taken for Brussels, with a
remark. A zone of the file is worked out by arithmetic over the years, in bounded time.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from events.importing.content_lines import Properties
from events.importing.rules import parts_of
from events.recurrence import WEEKDAYS
from events.slots import BRUSSELS

YEARS = range(1970, 2061)
OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")
NTH = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
SIMILAR = tuple(date(year, month, day) for year in range(2000, 2041, 4) for month in range(1, 13) for day in (3, 15, 27))
UNKNOWN = "De tijdzone “%s” kennen we niet: de uren zijn genomen als uren van hier."

Offset = Callable[[datetime], timedelta]  # from UTC, of a naive clock time


@dataclass(frozen=True)
class Zone:
    """is_here: its clocks always say what those of Brussels say. note: what to know, in Dutch."""

    offset: Offset
    is_here: bool = False
    is_floating: bool = False
    note: str = ""

    def in_brussels(self, clock: datetime) -> datetime:
        """Naive, as `clock`."""
        if self.is_here:
            return clock
        return (clock - self.offset(clock)).replace(tzinfo=UTC).astimezone(BRUSSELS).replace(tzinfo=None)

    def of_utc(self, moment: datetime) -> datetime:
        """The clock time (naive) here of a moment in naive UTC; an hour off within the hours of a change."""
        return moment + self.offset(moment + self.offset(moment))


def offset_of(zone: tzinfo) -> Offset:
    return lambda clock: clock.replace(tzinfo=zone).utcoffset() or timedelta()


HERE = Zone(offset_of(BRUSSELS), is_here=True)
FLOATING = Zone(offset_of(BRUSSELS), is_here=True, is_floating=True)
IN_UTC = Zone(offset_of(UTC))


class ZonesOfFile:
    """observances: what the file says of its zones, by name. Each is worked out once."""

    def __init__(self, observances: dict[str, list[Properties]]) -> None:
        self.observances = observances
        self.found: dict[str, Zone] = {}

    def find(self, name: str) -> Zone:
        if name not in self.found:
            own = zone_of_file(self.observances[name]) if name in self.observances and name not in names() else None
            self.found[name] = own or known(name) or Zone(offset_of(BRUSSELS), is_here=True, note=UNKNOWN % name[:60])
        return self.found[name]


@cache
def names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def zone_named(name: str) -> Zone:
    zone = ZoneInfo(name)
    here, there = offset_of(BRUSSELS), offset_of(zone)
    same = all(here(noon) == there(noon) for noon in (datetime(day.year, day.month, day.day, 12) for day in SIMILAR))
    return HERE if same else Zone(there)


def known(name: str) -> Zone | None:
    """By its name, that of Windows, or the end of a longer name: "/freeassociation.sourceforge.net/Europe/Brussels"."""
    parts = name.strip().split("/")
    ends = ["/".join(parts[-count:]) for count in (3, 2) if len(parts) > count]
    candidates = [name.strip(), of_windows(name.strip()), *ends]
    return next((zone_named(one) for one in candidates if one in names()), None)


def of_windows(name: str) -> str:
    """Its name in the world of a zone that Windows calls otherwise, or ""."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # heavy

    return WINDOWS_TO_OLSON.get(name, "")


# -- zones of the file


def zone_of_file(observances: list[Properties]) -> Zone | None:
    """observances: the zone's own properties first. None when they cannot be read."""
    own = observances[0].get("X-LIC-LOCATION")
    if own and own[0].text in names():
        return zone_named(own[0].text)
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    try:
        for observance in observances[1:]:
            before, after = (offset(observance[name][0].text) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
            changes += [(onset, before, after) for onset in onsets(observance, before)]
    except (KeyError, ValueError):
        return None
    return Zone(by_changes(sorted(changes))) if changes else None


def by_changes(changes: list[tuple[datetime, timedelta, timedelta]]) -> Offset:
    """changes: (when, in clock time before it; offset before, offset after)."""
    moments = [when for when, _before, _after in changes]

    def found(clock: datetime) -> timedelta:
        place = bisect_right(moments, clock)
        return changes[place - 1][2] if place else changes[0][1]

    return found


def offset(text: str) -> timedelta:
    """Raises ValueError."""
    found = OFFSET.fullmatch(text.strip())
    if not found or int(found[2]) > 15:
        raise ValueError(text)
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size


def onsets(observance: Properties, before: timedelta) -> list[datetime]:
    """When it begins, year after year. Raises ValueError for a rule that is not by the year, or that a year cannot tell."""
    first = datetime.strptime(observance["DTSTART"][0].text[:15], "%Y%m%dT%H%M%S")
    found = [first]
    for value in observance.get("RDATE", []):
        found += [datetime.strptime(text[:15], "%Y%m%dT%H%M%S") for text in value.text.split(",")[:100]]
    for value in observance.get("RRULE", [])[:1]:
        parts = parts_of(value.text)
        until = until_of(parts, before)
        days = [day_in(year, parts, first.date()) for year in YEARS if year >= first.year]
        found += [moment for day in days if day and first <= (moment := datetime.combine(day, first.time())) <= until]
    return found


def until_of(parts: dict[str, str], before: timedelta) -> datetime:
    text = parts.get("UNTIL", "")
    if not text:
        return datetime.max
    if len(text) == 8:
        return datetime.strptime(text, "%Y%m%d") + timedelta(days=1)
    return datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S") + (before if text.endswith("Z") else timedelta())


def day_in(year: int, parts: dict[str, str], first: date) -> date | None:
    """The day of that year: the nth weekday of a month, a weekday among days of the month, or the date itself. Raises ValueError."""
    if parts["FREQ"] != "YEARLY" or parts.get("INTERVAL", "1") != "1":
        raise ValueError(parts)
    month = int(parts.get("BYMONTH", first.month))
    days = [date(year, month, number + 1) for number in range(monthrange(year, month)[1])]
    among = {int(number) for number in parts["BYMONTHDAY"].split(",")} if "BYMONTHDAY" in parts else None
    if "BYDAY" not in parts:
        wanted = among or {first.day}
        return next((day for day in days if day.day in wanted), None)
    nth = NTH.fullmatch(parts["BYDAY"])
    if not nth:
        raise ValueError(parts["BYDAY"])
    named = [day for day in days if WEEKDAYS[day.weekday()] == nth[2] and (among is None or day.day in among)]
    place = int(nth[1] or 1)
    place = place - 1 if place > 0 else place
    return named[place] if -len(named) <= place < len(named) else None
