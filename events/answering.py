"""Which rows of the agenda answer a question."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Exists, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import GreaterThan

from events.kinds import ACTIONS, Repeats
from events.models import EventMoment, Occurrence
from events.query import A_DAY, FLAGS, AgendaQuery, Period
from events.querysets import OccurrenceQuerySet

LONG = timedelta(days=7)  # what lasts longer is not an event of one day, it runs
MOST_IN_FEED = 1_000  # occurrences: 420 kB before it is packed, and well over a second to write
OFTEN = 4  # times of what comes back that are as good as what is once


@dataclass(frozen=True)
class Feed:
    """What a calendar follows, in the order of the agenda. is_whole: nothing was left out. until: the last day of which all is there; None when
    only of what comes back something is missing, after its first `times` times."""

    occurrences: list[Occurrence]
    is_whole: bool = True
    until: date | None = None
    times: int = 0


def answers(query: AgendaQuery, period: Period, town: int | None, *, since: datetime | None = None) -> OccurrenceQuerySet:
    """What is on in the period and is as asked. town: key of the municipality, None for all. since: leave out what was over by then."""
    rows: OccurrenceQuerySet = Occurrence.objects.between(period.first, period.last) if period.last else Occurrence.objects.from_day(period.first)
    rows = rows.from_now(since) if since else rows
    rows = rows.in_town(town) if town else rows
    rows = rows.filter(kind__in=query.kinds) if query.kinds else rows
    return rows.filter(**{name: True for name in FLAGS if getattr(query, name)})


def runs(kind: str, first_day: date, last_day: date) -> bool:
    """Whether it stands under "Loopt nu" once it began: an action, or what lasts longer than a week."""
    return kind in ACTIONS or last_day - first_day >= LONG


def next_day(query: AgendaQuery, town: int | None, after: date) -> date | None:
    """The first day after `after` on which something as asked begins and goes on; None when nothing is known yet."""
    rows = answers(query, Period(after + A_DAY), town).going_ahead()
    found: date | None = rows.filter(first_day__gt=after).in_order().values_list("first_day", flat=True).first()
    return found


def for_feed(query: AgendaQuery, town: int | None, today: date) -> Feed:
    """What a calendar follows: the same, of today also what is over, cancelled ones too; MOST_IN_FEED at most. What comes back again and again gives
    way to what is once, and what came back most often first. Each with its event, and what is said of where that is."""
    rows = answers(query, query.period(today), town).annotate(turn=turn()).order_by("turn", "first_day", "starts_at", "pk")
    found = list(rows.values_list("pk", "turn", "first_day")[: MOST_IN_FEED + 1])
    told = Occurrence.objects.filter(pk__in=[key for key, *_ in found[:MOST_IN_FEED]]).in_order().defer("event__body", "event__conditions")
    kept = list(told.select_related("event__locale", "event__venue_shop__municipality"))
    if len(found) <= MOST_IN_FEED:
        return Feed(kept)
    _key, cut, first_day = found[-1]
    return Feed(kept, is_whole=False, times=cut - 1) if cut else Feed(kept, is_whole=False, until=first_day - A_DAY)


def turn() -> Case:
    """Which time it is, from 1, among the rows asked, of an event that repeats and was there OFTEN times already; 0 for any other."""
    times = Window(RowNumber(), partition_by="event", order_by=["first_day", "starts_at", "pk"])
    repeating = Exists(EventMoment.objects.filter(page=OuterRef("event")).exclude(repeats=Repeats.NOT))
    return Case(When(Q(GreaterThan(times, OFTEN)) & Q(repeating), then=times), default=Value(0))
