"""Where the demo shops stand: real streets and villages, invented house numbers, a point that lies believably but on nobody's door."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from home.demo.draws import choice, content, number

METRES_PER_DEGREE = 111_195  # of latitude
SQUARE_ENDINGS = ("markt", "plein", "plaats", "burg", "dries")
SQUARE_RADIUS_M = 70
LANDWARD = (60, 240)  # degrees from north: the coast runs from south-west to north-east, the sea lies to the north-west
PAVEMENT_M = 6
HIGHEST_NUMBER = 96
HIGHEST_ON_A_SQUARE = 38


@dataclass(frozen=True, slots=True)
class Address:
    """latitude, longitude: WGS84 degrees. house_number is invented."""

    street: str
    house_number: str
    postcode: str
    place: str
    latitude: float
    longitude: float
    coast: bool


class Addresses:
    """Hands out addresses of one municipality and never the same twice."""

    def __init__(self, nis: str, shops: int):
        self.places = [place for place in content("streets") if place["nis"] == nis]
        self.reach_m = 900 if shops >= 18 else 600 if shops >= 9 else 300
        self.taken: dict[tuple[str, str], set[int]] = defaultdict(set)

    def at(self, place_name: str, street: str, house_number: str) -> Address:
        """An address that was settled by hand."""
        place = next(place for place in self.places if place["place"] == place_name)
        return self.described(place, street, int(house_number))

    def drawn(self, seed: str) -> Address:
        place = choice(f"{seed}/place", [place for place in self.places for _ in range(place["weight"])])
        street = choice(f"{seed}/street", place["streets"])
        return self.described(place, street, self.free_number(seed, place["place"], street))

    def free_number(self, seed: str, place: str, street: str) -> int:
        highest = highest_number(street)
        drawn = number(f"{seed}/number", 1, highest)
        taken = self.taken[(place, street)]
        following = ((drawn - 1 + step) % highest + 1 for step in range(highest))
        return next(house for house in following if house not in taken)

    def described(self, place: dict[str, Any], street: str, house: int) -> Address:
        self.taken[(place["place"], street)].add(house)
        latitude, longitude = point(place, street, house, self.reach_m if place["weight"] > 1 or len(self.places) == 1 else 300)
        return Address(street, str(house), place["postcode"], place["place"], latitude, longitude, place.get("coast", False))


def is_square(street: str) -> bool:
    return street.casefold().endswith(SQUARE_ENDINGS)


def highest_number(street: str) -> int:
    return HIGHEST_ON_A_SQUARE if is_square(street) else HIGHEST_NUMBER


def point(place: dict[str, Any], street: str, house: int, reach_m: int) -> tuple[float, float]:
    """A street leaves the centre of its village in one direction and its numbers count up; a square stays near the centre."""
    on_coast = place.get("coast", False)
    bearing = number(f"{place['nis']}/{place['place']}/{street}", *(LANDWARD if on_coast else (0, 359)))
    reach = SQUARE_RADIUS_M if is_square(street) else min(reach_m, 450) if on_coast else reach_m
    north, east = moved(bearing, 20 + (reach - 20) * house / highest_number(street))
    side_north, side_east = moved(bearing + (90 if house % 2 else -90), PAVEMENT_M)
    latitude = place["latitude"] + (north + side_north) / METRES_PER_DEGREE
    longitude = place["longitude"] + (east + side_east) / (METRES_PER_DEGREE * math.cos(math.radians(place["latitude"])))
    return round(latitude, 5), round(longitude, 5)


def moved(bearing: float, metres: float) -> tuple[float, float]:
    """Metres to the north and to the east."""
    return metres * math.cos(math.radians(bearing)), metres * math.sin(math.radians(bearing))


def seaside(streets: Sequence[dict[str, Any]]) -> frozenset[str]:
    """NIS codes of the municipalities with a place on the coast where people shop."""
    return frozenset(place["nis"] for place in streets if place.get("coast"))
