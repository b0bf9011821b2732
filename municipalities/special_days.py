"""Special days: which are to come, and keeping them equal to what was announced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from municipalities.models import SpecialDay

if TYPE_CHECKING:
    from municipalities.models import Municipality

BRUSSELS = ZoneInfo("Europe/Brussels")
AT_ONCE = 400


@dataclass(frozen=True)
class Announced:
    """What is said of one day. key: which part of the announcement. opens, closes: both None when nobody said them."""

    key: str
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True)
class Announcement:
    """source: the same at every change. names: {language: title}. days: of Brussels, empty when all is called off."""

    source: UUID
    kind: str
    names: Mapping[str, str]
    days: Mapping[date, Announced] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """What whoever keeps the shops' answers has to bring about: days that are no more, and (day, opens, closes) for those with other hours."""

    gone: list[SpecialDay]
    other_hours: list[tuple[SpecialDay, time | None, time | None]]


def coming(at: datetime, municipality: "Municipality | int | None" = None, limit: int = 6, kinds: Iterable[str] = ()) -> list[SpecialDay]:
    """The next special days from today on, of one municipality or of all, each with its `municipality` and `open_shops`: how many shops open.

    kinds: only those ("koopzondag"); all when empty. One query.
    """
    found = SpecialDay.objects.from_day(today(at)).of(municipality).with_shops().select_related("municipality")
    kinds = list(kinds)
    return list((found.filter(kind__in=kinds) if kinds else found).in_order()[:limit])


def announce(announcement: Announcement, towns: Iterable[int], *, at: datetime) -> Difference:
    """Add the days that are new to these municipalities (keys), and name those that stand; what is gone or has other hours is returned, not done.

    Days before today stay as they are. Of two that announce at once the first wins; what they said differently is put right the next time.
    """
    towns, since = set(towns), today(at)
    known = standing(announcement, since)
    wanted = {(town, day): said for town in towns for day, said in announcement.days.items() if day >= since}
    new = [row_of(announcement, town, day, said) for (town, day), said in sorted(wanted.items(), key=first) if (town, day) not in known]
    SpecialDay.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)  # somebody else may announce the same at this moment
    name(announcement, [row for place, row in known.items() if place in wanted])
    return Difference(
        gone=[row for place, row in known.items() if place not in wanted],
        other_hours=[
            (row, wanted[place].opens, wanted[place].closes)
            for place, row in known.items()
            if place in wanted and (row.opens, row.closes) != (wanted[place].opens, wanted[place].closes)
        ],
    )


def standing(announcement: Announcement, since: date) -> dict[tuple[int, date], SpecialDay]:
    """What stands of it, by municipality (key) and day."""
    return {(row.municipality_id, row.day): row for row in SpecialDay.objects.filter(source=announcement.source).from_day(since)}


def first(pair: tuple[tuple[int, date], Announced]) -> tuple[int, date]:
    return pair[0]


def row_of(announcement: Announcement, town: int, day: date, said: Announced) -> SpecialDay:
    return SpecialDay(
        municipality_id=town,
        source=announcement.source,
        key=said.key,
        day=day,
        opens=said.opens,
        closes=said.closes,
        kind=announcement.kind,
        names=dict(announcement.names),
    )


def name(announcement: Announcement, rows: Iterable[SpecialDay]) -> None:
    """Only those are written that said something else."""
    names = dict(announcement.names)
    stale = [row.pk for row in rows if (row.kind, row.names) != (announcement.kind, names)]
    if stale:
        SpecialDay.objects.filter(pk__in=stale).update(kind=announcement.kind, names=names)


def today(at: datetime) -> date:
    return at.astimezone(BRUSSELS).date()
