"""The month view: a table of weeks, and what runs that month below it."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import agenda_words as words
from events import asking
from events.answering import answers, runs
from events.asking import Asked
from events.cards import Card, cards
from events.counting import counts
from events.finding import MOST_RUNNING
from events.models import Occurrence
from events.query import A_DAY, AgendaQuery, Period, last_of_month, month_after
from shops.hours import WEEKDAYS, day_and_month, day_name

SHOWN = 3  # events in the cell of a day
MOST_ROWS = 6_000
BACK, AHEAD = 12, 24  # months that can be turned to


@dataclass(frozen=True)
class DayCell:
    """One day of the table. said: "zaterdag 5 december". events: the first of them. count: of all. url: the list of that day."""

    day: date
    said: str
    url: str
    is_here: bool
    is_today: bool
    is_past: bool
    cards: tuple[Card, ...] = ()
    count: int = 0

    @property
    def left(self) -> int:
        return self.count - len(self.cards)


def context(asked: Asked) -> dict[str, Any]:
    first = asked.query.month_shown(asked.today)
    period = Period(first, last_of_month(first))
    query = asked.query.changed(month=first)
    town = asked.town.id if asked.town else None
    by_day, running = on_each_day(query, town, period)
    chosen = [key for keys in by_day.values() for key in keys[:SHOWN]]
    rows = Occurrence.objects.filter(pk__in={*chosen, *running}).in_order()
    made = {card.occurrence.pk: card for card in cards(rows, asked.language, asked.at)}
    counted = counts(query, town, period, asked.at)
    return {
        "weeks": list(weeks(asked, first, by_day, made)),
        "weekdays": [day_name(date(2026, 11, 23) + timedelta(days=number), asked.language) for number in range(len(WEEKDAYS))],
        "running_title": _("Loopt dan"),  # some of it is over, and some has yet to begin
        "running": [made[key] for key in running],
        "period": words.month_and_year(first, asked.language, asked.today),
        "month_pager": month_pager(asked, first),
        "show_town": not asked.town,
        "indexable": False,
        "has_demo": any(card.event.is_demo for card in made.values()),
    } | asking.counted(replace(asked, query=query), counted)


def on_each_day(query: AgendaQuery, town: int | None, period: Period) -> tuple[dict[date, list[int]], list[int]]:
    """Keys of what is on, by day, in the order of the agenda; and of what runs, soonest to end first. What lasts some days stands on each of them."""
    rows = answers(query, period, town).in_order().values_list("pk", "kind", "first_day", "last_day")[:MOST_ROWS]
    by_day: dict[date, list[int]] = defaultdict(list)
    running: list[tuple[date, int]] = []
    for key, kind, first, last in rows:
        if last > first and runs(kind, first, last):
            running.append((last, key))
            continue
        for day in days_between(max(first, period.first), min(last, last_of_month(period.first))):
            by_day[day].append(key)
    return by_day, [key for _last, key in sorted(running)[:MOST_RUNNING]]


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + number * A_DAY for number in range((last - first).days + 1))


def weeks(asked: Asked, first: date, by_day: dict[date, list[int]], made: dict[int, Card]) -> Iterator[list[DayCell]]:
    for week in Calendar().monthdatescalendar(first.year, first.month):
        yield [cell(asked, day, day.month == first.month, by_day.get(day, []), made) for day in week]


def cell(asked: Asked, day: date, is_here: bool, keys: list[int], made: dict[int, Card]) -> DayCell:
    shown = tuple(made[key] for key in keys[:SHOWN]) if is_here else ()
    url = asked.url(since=day, until=day, view="")
    said = capfirst(day_and_month(day, asked.language))
    return DayCell(day, said, url, is_here, day == asked.today, day < asked.today, shown, len(keys) if is_here else 0)


def month_pager(asked: Asked, first: date) -> dict[str, str]:
    """The months before and after, by name and address; "" where nothing can be known any more."""
    now = asked.today.replace(day=1)
    before, after = month_after(first, -1), month_after(first, 1)
    return {
        "previous": asked.url(month=before) if before >= month_after(now, -BACK) else "",
        "previous_name": words.month_and_year(before, asked.language, asked.today),
        "next": asked.url(month=after) if after <= month_after(now, AHEAD) else "",
        "next_name": words.month_and_year(after, asked.language, asked.today),
    }
