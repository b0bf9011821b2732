"""Distance as the crow flies."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Protocol

from content.numbers import decimal

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = 111.2  # of latitude


class Located(Protocol):
    """WGS84 degrees."""

    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


def kilometres(one: Located, other: Located) -> float:
    """Great-circle distance on a sphere (haversine), error under 0.5 %."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


@dataclass(frozen=True)
class Globe:
    """Spots from south to north, with where they stand on a globe of radius 1. numbers: by which its maker knows them."""

    numbers: "array[int]"
    latitudes: "array[float]"
    x: "array[float]"
    y: "array[float]"
    z: "array[float]"

    @classmethod
    def of(cls, spots: Iterable[tuple[int, float, float]]) -> "Globe":
        """spots: (number, latitude, longitude), WGS84 degrees."""
        found = sorted((latitude, longitude, number) for number, latitude, longitude in spots)
        x, y, z = zip(*(on_globe(latitude, longitude) for latitude, longitude, _ in found), strict=True) if found else ((), (), ())
        numbers, latitudes = array("q", (number for *_, number in found)), array("d", (latitude for latitude, *_ in found))
        return cls(numbers, latitudes, array("d", x), array("d", y), array("d", z))

    def near(self, spot: Located, radius_km: float) -> Iterator[tuple[int, float]]:
        """(number, nearness) of what lies within `radius_km`."""
        x, y, z = on_globe(spot.latitude, spot.longitude)
        far, high = 4 * nearness_of(radius_km), degrees(radius_km / EARTH_RADIUS_KM)
        here = slice(bisect_left(self.latitudes, spot.latitude - high), bisect_right(self.latitudes, spot.latitude + high))
        for number, east, north, up in zip(self.numbers[here], self.x[here], self.y[here], self.z[here], strict=True):
            chord = (east - x) ** 2 + (north - y) ** 2 + (up - z) ** 2
            if chord <= far:
                yield number, chord / 4


def on_globe(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Of radius 1, from its middle."""
    phi, theta = radians(latitude), radians(longitude)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def km_of(nearness: float) -> float:
    """From the haversine of the angle between two spots, which is a quarter of the square of the line through the earth between them."""
    return 2 * EARTH_RADIUS_KM * asin(sqrt(max(0.0, nearness)))


def nearness_of(km: float) -> float:
    return sin(km / EARTH_RADIUS_KM / 2) ** 2


def in_words(km: float, language: str) -> str:
    """Steps of 50 m from "100 m" on, as spots are rounded; from a kilometre on "4,1 km", from ten on "12 km"."""
    if km < 0.975:
        return f"{max(100, round(km * 20) * 50)}\N{NO-BREAK SPACE}m"
    return f"{decimal(km, language) if km < 9.95 else round(km)}\N{NO-BREAK SPACE}km"
