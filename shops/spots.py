"""Where somebody is: a rounded spot that travels sealed, so that no address, log, history or cache tells it.

Why, and what was considered: docs/decisions/0020-where-somebody-is-travels-sealed.md
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from gate.sealed_text import Unreadable, seal, unseal

GRID_LATITUDE = 0.002  # degrees, 222 m
GRID_LONGITUDE = 0.003  # degrees, 209 m in West Flanders
KEPT = timedelta(hours=2)
NUMBERS = re.compile(r"(-?\d{1,3}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)", re.ASCII)


@dataclass(frozen=True)
class Spot:
    """WGS84 degrees."""

    latitude: float
    longitude: float

    @property
    def rounded(self) -> "Spot":
        """The middle of the square of the grid that it lies in: at most 155 m away. The browser rounds so before it sends (static/js/near.js)."""
        return Spot(round(round(self.latitude / GRID_LATITUDE) * GRID_LATITUDE, 3), round(round(self.longitude / GRID_LONGITUDE) * GRID_LONGITUDE, 3))


def spot_of(text: str) -> Spot | None:
    """ "50.83,3.264" as a spot on earth, rounded whatever was sent; nothing for anything else."""
    match = NUMBERS.fullmatch(text)
    latitude, longitude = (float(match[1]), float(match[2])) if match else (float("nan"), float("nan"))
    if not isfinite(latitude) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Spot(latitude, longitude).rounded


def sealed(spot: Spot, at: datetime) -> str:
    """What stands in addresses for `spot`, for as long as KEPT."""
    return seal(f"{int(at.timestamp())} {spot.latitude},{spot.longitude}")


def opened(token: str, at: datetime) -> Spot | None:
    """The spot that `sealed` got; nothing for what is too old, of another site or made up."""
    try:
        since, _, numbers = unseal(token).partition(" ")
        return spot_of(numbers) if timedelta() <= timedelta(seconds=int(at.timestamp()) - int(since)) <= KEPT else None
    except (Unreadable, ValueError):
        return None
