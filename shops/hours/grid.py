"""A week of hours as a form shows it: a line a day, one for holidays, and days that are different for once.

What it cannot say (seasons, weeks, three stretches a day, hours by the sun) has no grid: `grid_of` reads exactly or not at all, rule by rule, and
the text stays what it is. A grid becomes text by `text_of`, and reading that gives the same grid.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise

from shops.hours.days import in_a_row
from shops.hours.effective import MIDNIGHT, MONTHS
from shops.hours.reading import Hours, parse, read
from shops.hours.rules import APPOINTMENT, Rule, rules_of
from shops.hours.vocabulary import CODES

Slot = tuple[time, time]  # opens, closes; closes at or before opens is past midnight, both midnight is day and night

MOST_SLOTS = 2
LONGEST_WORD = 60  # characters
WHOLE_DAY: Slot = (MIDNIGHT, MIDNIGHT)
SMALL_HOURS_END = time(4)
EVENING, NOON = time(16), time(12)
BY_APPOINTMENT = "op afspraak"

_APPOINTED = re.compile(r"(?:op afspraak|sur rendez-vous|by appointment|nach Vereinbarung)(?: \((?P<word>.+)\))?")
_DATES = re.compile(rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d\d?)(?:-(?:(?:(\d{{4}}) )?({'|'.join(MONTHS)}) )?(\d\d?))?")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_HOLIDAY = 7  # the number of "holidays" beside those of the weekdays


class Says(StrEnum):
    UNKNOWN = ""
    OPEN = "open"
    CLOSED = "closed"
    APPOINTMENT = "appointment"
    USUAL = "usual"  # of holidays only: as on the weekday that they fall on


class Doubt(StrEnum):
    SAME_HOUR = "same hour"
    NIGHT = "night"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Line:
    """What holds on a day. slots: in order, apart, at most MOST_SLOTS; some only while it says open."""

    says: Says = Says.UNKNOWN
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Spell:
    """Days that are different, first and last included: closed, other hours or by appointment. word: the shop's own, "jaarlijks verlof"."""

    first: date
    last: date
    line: Line
    word: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """week: Monday to Sunday. spells: in order, no day in two of them."""

    week: tuple[Line, ...] = (Line(),) * 7
    holidays: Line = field(default_factory=Line)
    spells: tuple[Spell, ...] = ()

    @property
    def is_blank(self) -> bool:
        return all(line == Line() for line in self.week) and self.holidays.says in (Says.UNKNOWN, Says.USUAL) and not self.spells

    @property
    def is_never_open(self) -> bool:
        lines = (*self.week, self.holidays, *(spell.line for spell in self.spells))
        return all(line.says in (Says.CLOSED, Says.USUAL) for line in lines)


def doubt_about(slots: Iterable[Slot]) -> Doubt | None:
    """What is odd about the hours of one day. A night ends at four at most, or before noon when it began in the evening: else it is an
    afternoon that somebody wrote as a morning."""
    ordered = sorted(slots)
    if any(opens == closes != MIDNIGHT for opens, closes in ordered):
        return Doubt.SAME_HOUR
    if any(closes < opens and not (closes <= SMALL_HOURS_END or (opens >= EVENING and closes < NOON)) for opens, closes in ordered):
        return Doubt.NIGHT
    return Doubt.OVERLAP if any(_end(first) > _minutes(second[0]) for first, second in pairwise(ordered)) else None


def is_night(slot: Slot) -> bool:
    """Whether it ends on the next day; midnight itself is still today."""
    return MIDNIGHT < slot[1] <= slot[0]


def without_past(grid: Grid, today: date) -> Grid:
    """The grid without what is over. Where there are nights, yesterday still says whether it is open after midnight."""
    lines = (*grid.week, grid.holidays, *(spell.line for spell in grid.spells))
    has_nights = any(is_night(slot) for line in lines for slot in line.slots)
    return replace(grid, spells=tuple(spell for spell in grid.spells if not _is_over(spell.last, has_nights, today)))


