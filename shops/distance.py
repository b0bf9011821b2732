"""Distance as the crow flies."""

from math import asin, cos, radians, sin, sqrt
from typing import Any, Protocol

from django.db.models import F, FloatField, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

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


def kilometres_from(spot: Located) -> Any:
    """The same as an expression over rows with latitude and longitude, NULL where those are not known."""
    north = Power(Sin((Radians(F("latitude")) - Value(radians(spot.latitude))) / 2.0), 2)
    east = Power(Sin((Radians(F("longitude")) - Value(radians(spot.longitude))) / 2.0), 2)
    half = north + Value(cos(radians(spot.latitude))) * Cos(Radians(F("latitude"))) * east
    return Value(2 * EARTH_RADIUS_KM) * ASin(Least(Sqrt(half, output_field=FloatField()), Value(1.0)), output_field=FloatField())


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
