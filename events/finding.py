"""From a question to one page of the list."""

from dataclasses import dataclass, field
from datetime import date, datetime

from events.answering import answers, runs
from events.counting import Counts, counts
from events.models import Occurrence
from events.query import PRINT, AgendaQuery
from events.querysets import OccurrenceQuerySet
from events.slots import BRUSSELS

PER_PAGE = 40
PER_PRINT = 300  # a page that is printed is not turned
MOST_RUNNING = 60
MOST_GOING_ON = 400  # began before the first day and is not over


@dataclass
class Found:
    """occurrences: what begins in the period, and on the first page before them what is going on. running: what lasts, soonest to end first."""

    occurrences: list[Occurrence]
    running: list[Occurrence] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    page: int = 1
    pages: int = 1

    @property
    def is_empty(self) -> bool:
        return not self.occurrences and not self.running


def find(query: AgendaQuery, town: int | None, at: datetime) -> Found:
    """The answers to `query` at moment `at`. town: key of the municipality; None for all. The order is the same on every database."""
    today = at.astimezone(BRUSSELS).date()
    period = query.period(today)
    since = at if period.first == today else None
    counted = counts(query, town, period, at, since=since)
    per_page = PER_PRINT if query.view == PRINT else PER_PAGE
    pages = max(1, -(-counted.begin // per_page))
    page = min(query.page, pages)
    rows = page_of(answers(query, period, town, since=since), period.first, counted.rows - counted.begin, page, per_page)
    running = [row for row in rows if row.first_day < period.first and runs(row.kind, row.first_day, row.last_day)]
    shown = {row.pk for row in running}
    soonest = sorted(running, key=lambda row: (row.last_day, row.pk))[:MOST_RUNNING]
    return Found([row for row in rows if row.pk not in shown], soonest, counted, page, pages)


def page_of(rows: OccurrenceQuerySet, first: date, going_on: int, page: int, per_page: int) -> list[Occurrence]:
    """The first page has all that is going on before what begins: in the order of the agenda that comes first."""
    if page == 1:
        return list(rows.in_order()[max(0, going_on - MOST_GOING_ON) : going_on + per_page])
    return list(rows.filter(first_day__gte=first).in_order()[(page - 1) * per_page : page * per_page])
