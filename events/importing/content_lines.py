"""A calendar file as lines with a name, parameters and a value (RFC 5545, section 3.1), gathered per entry.

Each line is read once and nothing recurses, so that a file of nested parts is only long. What cannot be read is left out and counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from content.tables import BrokenFile
from events.importing.entries import MOST_ENTRIES

LONGEST_LINE = 20_000  # signs, unfolded; longer ones are pictures and attachments
MOST_VALUES = 2_000  # of one property of one entry, over all its lines
SINGLE = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "STATUS", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "GEO", "SEQUENCE"}
)
SEVERAL = frozenset({"RDATE", "EXDATE", "CATEGORIES", "EXRULE"})
OF_ZONES = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", "X-LIC-LOCATION"})
OF_CALENDAR = frozenset({"X-WR-CALNAME", "NAME", "PRODID"})
LONGEST_HEAD = 200  # lines before the first entry
OTHERS = frozenset({"VTODO", "VJOURNAL"})
MOST_ZONES = 30
MOST_OF_A_ZONE = 60  # observances
NO_CALENDAR = "Dit is geen agenda: er staat nergens BEGIN:VEVENT of BEGIN:VCALENDAR in."
CUT_OFF = "Het bestand is niet volledig: het houdt midden in een afspraak op."


@dataclass(frozen=True)
class Value:
    """params: by name in capitals, without quotes."""

    params: dict[str, str]
    text: str


Properties = dict[str, list[Value]]


@dataclass
class Item:
    """A VEVENT. number: its place among those of the file, from 1. counted: values per property, those that were too many as well."""

    number: int
    properties: Properties = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    overflown: bool = False

    def value(self, name: str) -> Value | None:
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        found = self.value(name)
        return unescaped(found.text) if found else ""


@dataclass
class Calendar:
    """zones: observances (properties of STANDARD and DAYLIGHT) by TZID, with those of the zone itself first. others: to-dos and journals."""

    items: list[Item] = field(default_factory=list)
    zones: dict[str, list[Properties]] = field(default_factory=dict)
    others: int = 0
    unreadable: int = 0
    is_too_long: bool = False
    is_cut_off: bool = False


def gather(text: str) -> Calendar:
    """Raises BrokenFile when it is no calendar at all."""
    found = Calendar()
    gathering = Gathering(found)
    for line in unfolded(text):
        gathering.read(line)
        if found.is_too_long:
            break
    if not gathering.is_calendar:
        raise BrokenFile(NO_CALENDAR)
    found.is_cut_off = gathering.item is not None and not found.is_too_long
    return found


def says_of_itself(text: str) -> dict[str, str]:
    """Name and program of a calendar, by property: what stands before its first entry."""
    found: dict[str, str] = {}
    for line in islice(unfolded(text), LONGEST_HEAD):
        name = name_of(line)
        if name == "BEGIN" and line[:20].upper().rstrip() != "BEGIN:VCALENDAR":
            break
        if name in OF_CALENDAR and (value := value_of(line)):
            found.setdefault(name, unescaped(value.text))
    return found


class Gathering:
    """Where the reader is: in an entry (`item`), in a zone, how deep in parts of an entry that are not read, as alarms are."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.is_calendar = False
        self.item: Item | None = None
        self.zone: list[Properties] | None = None
        self.within = 0

    def read(self, line: str) -> None:
        upper = line[:40].upper().rstrip()
        if upper.startswith("BEGIN:"):
            self.begin(upper.removeprefix("BEGIN:").strip())
        elif upper.startswith("END:"):
            self.end(upper.removeprefix("END:").strip())
        elif self.item is not None and not self.within:
            self.keep(self.item, line)
        elif self.zone:
            self.keep_of_zone(line)

    def begin(self, name: str) -> None:
        self.is_calendar = self.is_calendar or name in ("VCALENDAR", "VEVENT")
        if name == "VEVENT":
            self.begin_item()
        elif self.item is not None:
            self.within += 1
        elif name == "VTIMEZONE":
            self.zone = [{}]
        elif self.zone is not None and len(self.zone) < MOST_OF_A_ZONE:
            self.zone.append({})
        elif name in OTHERS:
            self.calendar.others += 1

    def begin_item(self) -> None:
        """One that begins inside another ends that other: its own end is missing."""
        self.within, self.zone = 0, None
        if len(self.calendar.items) >= MOST_ENTRIES:
            self.calendar.is_too_long = True
            return
        self.item = Item(len(self.calendar.items) + 1)
        self.calendar.items.append(self.item)

    def end(self, name: str) -> None:
        if self.item is not None and self.within and name != "VEVENT":
            self.within -= 1
        elif name in ("VEVENT", "VCALENDAR"):
            self.item, self.within = None, 0
        elif name == "VTIMEZONE" and self.zone:
            named = self.zone[0].get("TZID")
            if named and len(self.calendar.zones) < MOST_ZONES:
                self.calendar.zones.setdefault(named[0].text.strip(), self.zone)
            self.zone = None

    def keep(self, item: Item, line: str) -> None:
        """A property that says something here; of those that stand once the first."""
        name = name_of(line)
        if name not in SINGLE and name not in SEVERAL:
            self.calendar.unreadable += not name
            return
        standing = item.properties.setdefault(name, [])
        if name in SINGLE and standing:
            return
        value = value_of(line)
        if value is None:
            self.calendar.unreadable += 1
            return
        item.counted[name] += value.text.count(",") + 1
        if name in SEVERAL and item.counted[name] > MOST_VALUES:
            item.overflown = True
        else:
            standing.append(value)

    def keep_of_zone(self, line: str) -> None:
        name, value = name_of(line), value_of(line)
        if self.zone and value and name in OF_ZONES and len(standing := self.zone[-1].setdefault(name, [])) < MOST_OF_A_ZONE:
            standing.append(value)


