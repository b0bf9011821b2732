"""When an entry of a calendar is on, in the moments and changes of this house: a rule where its clock times are those of Brussels, else day by day.

What comes back in another zone moves by an hour when only one of the two changes to summer time, so no rule of ours can tell it: its days are
told one by one, as far as the agenda looks ahead.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

from events import slots
from events.importing import rules
from events.importing.calendar_values import At
from events.importing.entries import MOST_MOMENTS, YEARS_BACK, CannotRead, refuse_far
from events.importing.zones import Zone
from events.kinds import Change
from events.slots import DayChange, Moment

OLDEST = timedelta(days=29 * 366)  # further back no rule is counted through (events.recurrence)
ONE_BY_ONE = "De herhaling staat in een andere tijdzone: de dagen zijn een voor een overgenomen, tot en met {}/{}/{}."
TOO_MANY = f"Meer dan {MOST_MOMENTS} uitzonderingen op een herhaling: dat lezen we niet."
CUT = f"Alleen de eerste {MOST_MOMENTS} momenten zijn overgenomen."


@dataclass(frozen=True)
class Instead:
    """What an entry says of one time of its series. start, end: Brussels, naive."""

    start: datetime
    end: datetime | None
    is_cancelled: bool = False


@dataclass
class Series:
    """start: the first time. end: None when nobody says it. rule: in clock times of the zone of `start`, "" for none. more: further times, each with
    its own end or None. without, without_days: what is left out. instead: by the time (Brussels, naive) that it replaces. at: aware,
    of the import.
    """

    start: At
    end: At | None
    rule: str
    at: datetime
    budget: rules.Budget
    more: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    without: set[datetime] = field(default_factory=set)
    without_days: set[date] = field(default_factory=set)
    instead: dict[datetime, Instead] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def told(self) -> tuple[tuple[Moment, ...], tuple[DayChange, ...]]:
        """Raises CannotRead."""
        if not self.rule:
            return self.one_by_one([self.start.here])
        self.begin_lately()
        if not (self.start.is_day or self.start.zone.is_here):
            found = self.one_by_one(self.named())
            last = max((moment.day for moment in found[0]), default=self.start.here.date())
            self.notices.append(ONE_BY_ONE.format(last.day, last.month, last.year))
            return found
        return self.by_rule()

    # -- one by one

    def one_by_one(self, starts: list[datetime]) -> tuple[tuple[Moment, ...], tuple[DayChange, ...]]:
        kept = [start for start in starts if not self.is_left_out(start)]
        times = [(start, self.end_after(start)) for start in kept if start not in self.instead]
        replaced = [(one.start, one.end) for one in self.instead.values()]
        called_off = {one.start.date() for one in self.instead.values() if one.is_cancelled}
        moments = dict.fromkeys(self.moment(start, end) for start, end in [*times, *self.further(), *replaced])
        first = sorted(moments, key=lambda moment: (moment.day, moment.begins or time()))
        if len(first) > MOST_MOMENTS:
            self.notices.append(CUT)
        on = Counter(moment.day for moment in first)
        changes = tuple(DayChange(day, Change.CANCELLED) for day in sorted(called_off) if on[day] == 1)
        return tuple(unlike(first)[:MOST_MOMENTS]), changes

    def named(self) -> list[datetime]:
        """What the rule names, in Brussels, as far as the agenda looks: from a year ago; of what ended before, from its beginning."""
        until = max(self.start.here, self.today) + rules.AHEAD
        found = [self.start.zone.in_brussels(clock) for clock in rules.starts(self.rule, self.start.clock, until.date(), self.budget)]
        recent = [start for start in found if start >= self.today - slots.BEHIND]
        return (recent or found)[: MOST_MOMENTS + len(self.without) + 1]

    @property
    def today(self) -> datetime:
        return self.at.astimezone(slots.BRUSSELS).replace(tzinfo=None)

    def is_left_out(self, start: datetime) -> bool:
        return start in self.without or start.date() in self.without_days

    def further(self) -> Iterator[tuple[datetime, datetime | None]]:
        for start, end in self.more:
            if not self.is_left_out(start) and start not in self.instead:
                yield start, end or self.end_after(start)

    def end_after(self, start: datetime) -> datetime | None:
        """Of a time that begins at `start`: as long after it on the clock of its zone as the first."""
        if self.end is None:
            return None
        if self.end.zone is not self.start.zone or self.start.zone.is_here or start == self.start.here:
            return start + (self.end.here - self.start.here)
        zone: Zone = self.start.zone
        clock = zone.of_utc(utc_of(start))
        return zone.in_brussels(clock + (self.end.clock - self.start.clock))

    def moment(self, start: datetime, end: datetime | None) -> Moment:
        return whole_days(start, end) if self.start.is_day else timed(start, end)

    # -- by the rule

    def by_rule(self) -> tuple[tuple[Moment, ...], tuple[DayChange, ...]]:
        first = self.start.here
        moment = self.moment(first, self.end_after(first))
        rule = self.rule
        named = self.named_until_far(first, rule)
        if len(named) == 1:
            return self.one_by_one(named)
        is_named = set(named)
        further = [self.moment(start, end) for start, end in self.further() if start not in is_named]
        on = Counter([start.date() for start in named] + [one.day for one in further])
        differing = [start for start in named if self.is_left_out(start) or start in self.instead]
        if any(on[start.date()] > 1 for start in differing):
            return self.one_by_one(self.named())
        if len(differing) > MOST_MOMENTS or len(further) > MOST_MOMENTS:
            raise CannotRead(TOO_MANY)
        repeated = Moment(moment.day, moment.begins, moment.until_day, moment.ends, rule)
        changes = [self.change(start, further) for start in differing]
        further += [self.moment(one.start, one.end) for start, one in self.instead.items() if start not in is_named and not one.is_cancelled]
        return (repeated, *unlike(further)), tuple(change for change in changes if change)

    def named_until_far(self, first: datetime, rule: str) -> list[datetime]:
        """All times that a change may be of; two suffice when there is none."""
        until = (max(first, self.today) + rules.AHEAD).date()
        found = rules.starts(rule, first, until, self.budget)
        return list(found if self.without or self.without_days or self.instead or self.more else islice(found, 2))

    def change(self, start: datetime, further: list[Moment]) -> DayChange | None:
        """What is different that day. What the words of this house cannot tell is left out there, and told as a moment of its own."""
        one = self.instead.get(start)
        if one is None:
            return DayChange(start.date(), Change.SKIPPED)
        if one.is_cancelled:
            return DayChange(start.date(), Change.CANCELLED)
        usual, wanted = self.moment(start, self.end_after(start)), self.moment(one.start, one.end)
        if wanted == usual:
            return None
        moved = DayChange(start.date(), Change.MOVED, wanted.day if wanted.day != usual.day else None, wanted.begins, wanted.ends)
        told = slots.after(slot_of(usual), moved)
        if (told.starts, told.ends) == (slot_of(wanted).starts, slot_of(wanted).ends) and (moved.new_day or moved.begins):
            return moved
        further.append(wanted)
        return DayChange(start.date(), Change.SKIPPED)

    def begin_lately(self) -> None:
        """A rule without a count that began long ago goes on from a time of the last year: the first is further back than anybody looks."""
        if self.at.year - self.start.here.year <= YEARS_BACK:
            return
        if "COUNT=" in self.rule or self.today - self.start.here > OLDEST:
            refuse_far(self.start.here.date(), self.at)
        found = rules.starts(self.rule, self.start.clock, (self.today + rules.AHEAD).date(), self.budget)
        since = self.today - slots.BEHIND
        if lately := next((clock for clock in found if clock >= since), None):
            shift = lately - self.start.clock
            self.start = At(lately, self.start.zone, self.start.is_day)
            self.end = At(self.end.clock + shift, self.end.zone, self.end.is_day) if self.end else None


def unlike(moments: list[Moment]) -> list[Moment]:
    """Of those that begin at once the first."""
    found: dict[tuple[date, time | None], Moment] = {}
    for moment in moments:
        found.setdefault((moment.day, moment.begins), moment)
    return list(found.values())


def timed(start: datetime, end: datetime | None) -> Moment:
    """An end in the night after, at or before the hour at which it began, needs no day."""
    if end is None or end <= start:
        return Moment(start.date(), start.time())
    nights = (end.date() - start.date()).days
    needs_day = nights > 1 or (nights == 1 and end.time() > start.time())
    return Moment(start.date(), start.time(), end.date() if needs_day else None, end.time())


def whole_days(start: datetime, end: datetime | None) -> Moment:
    """end: the day after the last."""
    last = end.date() - timedelta(days=1) if end else start.date()
    return Moment(start.date(), None, last if last > start.date() else None)


def slot_of(moment: Moment) -> slots.Slot:
    return slots.slot(moment.day, moment.begins, moment.until_day or moment.day, moment.ends)


def utc_of(clock: datetime) -> datetime:
    """Naive, both."""
    return slots.utc(clock.date(), clock.time()).replace(tzinfo=None)
