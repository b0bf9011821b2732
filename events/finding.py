"""From a question to what is on: which rows answer, in which order, and how many events there are of each kind and in each municipality."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from events.kinds import ACTIONS
from events.models import EventTown, Occurrence
from events.query import FLAGS, PRINT, AgendaQuery, Period
from events.querysets import OccurrenceQuerySet
from events.slots import BRUSSELS

PER_PAGE = 40
PER_PRINT = 300  # a page that is printed is not turned
MOST_RUNNING = 60
MOST_IN_FEED = 400
MOST_GOING_ON = 400  # began before the first day and is not over
LONG = timedelta(days=7)  # what lasts longer is not an event of one day, it runs


@dataclass
class Found:
    """One page of answers with the counts around it.

    occurrences: what begins in the period, and on the first page before them what is going on. running: what lasts, soonest to end first.
    events counts every event once, however often it is on; begin counts the occurrences that begin in the period.
    by_kind, by_flag and by_town count what choosing that one would leave.
    changes_at: when the first of what is on now or later today is over; None when there is none.
    """

    occurrences: list[Occurrence] = field(default_factory=list)
    running: list[Occurrence] = field(default_factory=list)
    events: int = 0
    begin: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_flag: dict[str, int] = field(default_factory=dict)
    by_town: Counter[int] = field(default_factory=Counter)
    page: int = 1
    pages: int = 1
    changes_at: datetime | None = None


def find(query: AgendaQuery, town: int | None, at: datetime) -> Found:
    """The answers to `query` at moment `at`. town: key of the municipality; None for all. Counts are exact; the order is the same everywhere."""
    today = at.astimezone(BRUSSELS).date()
    period = query.period(today)
    since = at if period.first == today else None
    found = counts(query, town, period, at, since=since)
    rows = answers(query, period, town, since=since)
    per_page = PER_PRINT if query.view == PRINT else PER_PAGE
    found.pages = max(1, -(-found.begin // per_page))
    found.page = min(query.page, found.pages)
    start = (found.page - 1) * per_page
    short, found.running = going_on(rows, period.first) if found.page == 1 and found.events else ([], [])
    found.occurrences = [*short, *rows.filter(first_day__gte=period.first).in_order()[start : start + per_page]]
    return found


def counts(query: AgendaQuery, town: int | None, period: Period, at: datetime, *, since: datetime | None = None) -> Found:
    """How many there are, without the rows themselves. since: as for `answers`."""
    kinds = totals_by_kind(answers(query.changed(kinds=()), period, town, since=since), period, at)
    asked = [total for kind, total in kinds.items() if not query.kinds or kind in query.kinds]
    return Found(
        events=sum(total["events"] for total in asked),
        begin=sum(total["begin"] for total in asked),
        by_kind=Counter({kind: total["events"] for kind, total in kinds.items()}),
        by_flag={name: sum(total[f"of_{name}"] for total in asked) for name in FLAGS},
        by_town=count_by_town(query, period, since),
        changes_at=min((total["over_at"] for total in asked if total["over_at"]), default=None),
    )


def answers(query: AgendaQuery, period: Period, town: int | None, *, since: datetime | None = None) -> OccurrenceQuerySet:
    """What is on in the period and is as asked. since: leave out what was over by then."""
    rows: OccurrenceQuerySet = Occurrence.objects.between(period.first, period.last) if period.last else Occurrence.objects.from_day(period.first)
    rows = rows.from_now(since) if since else rows
    rows = rows.in_town(town) if town else rows
    rows = rows.filter(kind__in=query.kinds) if query.kinds else rows
    return rows.filter(**{name: True for name in FLAGS if getattr(query, name)})


def totals_by_kind(rows: OccurrenceQuerySet, period: Period, at: datetime) -> dict[str, dict[str, Any]]:
    """By kind (an event has one): events, how many occurrences begin in the period, and when the first is over."""
    flags = {f"of_{name}": Count("event", distinct=True, filter=Q(**{name: True})) for name in FLAGS}
    begin = Count("pk", filter=Q(first_day__gte=period.first))
    over_at = Min("ends_at", filter=Q(ends_at__gt=at))
    found = rows.order_by().values("kind").annotate(events=Count("event", distinct=True), begin=begin, over_at=over_at, **flags)
    return {total["kind"]: total for total in found}


def going_on(rows: OccurrenceQuerySet, first: date) -> tuple[list[Occurrence], list[Occurrence]]:
    """What began before `first` and is not over: what is of some days, in the order of the agenda, and what runs, soonest to end first."""
    began = list(rows.filter(first_day__lt=first).in_order()[:MOST_GOING_ON])
    short = [row for row in began if not runs(row.kind, row.first_day, row.last_day)]
    running = [row for row in began if runs(row.kind, row.first_day, row.last_day)]
    return short, sorted(running, key=lambda row: (row.last_day, row.pk))[:MOST_RUNNING]


def runs(kind: str, first_day: date, last_day: date) -> bool:
    """Whether it stands under "Loopt nu" once it began: an action, or what lasts longer than a week."""
    return kind in ACTIONS or last_day - first_day >= LONG


def count_by_town(query: AgendaQuery, period: Period, since: datetime | None) -> Counter[int]:
    """Events, by the key of each municipality in which they are."""
    events = answers(query, period, None, since=since).values("event")
    return Counter(dict(EventTown.objects.filter(event__in=events).values_list("municipality").annotate(Count("pk")).order_by()))


def next_day(query: AgendaQuery, town: int | None, after: date) -> date | None:
    """The first day after `after` on which something as asked begins and goes on; None when nothing is known yet."""
    rows = answers(query, Period(after + timedelta(days=1)), town).going_ahead()
    found: date | None = rows.filter(first_day__gt=after).in_order().values_list("first_day", flat=True).first()
    return found


def for_feed(query: AgendaQuery, town: int | None, at: datetime) -> list[Occurrence]:
    """What a calendar follows: the same, of today also what is over, cancelled ones too; the first MOST_IN_FEED in the order of the agenda.
    Each with its event, and what is said of where that is."""
    today = at.astimezone(BRUSSELS).date()
    rows = answers(query, query.period(today), town).in_order().defer("event__body", "event__conditions")
    return list(rows.select_related("event__locale", "event__venue_shop__municipality")[:MOST_IN_FEED])
