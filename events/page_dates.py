"""When an event is on, as its own page tells it: the next time in large, how it comes back, and every date that is still to come."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events import dates, keeping
from events.cards import State, named_state, state_of
from events.date_words import words_in
from events.kinds import Status
from events.recurrence import AHEAD, MOST, BadRule
from events.slots import BRUSSELS, slots
from shops.hours import day_name
from shops.hours.words import sentence

if TYPE_CHECKING:
    from events.models import EventMoment, EventPage, Occurrence

SHOWN = 6  # dates; the others wait in a fold
NOON = time(12)


@dataclass(frozen=True)
class Line:
    """One date. said: "Zondag 6 december, 10 tot 18 u."; starts: as machines read it. state: None while it goes on."""

    said: str
    starts: str
    state: State | None


@dataclass(frozen=True)
class Leaf:
    """A date as a picture, as on a calendar whose leaves are torn off: "zondag", "6", "december"."""

    before: str
    number: str
    after: str


@dataclass(frozen=True)
class Times:
    """said: the next time, or the last one of what is over. more: how often it is on after that, in words. rhythms: how it comes back, with the
    hours. first, rest: the dates to come, when there are several. state: what is wrong with all of it, or with the next time; note: what it was
    before it was moved. until: when this is no longer true."""

    said: str
    starts: str
    more: str
    rhythms: list[str]
    first: list[Line]
    rest: list[Line]
    leaf: Leaf | None
    state: State | None
    note: str
    is_over: bool
    until: datetime | None

    @property
    def is_off(self) -> bool:
        """Nobody needs to come, or knows when."""
        return not self.said or self.is_over or (self.state is not None and self.state.kind == "cancelled")


def rows_of(facts: "EventPage", at: datetime, *, is_draft: bool) -> "list[Occurrence]":
    """The occurrences in order: the rows of a published event, of a draft what its moments give. An event that is so old that no row is left of it
    has its last one.

    A rule that cannot be read gives none; the form refuses it.
    """
    rows = [] if is_draft else list(facts.occurrences.in_order())
    try:
        rows = rows or made(facts, at) or made(facts, long_ago(facts))[-1:]
    except BadRule:
        return []
    for row in rows:
        row.event = facts
    return rows


def made(facts: "EventPage", at: datetime) -> "list[Occurrence]":
    return [keeping.occurrence(facts, slot) for slot in keeping.slots_of(facts, at)]


def long_ago(facts: "EventPage") -> datetime:
    """A moment at which the event was still near."""
    days = [moment.repeats_until or moment.until_day or moment.day for moment in facts.moments.all()]
    return datetime.combine(max(days, default=date(2000, 1, 1)), NOON, BRUSSELS)


def coming(rows: "list[Occurrence]", at: datetime) -> "list[Occurrence]":
    return [row for row in rows if row.ends_at > at]


def times(facts: "EventPage", rows: "list[Occurrence]", language: str, at: datetime) -> Times:
    """rows: from rows_of."""
    moments, ahead = list(facts.moments.all()), coming(rows, at)
    today = at.astimezone(BRUSSELS).date()
    main = next_one(ahead) or (rows[-1] if rows else None)
    lines = [line(row, moments, language, at, today) for row in ahead] if len(ahead) > 1 else []
    on = dates.stretch(main, moments) if main else None
    return Times(
        said=sentence(dates.when(on, language, today)) if on else "",
        starts=machine_time(main) if main else "",
        more=dates.more(sum(row.starts_at > main.starts_at for row in ahead if row.status != Status.CANCELLED), language) if main and ahead else "",
        rhythms=rhythms(moments, rows, language, today) if ahead else [],
        first=lines[:SHOWN],
        rest=lines[SHOWN:],
        leaf=leaf(on, language, today) if on else None,
        state=whole_state(facts, main, at),
        note=moved_from(facts, main, language, today) if main else "",
        is_over=bool(rows) and not ahead,
        until=min((moment for row in ahead for moment in (row.starts_at, row.ends_at) if moment > at), default=None),
    )


def next_one(ahead: "list[Occurrence]") -> "Occurrence | None":
    """The next that goes on; when all are cancelled, the next."""
    return next((row for row in ahead if row.status != Status.CANCELLED), ahead[0] if ahead else None)


def whole_state(facts: "EventPage", main: "Occurrence | None", at: datetime) -> State | None:
    """That of the event, which its times repeat, else of its next time. Of what has no time nobody knows whether it is over."""
    if main is None:
        return state_of_all(facts)
    return State("over", _("Dit is voorbij")) if main.ends_at <= at else state_of(main, at)


def state_of_all(facts: "EventPage") -> State | None:
    return None if facts.status == Status.PLANNED else named_state(facts.status)


def moved_from(facts: "EventPage", main: "Occurrence", language: str, today: date) -> str:
    """Where it stood on the calendar before it was moved; "" where only the hour changed, or the whole event says why itself."""
    first_meant = date.fromisoformat(main.key[:8])
    if main.status != Status.MOVED or facts.status == Status.MOVED or first_meant == main.first_day:
        return ""
    return _("Eerst was dit op %(day)s.") % {"day": dates.weekday_and_date(first_meant, language, today)}


def line(row: "Occurrence", moments: "list[EventMoment]", language: str, at: datetime, today: date) -> Line:
    return Line(sentence(dates.when(dates.stretch(row, moments), language, today)), machine_time(row), state_of(row, at))


def machine_time(row: "Occurrence") -> str:
    return row.first_day.isoformat() if row.all_day else row.starts_at.astimezone(BRUSSELS).isoformat(timespec="minutes")


def rhythms(moments: "list[EventMoment]", rows: "list[Occurrence]", language: str, today: date) -> list[str]:
    """One line per moment that comes back by a rule that has a name: "Elke zondag tot en met 20 december, 10 tot 18 u."."""
    lasting = [(one, last_time(one, rows, today)) for one in moments if dates.pattern(one.repeats, one.day, language)]
    known = [(dates.rhythm(one.repeats, one.day, last, language, today), hours_of(one, language)) for one, last in lasting]
    return [sentence(", ".join(part for part in parts if part)) for parts in known if parts[0]]


def last_time(moment: "EventMoment", rows: "list[Occurrence]", today: date) -> date | None:
    """The last day on which it goes ahead, which may be earlier than the day until which it comes back; None without an end.

    Of what goes on further than the rows reach, the last day of the rule.
    """
    end = moment.repeats_until
    if end is None:
        return None
    meant = slots([moment.as_moment()], at=datetime.combine(end, NOON, BRUSSELS))
    last_meant = meant[-1].first_day if meant else end
    if end > today + AHEAD or len(rows) >= MOST:
        return last_meant
    on = {row.key: row.first_day for row in rows if row.status != Status.CANCELLED}
    return max((on[slot.key] for slot in meant if slot.key in on), default=last_meant)


def hours_of(moment: "EventMoment", language: str) -> str:
    if moment.begins is None or (moment.until_day and moment.until_day > moment.day):
        return ""
    begins = datetime.combine(moment.day, moment.begins)
    ends = datetime.combine(moment.day, moment.ends) if moment.ends else None
    return dates.hours(dates.Stretch(moment.day, moment.day, begins, ends), language)


def leaf(on: dates.Stretch, language: str, today: date) -> Leaf:
    """Of a day its weekday and month; of days in one month both numbers; of what has begun its last day."""
    words = words_in(language)
    if on.first_day == on.last_day:
        return Leaf(day_name(on.first_day, language), str(on.first_day.day), dates.month_of(on.first_day, language, today))
    if on.first_day < today <= on.last_day:
        return Leaf(words.until_day.format("").strip(), str(on.last_day.day), dates.month_of(on.last_day, language, today))
    if dates.same_month(on.first_day, on.last_day):
        return Leaf("", f"{on.first_day.day}–{on.last_day.day}", dates.month_of(on.last_day, language, today))
    return Leaf(words.from_day.format("").strip(), str(on.first_day.day), dates.month_of(on.first_day, language, today))
