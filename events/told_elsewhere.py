"""What other pages tell about events: the page of a municipality, and the page of a shop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from content import navigation
from events.cards import Card, Day, by_day, cards
from events.models import EventShop, Occurrence
from events.slots import BRUSSELS
from shops.doings import Doing

if TYPE_CHECKING:
    from municipalities.models import Municipality
    from shops.models import Shop

NEXT, RUNNING, IN_SHOP = 6, 3, 6
LOOKED_AT = 400  # occurrences, to find that many events: a town where one thing is on every day shows fewer


@dataclass(frozen=True)
class OfTown:
    """What is on in a municipality. agenda_url: of all of it, or "". until: when the first of it is over."""

    days: list[Day]
    agenda_url: str
    until: datetime


def of_town(town: "Municipality", language: str, at: datetime) -> OfTown | None:
    """The next time of each of the next events, then what runs already; None where nothing is on. Six queries, one more for other languages."""
    today = at.astimezone(BRUSSELS).date()
    coming = Occurrence.objects.in_town(town).from_now(at)
    rows = next_of_each(coming.filter(first_day__gte=today).in_order()[:LOOKED_AT], NEXT)
    shown = {row.event_id for row in rows}
    running = coming.filter(first_day__lt=today).order_by("ends_at", "pk")[:LOOKED_AT]
    rows += next_of_each((row for row in running if row.event_id not in shown), RUNNING)
    if not rows:
        return None
    agenda = next((link.url for link in navigation.menu(language) if link.kind == "agendapage"), "")
    return OfTown(by_day(cards(rows, language, at), language, at), f"{agenda}{town.slug}/" if agenda else "", min(row.ends_at for row in rows))


def next_of_each(rows: Iterable[Occurrence], most: int) -> list[Occurrence]:
    """The first occurrence of each event, until there are `most`."""
    found: dict[int, Occurrence] = {}
    for row in rows:
        if len(found) == most:
            break
        found.setdefault(row.event_id, row)
    return list(found.values())


def doings_of_shop(shop: "Shop", language: str, at: datetime) -> list[Doing]:
    """What is on in the shop, and where it takes part: the next time of each event."""
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
        what=", ".join(part for part in (card.kind, card.place if elsewhere else "") if part),
        state=card.state,
        until=card.occurrence.ends_at,
    )
