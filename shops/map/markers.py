"""Where the answers to a question stand: columns of small numbers, or a grid of counts where there are too many.

10,000 markers are a fifth of what they would be as GeoJSON, compressed (bench/README.md). What a marker says is asked for when it is in sight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Avg, Count, F, IntegerField, Max, Min, Q
from django.db.models.functions import Cast, Floor

from shops.category_tree import category_tree
from shops.matching import answering
from shops.meaning import says_more_than_words, understand
from shops.models.shop import Shop
from shops.narrowing import Narrowing
from shops.query import ShopQuery
from shops.querysets import ShopQuerySet

SCALE = 100_000  # a hundred-thousandth of a degree is a metre
MOST = 10_000
CELLS = 24  # along each side of the box
EDGES = {"west": Min("longitude"), "south": Min("latitude"), "east": Max("longitude"), "north": Max("latitude")}
EDGE = 0.001  # degrees beyond the farthest shop
CLOSED, OPEN, UNKNOWN = "0", "1", "2"


@dataclass(frozen=True)
class Box:
    """WGS84 degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> "Box | None":
        """ "3.1,50.8,3.3,50.9"; nothing for what is no box on earth."""
        try:
            west, south, east, north = (float(part) for part in text[:80].split(","))
        except ValueError:
            return None
        return cls(west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None

    @property
    def cell(self) -> float:
        """Degrees of latitude, and of longitude, that one cell of the grid takes."""
        return max(self.east - self.west, self.north - self.south) / CELLS


def markers(query: ShopQuery, at: datetime, box: Box | None) -> dict[str, Any]:
    """What kaart.json says.

    n: all answers. nowhere: those of which nobody knows where they stand. all: whether every other one is in here; else those in the box are,
    or, when they are too many, how many stand around which spot. id, lat, lon: columns, each number beside the first as a difference;
    lat and lon in hundred-thousandths of a degree. state: a sign a shop, closed, open or unknown at the moment that is asked for.
    """
    narrowing, edges = asked(query, at)
    standing = narrowing.shops().filter(latitude__isnull=False, longitude__isnull=False).order_by()
    said: dict[str, Any] = {"n": edges["n"], "nowhere": edges["n"] - edges["located"], "all": edges["located"] <= MOST}
    if said["all"]:
        return said | columns(standing, narrowing)
    if box is None:
        return said | {"cells": grid(standing, Box(edges["west"], edges["south"], edges["east"] + EDGE, edges["north"] + EDGE))}
    within = Shop.objects.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    inside = standing.filter(pk__in=within.values("pk"))
    return said | (columns(inside, narrowing) if inside.count() <= MOST else {"cells": grid(inside, box)})


def asked(query: ShopQuery, at: datetime) -> tuple[Narrowing, dict[str, Any]]:
    """What answers as the list does, how many they are, how many of them have a place, and the box that holds these."""
    meaning, tree = understand(query.text), category_tree()
    for meant in (meaning, meaning.as_words()):
        narrowing = Narrowing(answering(meant, tree), query, tree, at)
        edges = narrowing.shops().order_by().aggregate(n=Count("pk"), located=Count("latitude", filter=Q(longitude__isnull=False)), **EDGES)
        if edges["n"] or not says_more_than_words(meaning, tree):
            break
    return narrowing, edges


def columns(shops: ShopQuerySet, narrowing: Narrowing) -> dict[str, Any]:
    rows = shops.values_list("pk", "latitude", "longitude", "opening_hours", "special_hours")
    open_keys = set(shops.open_at(narrowing.moment, narrowing.run_out).values_list("pk", flat=True))
    found = sorted(
        (interleaved(round(lat * SCALE), round(lon * SCALE)), pk, round(lat * SCALE), round(lon * SCALE), bool(own or special))
        for pk, lat, lon, own, special in rows
    )
    return {
        "id": differences(pk for _, pk, *_ in found),
        "lat": differences(row[2] for row in found),
        "lon": differences(row[3] for row in found),
        "state": "".join(OPEN if pk in open_keys else CLOSED if known else UNKNOWN for _, pk, _, _, known in found),
    }


def differences(numbers: Iterable[int]) -> list[int]:
    return [number - before for before, number in pairwise([0, *numbers])]


def interleaved(latitude: int, longitude: int) -> int:
    """A number by which spots that lie together come together: the bits of both in turn, in squares of some sixty metres (Morton)."""
    return spread((longitude + 180 * SCALE) >> 6) | spread((latitude + 90 * SCALE) >> 6) << 1


def spread(number: int) -> int:
    """The bits of a number below 2 ** 32, each with a gap behind it."""
    for shift, mask in ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333), (1, 0x5555555555555555)):
        number = (number | number << shift) & mask
    return number


def grid(shops: ShopQuerySet, box: Box) -> dict[str, list[int]]:
    """How many stand in each square, and their middle."""
    row = Cast(Floor((F("latitude") - box.south) / box.cell), IntegerField())
    column = Cast(Floor((F("longitude") - box.west) / box.cell), IntegerField())
    cells = shops.annotate(row=row, column=column).values("row", "column").annotate(n=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude"))
    found = sorted(cells.values_list("row", "column", "n", "lat", "lon"))
    return {
        "n": [count for _, _, count, *_ in found],
        "lat": [round(lat * SCALE) for *_, lat, _ in found],
        "lon": [round(lon * SCALE) for *_, lon in found],
    }
