"""What other pages tell about events: the front page, the page of a municipality, and the page of a shop."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q

from content import navigation
from content.freshness import next_midnight
from content.kept import Kept, KeptUntil
from events import dates
from events.cards import Card, Day, by_day, cards
from events.counting import counts
from events.kinds import SHOPS_OPEN, Kind, Status
from events.models import EventPage, EventShop, Occurrence
from events.query import AgendaQuery, Period, last_of_month
from events.slots import BRUSSELS
from municipalities import places
from shops import kept as shops_kept
from shops.doings import Doing

if TYPE_CHECKING:
    from municipalities.models import Municipality
    from shops.models import Shop

NEXT, RUNNING, IN_SHOP = 6, 3, 6
LOOKED_AT = 400  # occurrences, to find that many events: a town where one thing is on every day shows fewer
SUNDAYS = 4  # days on which shops open that a page names
THIS_WEEK, A_DAY_AT_MOST = 6, 2  # lines on the front page
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class OfTown:
    """What is on in a municipality. agenda_url: of all of it, or "". until: when the first of it is over. total: events to come.
    this_month: of those, what is on before the month ends. shop_days: the next days on which shops open that are closed otherwise."""

    days: list[Day]
    agenda_url: str
    until: datetime
    total: int
    this_month: int
    shop_days: list[Card]


@dataclass(frozen=True)
class OpenDay:
    """A koopzondag. said: "29 november". towns: keys of the municipalities. url: the agenda of that day, or ""."""

    day: date
    said: str
    towns: list[int]
    url: str


@dataclass(frozen=True)
class OfProvince:
    """What is on everywhere. total: events to come. until: when the first of what is shown is over."""

    days: list[Day]
    open_days: list[OpenDay]
    agenda_url: str
    total: int
    until: datetime | None


def of_town(town: "Municipality | int", slug: str, language: str, at: datetime) -> OfTown | None:
    """The next time of each of the next events, then what runs already; None where nothing is on. Four queries, one more for other languages.

    town: or its key.
    """
    today = at.astimezone(BRUSSELS).date()
    rows = list(Occurrence.objects.in_town(town).from_now(at).in_order()[:LOOKED_AT])
    if not rows:
        return None
    listed = next_and_running(rows, today)
    opening = one_a_day(row for row in rows if row.kind in SHOPS_OPEN and row.first_day >= today)
    lines = cards([*listed, *opening], language, at)
    agenda = agenda_url(language)
    key = town if isinstance(town, int) else town.pk
    return OfTown(
        days=by_day(lines[: len(listed)], language, at),
        agenda_url=f"{agenda}{slug}/" if agenda else "",
        until=min(row.ends_at for row in [*listed, *opening]),
        total=how_many(rows, key, slug, Period(today), at),
        this_month=how_many(rows, key, slug, Period(today, last_of_month(today)), at),
        shop_days=lines[len(listed) :],
    )


def next_and_running(rows: Sequence[Occurrence], today: date) -> list[Occurrence]:
    """rows: in order. What is to come, then what began before, the soonest to end first."""
    coming = next_of_each((row for row in rows if row.first_day >= today), NEXT)
    shown = {row.event_id for row in coming}
    began = sorted((row for row in rows if row.first_day < today and row.event_id not in shown), key=lambda row: (row.ends_at, row.pk))
    return coming + next_of_each(began, RUNNING)


def one_a_day(rows: Iterable[Occurrence]) -> list[Occurrence]:
    """The first that goes on of each of the next SUNDAYS days."""
    found: dict[date, Occurrence] = {}
    for row in rows:
        if row.status != Status.CANCELLED:
            found.setdefault(row.first_day, row)
        if len(found) > SUNDAYS:
            break
    return list(found.values())[:SUNDAYS]


def how_many(rows: Sequence[Occurrence], town: int, slug: str, period: Period, at: datetime) -> int:
    """Events in the period, as the agenda counts them; asks the database only where `rows`, from now on and in order, may not hold them all."""
    if len(rows) < LOOKED_AT or (period.last and rows[-1].first_day > period.last):
        return len({row.event_id for row in rows if not period.last or row.first_day <= period.last})
    return counts(AgendaQuery(town=slug), town, period, at, since=at).events


# -- front page

# A line names its event, its municipality, and the shop in which it is with the cloth of its kind.
of_front: KeptUntil[OfProvince | None] = KeptUntil("events.of_province", also=[navigation.PAGES, places.KEPT, shops_kept.ANSWERS, shops_kept.TREE])


def of_province(language: str, at: datetime) -> OfProvince | None:
    """The week to come and the next koopzondagen; None where nothing is on. Kept by the process until something of it changes, so that it
    mostly asks nothing."""
    return of_front.get(language, at, lambda: read_of_province(language, at))


def read_of_province(language: str, at: datetime) -> tuple[OfProvince | None, datetime]:
    """And until when it says the same: the first end of anything, or midnight. Five queries, one more for other languages."""
    counted = counts(AgendaQuery(), None, Period(at.astimezone(BRUSSELS).date()), at, since=at)
    until = min(moment for moment in (counted.changes_at, next_midnight(at)) if moment)
    return (week_of_province(language, at, counted.events) if counted.events else None), until


def week_of_province(language: str, at: datetime, total: int) -> OfProvince:
    today = at.astimezone(BRUSSELS).date()
    week = Occurrence.objects.between(today, today + WEEK - timedelta(days=1)).from_now(at).going_ahead().filter(first_day__gte=today)
    chosen = spread(next_of_each(week.in_order()[:LOOKED_AT], LOOKED_AT))
    agenda = agenda_url(language)
    return OfProvince(
        days=by_day(cards(chosen, language, at), language, at),
        open_days=open_days(agenda, language, at, today),
        agenda_url=agenda,
        total=total,
        until=min((row.ends_at for row in chosen), default=None),
    )


def spread(rows: Iterable[Occurrence]) -> list[Occurrence]:
    """At most THIS_WEEK of `rows`, A_DAY_AT_MOST each day; a market, that comes back each week, only where nothing else is on."""
    by_date: dict[date, list[Occurrence]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.kind == Kind.MARKET):
        if len(by_date[row.first_day]) < A_DAY_AT_MOST:
            by_date[row.first_day].append(row)
    kept = sorted((row for those in by_date.values() for row in those), key=lambda row: row.kind == Kind.MARKET)[:THIS_WEEK]
    return sorted(kept, key=lambda row: (row.first_day, row.starts_at, row.pk))


def open_days(agenda: str, language: str, at: datetime, today: date) -> list[OpenDay]:
    """The next koopzondagen, each with its municipalities. One query."""
    rows = Occurrence.objects.from_now(at).going_ahead().filter(kind=Kind.SUNDAY, first_day__gte=today)
    towns: dict[date, list[int]] = defaultdict(list)
    found = rows.order_by("first_day").values_list("first_day", "event__event_towns__municipality").annotate(Min("pk"))
    for day, town, _first in found[:LOOKED_AT]:
        if day in towns or len(towns) < SUNDAYS:
            towns[day] += [town] if town else []
    return [OpenDay(day, dates.date_in(day, language, today), those, day_url(agenda, day)) for day, those in towns.items()]


def day_url(agenda: str, day: date) -> str:
    return AgendaQuery(since=day, until=day, kinds=(Kind.SUNDAY.value,)).path(agenda) if agenda else ""


def agenda_url(language: str) -> str:
    """Of the agenda, from the root of the site; "" where it does not stand in the menu."""
    return next((link.url for link in navigation.menu(language) if link.kind == "agendapage"), "")


def next_of_each(rows: Iterable[Occurrence], most: int) -> list[Occurrence]:
    """The first occurrence of each event, until there are `most`."""
    found: dict[int, Occurrence] = {}
    for row in rows:
        if len(found) == most:
            break
        found.setdefault(row.event_id, row)
    return list(found.values())


# -- page of a shop


def read_named() -> frozenset[int]:
    """Keys of the shops in which an event is, past ones too, or that were asked to take part in one, whatever they answered."""
    at_home = EventPage.objects.live().exclude(venue_shop=None).values_list("venue_shop", flat=True)
    return frozenset([*at_home.distinct(), *EventShop.objects.values_list("shop", flat=True).distinct()])


named = Kept("events.named_shops", read_named, also=[navigation.PAGES])


def forget_named(**_: Any) -> None:
    named.forget()


def doings_of_shop(shop: "Shop", language: str, at: datetime) -> list[Doing]:
    """What is on in the shop, and where it takes part: the next time of each event. Asks nothing for the many shops of which there was never any."""
    if shop.pk not in named.get():
        return []
    takes_part = EventShop.objects.filter(shop=shop.pk, answer=EventShop.Answer.YES).values("event")
    rows = Occurrence.objects.from_now(at).filter(Q(event__venue_shop=shop.pk) | Q(event__in=takes_part))
    return [doing(card, shop) for card in cards(next_of_each(rows.in_order()[:LOOKED_AT], IN_SHOP), language, at)]


def doing(card: Card, shop: "Shop") -> Doing:
    """The place is only said where it is not the shop itself."""
    elsewhere = card.event.venue_shop_id != shop.pk
    return Doing(
        title=card.title,
        url=card.url,
        is_dutch=card.is_dutch,
        summary=card.summary,
        summary_is_dutch=card.summary_is_dutch,
        when=card.when,
        what=card.kind,
        place=card.place if elsewhere else "",
        place_is_dutch=card.place_is_dutch,
        state=card.state,
        until=card.occurrence.ends_at,
    )
