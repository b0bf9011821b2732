"""Values of a calendar: moments, lengths and lists of them (RFC 5545, section 3.3), as clock times of Brussels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from events.importing.content_lines import Value
from events.importing.entries import CannotRead
from events.importing.zones import FLOATING, IN_UTC, Zone, ZonesOfFile
from events.slots import BRUSSELS

MOMENT = re.compile(r"(\d{8})(?:T(\d{4}(?:\d{2})?)(Z?))?", re.IGNORECASE)
LENGTH = re.compile(r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.IGNORECASE)


@dataclass(frozen=True)
class At:
    """A moment as the file writes it. clock: naive, in `zone`; midnight of a whole day."""

    clock: datetime
    zone: Zone
    is_day: bool = False

    @property
    def here(self) -> datetime:
        """Clock time of Brussels, naive; of a whole day its midnight, whatever the zone."""
        return self.clock if self.is_day else self.zone.in_brussels(self.clock)

    @property
    def is_told_twice(self) -> bool:
        """Whether it is the second of an hour that comes twice when winter time begins: a clock time means the first."""
        if self.is_day or self.zone.is_here:
            return False
        return bool((self.clock - self.zone.offset(self.clock)).replace(tzinfo=UTC).astimezone(BRUSSELS).fold)


@dataclass(frozen=True)
class Length:
    """days are counted on the calendar, the rest by the clock's hands."""

    days: int
    rest: timedelta


def at(value: Value, of_file: ZonesOfFile) -> At:
    """Raises CannotRead."""
    return at_text(value.text, value.params.get("TZID", ""), of_file)


def at_text(text: str, zone_name: str, of_file: ZonesOfFile) -> At:
    found = MOMENT.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError(text)
        day = datetime.strptime(found[1], "%Y%m%d")
        if not 1900 <= day.year <= 2200:
            raise ValueError(text)
        if found[2] is None:
            return At(day, FLOATING, is_day=True)
        digits = found[2].ljust(6, "0")
        clock = day.replace(hour=int(digits[:2]), minute=int(digits[2:4]), second=min(int(digits[4:]), 59))
    except ValueError as refusal:
        raise CannotRead(f"“{text.strip()[:60]}” is geen dag of uur.") from refusal
    return At(clock, IN_UTC if found[3] else of_file.find(zone_name) if zone_name else FLOATING)


def length(text: str) -> Length:
    """Raises CannotRead."""
    found = LENGTH.fullmatch(text.strip())
    if not found or found[1] == "-" or not any(found.groups()[1:]):
        raise CannotRead(f"“{text.strip()[:60]}” is geen duur.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    return Length(weeks * 7 + days, timedelta(hours=hours, minutes=minutes, seconds=seconds))


def later(start: At, size: Length) -> At:
    return At(start.clock + timedelta(days=size.days) + size.rest, start.zone, start.is_day)


@dataclass(frozen=True)
class Listed:
    """A moment of RDATE or EXDATE. end: of a period only."""

    start: At
    end: At | None = None


def listed(values: list[Value], of_file: ZonesOfFile, unreadable: list[str]) -> Iterator[Listed]:
    """Those that can be read; the texts of the others are added to `unreadable`."""
    for value in values:
        for text in filter(str.strip, value.text.split(",")):
            try:
                yield one_listed(text, value.params.get("TZID", ""), of_file)
            except CannotRead:
                unreadable.append(text.strip()[:40])


def one_listed(text: str, zone_name: str, of_file: ZonesOfFile) -> Listed:
    first, is_period, second = text.partition("/")
    start = at_text(first, zone_name, of_file)
    if not is_period:
        return Listed(start)
    if second.strip().upper().startswith(("P", "+P")):
        return Listed(start, later(start, length(second)))
    return Listed(start, at_text(second, zone_name, of_file))