# -- lines


def unfolded(text: str) -> Iterator[str]:
    """Lines with what continues them; of one that is too long only the beginning."""
    parts: list[str] = []
    size = 0
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].rstrip("\r").replace("\0", "")
        start = end + 1
        if line[:1] in (" ", "\t") and parts:
            if size < LONGEST_LINE:
                parts.append(line[1:])
                size += len(line)
            continue
        if parts:
            yield "".join(parts)[:LONGEST_LINE]
        parts, size = [line[:LONGEST_LINE].lstrip("\ufeff")], len(line)
    if parts:
        yield "".join(parts)[:LONGEST_LINE]


def name_of(line: str) -> str:
    """In capitals; "" for a line without one."""
    ends = [place for place in (line.find(":"), line.find(";")) if place > 0]
    return line[: min(ends)].strip().upper() if ends else ""


def value_of(line: str) -> Value | None:
    """None for a line without a value. A colon or semicolon inside quotes belongs to its parameter."""
    params: list[str] = []
    is_quoted, begun = False, 0
    for place, sign in enumerate(line):
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign in ";:":
            params.append(line[begun:place])
            begun = place + 1
            if sign == ":":
                return Value(dict(param_of(part) for part in params[1:]), line[begun:].strip())
    return None


def param_of(text: str) -> tuple[str, str]:
    name, _is, value = text.partition("=")
    return name.strip().upper(), value.strip().strip('"')


def unescaped(text: str) -> str:
    r"""Of \n, \, \; and \\."""
    found: list[str] = []
    signs = iter(text)
    for sign in signs:
        if sign != "\\":
            found.append(sign)
            continue
        escaped = next(signs, "")
        found.append("\n" if escaped in ("n", "N") else escaped)
    return "".join(found)


def split(text: str) -> list[str]:
    r"""At the commas that are not escaped, each part unescaped: "Meeting\, John,Work"."""
    parts, begun, place = [], 0, 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] == ",":
            parts.append(text[begun:place])
            begun = place + 1
        place += 1
    return [unescaped(part).strip() for part in [*parts, text[begun:]]]
