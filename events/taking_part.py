"""The shops that take part in an event, as its page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from events.models import EventPage, EventShop
from shops.cards import Card, card, state_of
from shops.models import Shop

if TYPE_CHECKING:
    from shops.models import ShopDirectoryPage

SHOWN, NAMED = 12, 300


@dataclass(frozen=True)
class Name:
    """A shop of which only the name is shown, with its place."""

    name: str
    url: str
    place: str


@dataclass(frozen=True)
class TakingPart:
    """first: as rows, with their front. rest: by name, at most NAMED. count: of all. until: when a row changes."""

    first: list[Card]
    rest: list[Name]
    count: int
    until: datetime | None
    has_demo: bool
    has_osm: bool


def taking_part(facts: EventPage, directory: "ShopDirectoryPage | None", at: datetime, language: str) -> TakingPart | None:
    """Those that said yes and are in the directory, by place and name; None when there are none. One query, two when there are very many."""
    if not (facts.pk and directory):
        return None
    answered = {"event_shops__event": facts.pk, "event_shops__answer": EventShop.Answer.YES}
    found = Shop.objects.listed().filter(**answered).for_cards().order_by("municipality__name", "name", "pk")
    shops = list(found[: SHOWN + NAMED])
    if not shops:
        return None
    first = shops[:SHOWN]
    untils = [until for until in (state_of(shop, at).until for shop in first) if until]
    return TakingPart(
        first=[card(shop, directory.shop_url(shop), at, language) for shop in first],
        rest=[Name(shop.name, directory.shop_url(shop), shop.place or shop.municipality.name_in(language)) for shop in shops[SHOWN:]],
        count=len(shops) if len(shops) < SHOWN + NAMED else found.count(),
        until=min(untils, default=None),
        has_demo=any(shop.is_demo for shop in shops),
        has_osm=any(shop.is_from_osm for shop in first),
    )
