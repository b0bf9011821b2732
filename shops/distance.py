"""Distance as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from typing import Any, Protocol

from django.db.models import ExpressionWrapper, F, FloatField, Value

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


def nearness(spot: Located) -> Any:
    """How far rows with latitude and longitude are, as `km_of` reads it: growing with the distance, NULL where those are not known.

    The haversine before its arcsine, with sines and cosines as series: a database without such functions counts as fast as one with them,
    and both the same. Right within a metre up to 100 km; beyond a few hundred it means nothing, so it stands behind `box_around`.
    """
    north = (F("latitude") - Value(spot.latitude)) * Value(radians(1))
    east = (F("longitude") - Value(spot.longitude)) * Value(radians(1))
    here, tilt = cos(radians(spot.latitude)), sin(radians(spot.latitude))
    cosine = Value(here) - Value(tilt) * north - Value(here / 2) * north * north + Value(tilt / 6) * north * north * north
    return ExpressionWrapper(squared_half_sine(north) + Value(here) * cosine * squared_half_sine(east), FloatField())


def squared_half_sine(angle: Any) -> Any:
    """sin(angle / 2) squared, for a small angle."""
    return angle * angle * (Value(0.25) - angle * angle * Value(1 / 48))


def km_of(nearness: float) -> float:
    return 2 * EARTH_RADIUS_KM * asin(sqrt(max(0.0, nearness)))


def nearness_of(km: float) -> float:
    return sin(km / EARTH_RADIUS_KM / 2) ** 2


def box_around(spot: Located, radius_km: float) -> dict[str, tuple[float, float]]:
    """Lookups that keep what lies in a rectangle with `radius_km` to each side, which an index of the two columns finds."""
    high = radius_km / KM_PER_DEGREE * 1.001
    wide = min(high / max(cos(radians(spot.latitude)), 0.01), 360.0)
    return {
        "latitude__range": (spot.latitude - high, spot.latitude + high),
        "longitude__range": (spot.longitude - wide, spot.longitude + wide),
    }


def in_words(km: float, language: str) -> str:
    """Steps of 50 m from "100 m" on, as spots are rounded; from a kilometre on "4,1 km", from ten on "12 km"."""
    if km < 0.975:
        return f"{max(100, round(km * 20) * 50)}\N{NO-BREAK SPACE}m"
    return f"{decimal(km, language) if km < 9.95 else round(km)}\N{NO-BREAK SPACE}km"
