"""Events from the rows of a list. Rows with the same title and place, or the same number of their own, are one event with several moments: a show
that plays ten evenings is read once. Where their descriptions differ they are several events."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from content.tables import one_line, storable
from events.importing import cells, rules
from events.importing.columns import UNUSED
from events.importing.entries import MOST_ENTRIES, MOST_MOMENTS, CannotRead, Double, Entry, Refusal, Understood, few, refuse_far
from events.importing.reading import Row
from events.importing.where import LONGEST, take_apart
from events.slots import Moment

LONGEST_TITLE = 200
LONGEST_REFERENCE = 190
NO_TITLE = "Er staat geen titel bij."
NO_DAY = "Er staat geen dag bij."
TOO_MANY = f"Het bestand heeft meer dan {MOST_ENTRIES} rijen. De eerste {MOST_ENTRIES} zijn gelezen; deel de rest op."
TOO_MANY_DAYS = f"Dit evenement heeft al {MOST_MOMENTS} momenten."
NO_END = "Begin en einde zijn hetzelfde uur: het einde is leeg gelaten."


@dataclass(frozen=True)
class Line:
    """A row understood. key: what rows of the same event share."""

    number: int
    key: tuple[str, ...]
    title: str
    moment: Moment
    facts: dict[str, Any]
    notices: tuple[str, ...]


def understand(rows: Sequence[Row], columns: Sequence[str], *, has_header: bool, at: datetime) -> Understood:
    """columns: fact per column, as a person chose them. at: aware moment, by which a year is far."""
    found = Understood()
    lines: list[Line] = []
    budget = rules.Budget()
    if len(rows) > MOST_ENTRIES:
        found.notes.append(TOO_MANY)
    for number, raw in rows[1 if has_header else 0 : MOST_ENTRIES]:
        told = cells_by_fact(raw, columns)
        try:
            lines.append(understood(number, told, at, budget))
        except CannotRead as refusal:
            found.refusals.append(Refusal(number, one_line(told.get("title", ""))[:LONGEST_TITLE], str(refusal)))
    for same in grouped(lines):
        together(same, found)
    found.refusals.sort(key=lambda refusal: refusal.number)
    return found


def cells_by_fact(row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    return {fact: unguarded(storable(cell)) for fact, cell in zip(columns, row, strict=False) if fact != UNUSED and cell.strip()}


def unguarded(cell: str) -> str:
    """Our own lists write '=, '+, '- and '@ so that a spreadsheet does not calculate: the quote goes again."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def understood(number: int, told: dict[str, str], at: datetime, budget: rules.Budget) -> Line:
    """Raises CannotRead."""
    title = one_line(told.get("title", ""))
    if not title:
        raise CannotRead(NO_TITLE)
    moment, notices = when(told, at, budget)
    facts, doubts = facts_of(told)
    if len(title) > LONGEST_TITLE:
        doubts = (*doubts, "De titel is ingekort.")
    reference = one_line(told.get("reference", ""))
    key = (reference,) if reference else (title.casefold(), one_line(told.get("venue", "") or told.get("street", "")).casefold())
    return Line(number, key, title[:LONGEST_TITLE].rstrip(), moment, facts, notices + doubts)


# -- when


def when(told: dict[str, str], at: datetime, budget: rules.Budget) -> tuple[Moment, tuple[str, ...]]:
    """Raises CannotRead. From midnight to midnight is a whole day; an end before the beginning is one of the next day."""
    day, begins = start_of(told)
    refuse_far(day, at)
    until_day, ends = end_of(told, day, begins)
    refuse_far(until_day or day, at)
    notices: tuple[str, ...] = ()
    if begins is not None and begins == ends and until_day in (None, day):
        begins, ends, notices = (None, None, ()) if begins == time() else (begins, None, (NO_END,))
    if until_day is not None and until_day < day:
        raise CannotRead("De laatste dag ligt voor de eerste.")
    if until_day and (until_day - day).days == 1 and begins and ends and ends <= begins:
        until_day = None
    last = until_day if until_day and until_day > day else None
    rule = rule_of(told.get("rule", ""), day, begins, at, budget)
    return Moment(day, begins, last, ends if begins is not None else None, rule), notices


def start_of(told: dict[str, str]) -> tuple[date, time | None]:
    text = told.get("starts") or told.get("day")
    if not text:
        raise CannotRead(NO_DAY)
    day, hour = cells.moment(text)
    if "begins" in told:
        hour, later = cells.clock(told["begins"])
        day += timedelta(days=later)
    return day, hour


