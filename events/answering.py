"""Which rows of the agenda answer a question."""

from datetime import date, datetime, timedelta

from events.kinds import ACTIONS
from events.models import Occurrence
from events.query import A_DAY, FLAGS, AgendaQuery, Period
from events.querysets import OccurrenceQuerySet

LONG = timedelta(days=7)  # what lasts longer is not an event of one day, it runs
MOST_IN_FEED = 400


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


def for_feed(query: AgendaQuery, town: int | None, today: date) -> list[Occurrence]:
    """What a calendar follows: the same, of today also what is over, cancelled ones too; the first MOST_IN_FEED in the order of the agenda.
    Each with its event, and what is said of where that is."""
    rows = answers(query, query.period(today), town).in_order().defer("event__body", "event__conditions")
    return list(rows.select_related("event__locale", "event__venue_shop__municipality")[:MOST_IN_FEED])
