"""The coming days of what an editor filled in, in words, before it is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from events import dates
from events.kinds import Status
from events.recurrence import AHEAD, MOST, BadRule
from events.slots import BRUSSELS, DayChange, Moment, Slot, changed, stretches

SHOWN = 8
MOVED_AT_MOST = timedelta(days=60)  # how far back a day may lie that was moved to one to come


@dataclass(frozen=True)
class Ahead:
    """days: the first of them in words. more: "en nog 10 keer". note: what to know about them. count: of all in the coming two years."""

    days: tuple[str, ...] = ()
    more: str = ""
    note: str = ""
    count: int = 0


def ahead(moments: Iterable[Moment], changes: Iterable[DayChange] = (), *, at: datetime, shown: int = SHOWN) -> Ahead:
    """What cannot be read is left out: the form says so beside it."""
    moments = list(moments)
    found = coming(moments, list(changes), at)
    today = at.astimezone(BRUSSELS).date()
    days = tuple(in_words(slot, today) for slot in found[:shown])
    if moments and not found:
        return Ahead(note=_("Alle dagen zijn voorbij. Klopt het jaar?"))
    endless = any(moment.rule and "UNTIL" not in moment.rule and "COUNT" not in moment.rule for moment in moments)
    note = _("Het blijft terugkomen tot je een laatste dag invult. Hier staan de komende twee jaar.") if endless else ""
    left = sum(slot.status != Status.CANCELLED for slot in found[shown:])
    return Ahead(days, dates.more(left, "nl"), note, len(found))


def coming(moments: Iterable[Moment], changes: Iterable[DayChange], at: datetime) -> list[Slot]:
    """Those that are not over, in order, at most MOST."""
    today = at.astimezone(BRUSSELS).date()
    by_day = {change.day: change for change in changes}
    found: dict[str, Slot] = {}
    for moment in moments:
        for slot in readable(moment, by_day, today):
            if slot.ends > at:
                found.setdefault(slot.key, slot)
    return list(islice(sorted(found.values()), MOST))


def readable(moment: Moment, by_day: dict[date, DayChange], today: date) -> list[Slot]:
    try:
        return list(changed(stretches(moment, today - MOVED_AT_MOST, today + AHEAD), by_day))
    except BadRule:
        return []


def in_words(slot: Slot, today: date) -> str:
    """ "zondag 6 december, 10 tot 18 u.", with "(gaat niet door)" behind it when that is so."""
    said = dates.when(stretch(slot), "nl", today)
    return said if slot.status == Status.PLANNED else f"{said} ({Status(slot.status).label})"


def stretch(slot: Slot) -> dates.Stretch:
    if slot.all_day:
        return dates.Stretch(slot.first_day, slot.last_day)
    return dates.Stretch(slot.first_day, slot.last_day, slot.starts.astimezone(BRUSSELS), slot.ends.astimezone(BRUSSELS))
