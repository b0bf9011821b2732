"""The shops that take part in an event, as its page shows them: a street, and the names of those for whom it has no room."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from events.models import EventPage, EventShop
from shops.cards import front_of
from shops.models import Shop

if TYPE_CHECKING:
    from shops.models import ShopDirectoryPage

SHOWN, NAMED = 16, 300


@dataclass(frozen=True)
class Name:
    """A shop that takes part. kind: "Bakker". place: its village or town. front: its small front, "" for one that is only named."""

    name: str
    url: str
    kind: str
    place: str
    front: SafeString


@dataclass(frozen=True)
class TakingPart:
    """first: with their front. rest: by name, at most NAMED. count: of all."""

    first: list[Name]
    rest: list[Name]
    count: int
    has_demo: bool
    has_osm: bool


def taking_part(facts: EventPage, directory: "ShopDirectoryPage | None", language: str) -> TakingPart | None:
    """Those that said yes, of the towns that take part, by place and name; None when there are none. One query, two when there are very many."""
    if not (facts.pk and directory):
        return None
    answered = {"event_shops__event": facts.pk, "event_shops__answer": EventShop.Answer.YES}
    here = Shop.objects.listed().filter(municipality__event_towns__event=facts.pk)
    found = here.filter(**answered).for_cards().order_by("municipality__name", "name", "pk")
    shops = list(found[: SHOWN + NAMED])
    if not shops:
        return None
    named = [named_shop(shop, directory.shop_url(shop), language, with_front=place < SHOWN) for place, shop in enumerate(shops)]
    return TakingPart(
        first=named[:SHOWN],
        rest=named[SHOWN:],
        count=len(shops) if len(shops) < SHOWN + NAMED else found.count(),
        has_demo=any(shop.is_demo for shop in shops),
        has_osm=any(shop.is_from_osm for shop in shops),
    )


def named_shop(shop: Shop, url: str, language: str, *, with_front: bool) -> Name:
    front = front_of(shop.face, shop.category.drawn_as) if with_front else SafeString("")
    return Name(shop.name, url, shop.category.name_in(language), shop.place or shop.municipality.name_in(language), front)
