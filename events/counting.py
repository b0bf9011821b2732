"""How much there is for a question: of each kind, for each filter and in each municipality."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count, Min, Q

from content import navigation
from events.answering import answers
from events.models import EventTown
from events.query import FLAGS, LIST, AgendaQuery, Period
from events.querysets import OccurrenceQuerySet

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Counts:
    """events counts every event once, however often it is on. rows: all that answers; begin: those of them that begin in the period.

    by_kind, by_flag and by_town count the events that choosing that one would leave. changes_at: when the first of what is on now or later is over.
    """

    events: int = 0
    rows: int = 0
    begin: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_flag: dict[str, int] = field(default_factory=dict)
    by_town: Counter[int] = field(default_factory=Counter)
    changes_at: datetime | None = None


def counts(query: AgendaQuery, town: int | None, period: Period, at: datetime, *, since: datetime | None = None) -> Counts:
    """Kept for a minute, until a page is published, and never past the next end of an event. since: as for `answers`."""
    key = key_of(query, town, period, is_of_now=since is not None)
    known: Counts | None = cache.get(key)
    if known and not (known.changes_at and known.changes_at <= at):
        return known
    made = count(query, town, period, at, since)
    cache.set(key, made, KEPT_SECONDS)
    return made


def key_of(query: AgendaQuery, town: int | None, period: Period, *, is_of_now: bool) -> str:
    asked = urlencode(query.changed(view=LIST).params())
    return navigation.key("events.counts." + blake2b(f"{asked} {town} {period} {is_of_now}".encode(), digest_size=16).hexdigest())


def count(query: AgendaQuery, town: int | None, period: Period, at: datetime, since: datetime | None) -> Counts:
    kinds = totals_by_kind(answers(query.changed(kinds=()), period, town, since=since), period.first, at)
    asked = [total for kind, total in kinds.items() if not query.kinds or kind in query.kinds]
    return Counts(
        events=sum(total["events"] for total in asked),
        rows=sum(total["rows"] for total in asked),
        begin=sum(total["begin"] for total in asked),
        by_kind=Counter({kind: total["events"] for kind, total in kinds.items()}),
        by_flag={name: sum(total[f"of_{name}"] for total in asked) for name in FLAGS},
        by_town=count_by_town(query, period, since),
        changes_at=min((total["over_at"] for total in asked if total["over_at"]), default=None),
    )


def totals_by_kind(rows: OccurrenceQuerySet, first: date, at: datetime) -> dict[str, dict[str, Any]]:
    """By kind (an event has one): events, how many rows there are and begin on `first` or later, and when the first is over."""
    flags = {f"of_{name}": Count("event", distinct=True, filter=Q(**{name: True})) for name in FLAGS}
    begin = Count("pk", filter=Q(first_day__gte=first))
    over_at = Min("ends_at", filter=Q(ends_at__gt=at))
    by_kind = rows.order_by().values("kind")
    found = by_kind.annotate(events=Count("event", distinct=True), rows=Count("pk"), begin=begin, over_at=over_at, **flags)
    return {total["kind"]: total for total in found}


def count_by_town(query: AgendaQuery, period: Period, since: datetime | None) -> Counter[int]:
    """Events, by the key of each municipality in which they are."""
    events = answers(query, period, None, since=since).values("event")
    return Counter(dict(EventTown.objects.filter(event__in=events).values_list("municipality").annotate(Count("pk")).order_by()))
