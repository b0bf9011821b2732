"""How many rows of each kind there are at this moment, and when the oldest goes: one question per table, at most one set a minute."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Min, Model

from privacy.declared import Kept, declared
from privacy.terms import Term

FEW = 10  # fewer than this could point at somebody, or at a moment of theirs
LAG = timedelta(minutes=1)
CACHE_KEY = "privacy.counted"


@dataclass(frozen=True)
class Tally:
    """count: rows that hold it. goes: when the oldest is erased at the latest; None where no moment is planned."""

    count: int
    goes: datetime | None = None

    @property
    def is_few(self) -> bool:
        return 0 < self.count < FEW


@dataclass(frozen=True)
class Counted:
    """by_name: of each kind that can be counted. at: when."""

    at: datetime
    by_name: dict[str, Tally]


def counted(at: datetime) -> Counted:
    """At most LAG old."""
    known: Counted | None = cache.get(CACHE_KEY)
    if known is not None and known.at <= at < known.at + LAG:
        return known
    made = Counted(at, tallies(declared(), at))
    cache.set(CACHE_KEY, made, LAG.total_seconds())
    return made


def tallies(kinds: Iterable[Kept], at: datetime) -> dict[str, Tally]:
    tables: dict[type[Model], list[Kept]] = defaultdict(list)
    for kind in kinds:
        if kind.rows:
            tables[kind.rows.model].append(kind)
    return {name: tally for model, of_table in tables.items() for name, tally in of_one_table(model, of_table, at).items()}


def of_one_table(model: type[Model], kinds: list[Kept], at: datetime) -> dict[str, Tally]:
    asked: dict[str, Any] = {}
    for number, kind in enumerate(kinds):
        if kind.rows is None:
            continue
        asked[f"count_{number}"] = Count("pk", filter=kind.rows.where)
        if kind.rows.since:
            asked[f"oldest_{number}"] = Min(kind.rows.since, filter=kind.rows.where)
    found = model._default_manager.aggregate(**asked)
    return {kind.name: tally_of(kind, found[f"count_{number}"], found.get(f"oldest_{number}"), at) for number, kind in enumerate(kinds)}


def tally_of(kind: Kept, count: int, oldest: datetime | None, at: datetime) -> Tally:
    if not count:
        return Tally(0)
    due = kind.goes(at) if kind.goes else due_after(oldest, kind.term)
    return Tally(count, due + kind.lag if due else None)


def due_after(oldest: datetime | None, term: Term | None) -> datetime | None:
    """None where no moment of a row says it: months of the calendar are counted by who declares them (`Kept.goes`)."""
    return oldest + term if oldest and isinstance(term, timedelta) else None