def text_of(grid: Grid) -> str:
    """OpenStreetMap syntax, normalised; "" for a blank grid. Raises NotUnderstood when it is longer than is read."""
    if grid.is_blank:
        return ""
    rules = [*_weekly(grid.week), *_of_holidays(grid.holidays), *map(_dated, grid.spells)]
    hours = parse("; ".join(rules))
    return hours.text if hours else ""


def _weekly(week: tuple[Line, ...]) -> Iterator[str]:
    """Equal days together, in the order of their first. A day without a rule is closed, so closed days need none."""
    if all(line.says is Says.CLOSED for line in week):
        yield "Mo-Su off"
        return
    for line in dict.fromkeys(week):
        if line.says is not Says.CLOSED:
            yield f"{_days([number for number in range(7) if week[number] == line])} {_body(line)}"


def _days(numbers: list[int]) -> str:
    """ "Mo-Fr,Su": three days in a row become a stretch."""
    return ",".join(f"{CODES[run[0]]}-{CODES[run[-1]]}" if len(run) > 2 else ",".join(CODES[number] for number in run) for run in in_a_row(numbers))


def _of_holidays(line: Line) -> Iterator[str]:
    if line.says is not Says.USUAL:
        yield f"PH {_body(line)}"


def _dated(spell: Spell) -> str:
    days = _day(spell.first) if spell.first == spell.last else f"{_day(spell.first)}-{_day(spell.last)}"
    return f"{days} {_body(spell.line, spell.word)}"


def _day(day: date) -> str:
    return f"{day.year:04} {MONTHS[day.month - 1]} {day.day:02}"


def _body(line: Line, word: str = "") -> str:
    if line.says is Says.APPOINTMENT:
        word = f"{BY_APPOINTMENT} ({word})" if word else BY_APPOINTMENT
    hours = ",".join(f"{opens:%H:%M}-{_closing(closes)}" for opens, closes in line.slots)
    said = {Says.OPEN: hours, Says.CLOSED: "off"}.get(line.says, "unknown")
    return f'{said} "{word}"' if word else said


def _closing(closes: time) -> str:
    return "24:00" if closes == MIDNIGHT else f"{closes:%H:%M}"


def grid_of(text: str, today: date) -> Grid | None:
    """The grid that says the same as `text` from `today` on; None when there is none. What is over is left out, whatever it said."""
    if not text.strip():
        return Grid()
    if not isinstance(read(text), Hours):
        return None
    rules = [rule for rule in rules_of(text) if not _is_past(rule, today)]
    weekly = [rule for rule in rules if not _stretches(rule.selector)]
    spells = _spells(rules[len(weekly) :])
    if not rules or spells is None or rules[: len(weekly)] != weekly:  # a weekly rule behind a dated one overrides it
        return None
    grid = _week_of(weekly)
    return without_past(replace(grid, spells=spells), today) if grid else None


def _is_past(rule: Rule, today: date) -> bool:
    stretches = _stretches(rule.selector)
    return bool(stretches) and all(_is_over(last, True, today) for _, last in stretches)


def _is_over(last: date, has_nights: bool, today: date) -> bool:
    return last + timedelta(days=has_nights) < today


def _spells(rules: list[Rule]) -> tuple[Spell, ...] | None:
    found: list[Spell] = []
    for rule in rules:
        line, word = _said(rule)
        if line is None or rule.separator in (",", "||") or line.says is Says.UNKNOWN:
            return None
        found += [Spell(first, last, line, word) for first, last in _stretches(rule.selector)]
    found.sort(key=lambda spell: spell.first)
    return None if any(other.first <= one.last for one, other in pairwise(found)) else tuple(found)


