"""How one gets to a town: the blocks of its page as rows, and the places in them on a small map."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.small_map import SmallMap, Spot, draw, world_map_url
from municipalities.places import Town
from shops.distance import kilometres
from shops.models import Shop

NAMES = {"train": _("Trein"), "bus": _("Bus"), "car": _("Auto"), "bicycle": _("Fiets"), "step_free": _("Rolstoel")}
FARTHEST_KM = 12.0  # a place that is farther from the centre is a mistake, and would make the map useless
MOST_SHOPS = 400  # as dots on the map
STEP_FREE = "step_free"


@dataclass(frozen=True)
class Place:
    """number: of the sign on the map, 0 where it stands on none. url: where a map of the whole world shows it."""

    number: int
    name: str
    url: str


@dataclass(frozen=True)
class Way:
    """text: formatted, as the editor wrote it. place: None for what is no spot."""

    text: Any
    place: Place | None = None


@dataclass(frozen=True)
class Row:
    """kind: as the blocks call it, "car". ways: in the order of the editor."""

    kind: str
    name: str
    ways: list[Way] = field(default_factory=list)


@dataclass(frozen=True)
class Reach:
    """drawn: None without a place to show. has_osm: whether a shop on it is known from OpenStreetMap, which must be named then."""

    rows: list[Row]
    drawn: SmallMap | None
    has_osm: bool = False


def reach_of(blocks: Iterable[Any], town: Town) -> Reach | None:
    """None where nobody said anything. The rows stand in a fixed order; the last one is that of who has wheels, so that the shops without a step
    can be named there. Asks the database once when there is a map: for the shops on it."""
    said = sorted(blocks, key=lambda block: list(NAMES).index(block.block_type))
    spots: list[Spot] = []
    rows = [
        Row(kind, str(NAMES[kind]), [way(block.value, town, spots) for block in those]) for kind, those in groupby(said, lambda one: one.block_type)
    ]
    if not rows:
        return None
    if rows[-1].kind != STEP_FREE:
        rows.append(Row(STEP_FREE, str(NAMES[STEP_FREE])))
    shops = shops_on_map(town) if spots else []
    drawn = (
        draw(spots, [Spot(shop.latitude, shop.longitude) for shop in shops if shop.latitude is not None and shop.longitude is not None])
        if spots
        else None
    )
    return Reach(rows, drawn, has_osm=any(shop.is_from_osm for shop in shops))


def way(value: Any, town: Town, spots: list[Spot]) -> Way:
    """Adds its place to `spots` when that can stand on the map."""
    spot = spot_of(value)
    if spot is None or kilometres(spot, town) > FARTHEST_KM:
        return Way(value["text"])
    spots.append(spot)
    return Way(value["text"], Place(len(spots), value["place"], world_map_url(spot)))


def spot_of(value: Any) -> Spot | None:
    latitude, longitude = value.get("latitude"), value.get("longitude")
    return None if latitude is None or longitude is None else Spot(latitude, longitude)


def mistyped(value: Any, town: Town) -> tuple[str, float]:
    """Which coordinate brings the place too far from the town for the map, and how far in km: ("longitude", 2084.7); ("", 0.0) for none."""
    spot = spot_of(value)
    far = kilometres(spot, town) if spot else 0.0
    if spot is None or far <= FARTHEST_KM:
        return "", 0.0
    is_north = kilometres(Spot(spot.latitude, town.longitude), town) > kilometres(Spot(town.latitude, spot.longitude), town)
    return "latitude" if is_north else "longitude", far


def shops_on_map(town: Town) -> list[Shop]:
    placed = Shop.objects.listed().in_municipality(town.id).filter(latitude__isnull=False, longitude__isnull=False)
    return list(placed.only("latitude", "longitude", "provenance").scattered()[:MOST_SHOPS])
