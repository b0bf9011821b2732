"""Rules by which things come back, as they enter from outside: read in bounded time, and told in the words of the form where it has them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from events import recurrence
from events.importing.entries import CannotRead
from events.kinds import Repeats

AHEAD = recurrence.AHEAD
FOR_EVER = 2100  # year; calendars write 9999 for a rule without an end
MOST_STEPS = 200_000  # days that rules of one file may name while they are looked at
MOST_BARREN = 20  # rules of one file that may name no day at all: finding that out is slow
TOO_MUCH = "De herhalingen van dit bestand zijn te veel om na te rekenen; deze is niet meer gelezen. Deel het bestand op."
TOO_OFTEN = "De herhaling “%s” kunnen we niet lezen. Een herhaling per dag, week, maand of jaar wel."


@dataclass
class Budget:
    """What looking at the rules of one file may still cost."""

    steps: int = MOST_STEPS
    barren: int = MOST_BARREN

    def walk(self, moments: Iterator[datetime]) -> Iterator[datetime]:
        """The same moments, each paid for. Raises CannotRead."""
        for moment in moments:
            self.steps -= 1
            if self.steps < 0:
                raise CannotRead(TOO_MUCH)
            yield moment

    def found_none(self) -> None:
        self.barren -= 1

    def refuse_when_spent(self) -> None:
        if self.steps < 0 or self.barren <= 0:
            raise CannotRead(TOO_MUCH)


def parts_of(rule: str) -> dict[str, str]:
    """By name, in capitals. Raises CannotRead."""
    text = rule.strip().upper().removeprefix("RRULE:").strip(";")
    pairs = [part.partition("=") for part in text.split(";")]
    if len(text) > recurrence.LONGEST_RULE or not all(name and value for name, _is, value in pairs) or "FREQ=" not in text:
        raise CannotRead(TOO_OFTEN % rule.strip()[:60])
    return {name.strip(): value.strip() for name, _is, value in pairs}


def written(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def starts(rule: str, first: datetime, until: date, budget: Budget) -> Iterator[datetime]:
    """When it begins (naive, in the zone of `first`), the first time too when the rule does not name it. Raises CannotRead.

    A rule that names no day at all is as good as none.
    """
    budget.refuse_when_spent()
    try:
        found = recurrence.days_of(recurrence.read(rule, first), first, until)
        named = islice(found, recurrence.found_count(rule))
        second = next(named, None)
    except recurrence.BadRule as bad:
        raise CannotRead(TOO_OFTEN % rule[:60]) from bad
    if second is None:
        budget.found_none()
    yield first
    if second is not None and second != first:
        yield second
    yield from budget.walk(named)


def in_words_of_the_form(rule: str, day: date) -> tuple[str, date | None, str]:
    """(repeats, until which day, own rule), as EventMoment keeps them."""
    parts = {name: value for name, value in parts_of(rule).items() if not (name == "WKST" or (name, value) == ("INTERVAL", "1"))}
    until = parts.pop("UNTIL", "")
    last = datetime.strptime(until[:8], "%Y%m%d").date() if until else None
    whole_days = not until or until.endswith("T235959")
    for repeats in Repeats:
        if repeats not in (Repeats.NOT, Repeats.OWN) and whole_days and parts in same_as(repeats, day):
            return repeats, last, ""
    return Repeats.OWN, None, rule


def same_as(repeats: Repeats, day: date) -> list[dict[str, str]]:
    """The ways in which calendars write it."""
    plain = parts_of(recurrence.rule_of(repeats, day))
    found = [plain]
    weekday = recurrence.WEEKDAYS[day.weekday()]
    if plain["FREQ"] == "WEEKLY":
        found.append(plain | {"BYDAY": weekday})
    if repeats in (Repeats.MONTHLY_DATE, Repeats.YEARLY):
        found.append({"FREQ": plain["FREQ"]})
    if repeats == Repeats.MONTHLY_WEEKDAY:
        found.append({"FREQ": "MONTHLY", "BYDAY": weekday, "BYSETPOS": plain["BYDAY"].removesuffix(weekday)})
    return found


def until_in_clock_time(rule: str, clock: time | None, to_wall: Callable[[datetime], datetime]) -> str:
    """With its UNTIL as a clock time of where the event is, so that its last day is there; a day alone means all of it.

    clock: at which it begins, None for whole days. to_wall: from UTC to clock time.
    """
    parts = parts_of(rule)
    until = parts.get("UNTIL")
    if until is None:
        return written(parts)
    try:
        if len(until) == 8:
            end = datetime.combine(datetime.strptime(until, "%Y%m%d").date(), time(23, 59, 59))
        else:
            end = datetime.strptime(until.rstrip("Z"), "%Y%m%dT%H%M%S")
            end = to_wall(end) if until.endswith("Z") and end.year < FOR_EVER else end
    except (ValueError, OverflowError) as refusal:
        raise CannotRead(TOO_OFTEN % rule.strip()[:60]) from refusal
    if end.year >= FOR_EVER:
        return written({name: value for name, value in parts.items() if name != "UNTIL"})
    if clock is None or end.time() >= clock:
        end = datetime.combine(end.date(), time(23, 59, 59))
    else:
        end = datetime.combine(end.date() - timedelta(days=1), time(23, 59, 59))
    return written(parts | {"UNTIL": f"{end:%Y%m%dT%H%M%S}"})