def _stretches(selector: str) -> list[tuple[date, date]]:
    """The days of a selector that names days of a year and nothing else, else nothing: "2026 Dec 24-2027 Jan 02,2027 Jul 21"."""
    found = []
    for part in selector.split(","):
        match = _DATES.fullmatch(part)
        if match is None:
            return []
        year, month, day, last_year, last_month, last_day = match.groups()
        try:
            first = date(int(year), MONTHS.index(month) + 1, int(day))
            last = date(int(last_year or year), MONTHS.index(last_month or month) + 1, int(last_day or day))
        except ValueError:
            return []
        if last < first:
            return []
        found.append((first, last))
    return found


def _week_of(rules: list[Rule]) -> Grid | None:
    """Each weekday twice, on an ordinary day and on a holiday, as both kinds of rules override each other."""
    days: dict[tuple[int, bool], Line] = {}
    for rule in rules:
        numbers = _numbers(rule.selector)
        line, word = _said(rule)
        if not numbers or line is None or word or rule.separator == "||":
            return None
        for key in [(number, holiday) for number in range(7) for holiday in (False, True) if {number, _HOLIDAY if holiday else number} & numbers]:
            before = days.get(key) if rule.separator == "," else None
            both = line if before is None else _added(before, line)
            if both is None or (rule.separator == "," and line.says is not Says.OPEN):
                return None
            days[key] = both
    week = tuple(days.get((number, False), Line(Says.CLOSED)) for number in range(7))
    if not any(_HOLIDAY in _numbers(rule.selector) for rule in rules):
        return Grid(week, Line(Says.USUAL))
    on_holidays = {days.get((number, True), Line(Says.CLOSED)) for number in range(7)}
    return Grid(week, on_holidays.pop()) if len(on_holidays) == 1 else None


def _numbers(selector: str) -> set[int]:
    """The weekdays that a selector names, and _HOLIDAY; empty when it names something else."""
    found: set[int] = set()
    for part in (selector if selector not in ("", "24/7") else "Mo-Su").split(","):
        first, _, last = part.partition("-")
        if part == "PH":
            found.add(_HOLIDAY)
        elif first in CODES and (last or first) in CODES:
            start, end = CODES.index(first), CODES.index(last or first)
            found |= {number % 7 for number in range(start, end + 1 + (7 if end < start else 0))}
        else:
            return set()
    return found


def _added(before: Line, line: Line) -> Line | None:
    return _open((*before.slots, *line.slots)) if before.says is line.says is Says.OPEN else None


def _said(rule: Rule) -> tuple[Line | None, str]:
    """What a rule says of its days, and the shop's own word; None where a line cannot say it."""
    word = rule.comment or ""
    if len(word) > LONGEST_WORD or word != " ".join(word.split()):
        return None, word
    if rule.modifier == "unknown" and not rule.times:
        appointed = _APPOINTED.fullmatch(word)
        if appointed:
            return Line(Says.APPOINTMENT), appointed["word"] or ""
        return (None if word else Line()), ""
    if rule.modifier == "off":
        return (None if rule.times else Line(Says.CLOSED)), word
    if rule.modifier:
        return None, word
    return _open([WHOLE_DAY] if rule.selector == "24/7" and not rule.times else _slots(rule.times)), word


def _slots(times: str) -> list[Slot]:
    """Of times such as "09:00-12:00,20:00-26:00"; empty when one of them is no plain stretch of hours and minutes."""
    found = []
    for span in times.split(","):
        match = _SPAN.fullmatch(span)
        if match is None or match[1] == "24":
            return []
        found.append((time(int(match[1]), int(match[2])), time(int(match[3]) % 24, int(match[4]))))
    return found


def _open(slots: Iterable[Slot]) -> Line | None:
    ordered = tuple(sorted(slots))
    return Line(Says.OPEN, ordered) if 0 < len(ordered) <= MOST_SLOTS and not doubt_about(ordered) else None


def may_be_word(word: str, line: Line) -> bool:
    """Whether the word may stand behind what a spell says; beside hours, one about appointments would make them unknown."""
    return line.says is not Says.OPEN or not APPOINTMENT.search(word)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _end(slot: Slot) -> int:
    return _minutes(slot[1]) + (24 * 60 if slot[1] <= slot[0] else 0)