def end_of(told: dict[str, str], day: date, begins: time | None) -> tuple[date | None, time | None]:
    """(last day when it is told, hour)."""
    until_day, hour = None, None
    if "stops" in told:
        try:
            until_day, hour = cells.moment(told["stops"])
        except CannotRead:
            hour, _later = cells.clock(told["stops"])
    elif "until_day" in told:
        until_day, hour = cells.moment(told["until_day"])
    if "ends" in told:
        hour, later = cells.clock(told["ends"])
        until_day = until_day + timedelta(days=later) if until_day else None
    if hour is not None and begins is None and "begins" not in told:
        raise CannotRead("Er staat een einduur, maar geen beginuur.")
    return until_day, hour


def rule_of(text: str, day: date, begins: time | None, at: datetime, budget: rules.Budget) -> str:
    """Raises CannotRead for a rule that cannot be read; one that names no other day than the first is none."""
    if not text.strip():
        return ""
    first = datetime.combine(day, begins or time())
    rule = rules.until_in_clock_time(text, begins, cells.brussels_of)
    until = max(day, at.date()) + rules.AHEAD
    named = rules.starts(rule, first, until, budget)
    next(named)
    return rule if next(named, None) else ""


# -- the rest


def facts_of(told: dict[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    facts: dict[str, Any] = {}
    notices: list[str] = []
    if "description" in told:
        facts["description"] = cells.plain_text(told["description"])
    facts |= place_of(told)
    if "price" in told:
        words, is_free = cells.price(told["price"])
        facts |= {"price": words[:120], "is_free": is_free}
    if "kind" in told:
        if kind := cells.kind(told["kind"]):
            facts["kind"] = kind.value
        else:
            notices.append(f"De soort “{one_line(told['kind'])[:40]}” kennen we niet.")
    if "website" in told:
        facts["website"] = cells.website(told["website"])
        if not facts["website"]:
            notices.append(f"“{one_line(told['website'])[:60]}” is geen webadres.")
    if "organiser" in told:
        facts["organiser"] = one_line(told["organiser"])[:120]
    facts |= cells.place_on_earth(told.get("latitude", ""), told.get("longitude", ""))
    return facts, tuple(notices)


def place_of(told: dict[str, str]) -> dict[str, str]:
    """A place on one line is taken apart, unless other columns have the parts."""
    own = {name: one_line(told[name])[: LONGEST[name]] for name in LONGEST if name in told}
    if "venue" in told and not ({"street", "place"} & told.keys()):
        return take_apart(told["venue"]) | {name: value for name, value in own.items() if name != "venue"}
    return own


# -- rows that are one event


def grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """In the order of the file. Rows whose descriptions differ are only together when they carry the same number of their own."""
    by_key: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        by_key[line.key].append(line)
    found: list[list[Line]] = []
    for key, same in by_key.items():
        told = dict.fromkeys(words_of(line) for line in same)
        if len(key) == 1 or len(told) == 1:
            found.append(same)
            continue
        for words in told:
            found.append([replace(line, key=(*key, words)) for line in same if words_of(line) == words])
    return found


def words_of(line: Line) -> str:
    return one_line(str(line.facts.get("description", ""))).casefold()


def together(same: Sequence[Line], found: Understood) -> None:
    """One entry of rows that belong together. What stands twice is a double; two that begin at once and end apart cannot both be."""
    first = same[0]
    by_start: dict[tuple[date, time | None], Line] = {}
    kept: list[Line] = []
    for line in same:
        start = (line.moment.day, line.moment.begins)
        standing = by_start.setdefault(start, line)
        if standing is line and len(kept) >= MOST_MOMENTS:
            found.refusals.append(Refusal(line.number, line.title, TOO_MANY_DAYS))
        elif standing is line:
            kept.append(line)
        elif standing.moment == line.moment:
            found.doubles.append(Double(line.number, line.title, standing.number))
        else:
            why = f"Begint op hetzelfde moment als rij {standing.number}, met dezelfde titel en plaats, maar eindigt of herhaalt anders."
            found.refusals.append(Refusal(line.number, line.title, why))
    found.entries.append(
        Entry(
            number=first.number,
            others=tuple(line.number for line in kept[1:]),
            reference=reference_of(first.key),
            title=first.title,
            moments=tuple(sorted((line.moment for line in kept), key=lambda moment: (moment.day, moment.begins or time()))),
            facts=first.facts,
            notices=few(notice for line in kept for notice in line.notices),
        )
    )


def reference_of(key: tuple[str, ...]) -> str:
    """A number of their own as it is; else a digest of title and place."""
    if len(key) == 1 and len(key[0]) <= LONGEST_REFERENCE:
        return key[0]
    return sha256("\x1f".join(key).encode()).hexdigest()[:40]
