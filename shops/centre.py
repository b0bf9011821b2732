"""Around which spot a question asks: that of a postcode or a place in the register, or where the asker is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from municipalities import places
from shops import spots
from shops.query import ShopQuery


class Lost(StrEnum):
    """Why there is no centre though one was asked for."""

    NO_SUCH_PLACE = "no such place"
    SEVERAL_PLACES = "several places"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Centre:
    """WGS84 degrees. town: key of the municipality whose centre it is; nothing for where the asker is."""

    latitude: float
    longitude: float
    town: int | None = None


def centre_of(query: ShopQuery, at: datetime) -> Centre | Lost | None:
    """Where it is, why it is not known, or nothing when the question does not ask for it."""
    if query.near:
        return centre_named(query.near)
    if query.spot:
        spot = spots.opened(query.spot, at)
        return Centre(spot.latitude, spot.longitude) if spot else Lost.FORGOTTEN
    return None


def centre_named(text: str) -> Centre | Lost:
    """The centre of the municipality that a postcode, a place or a slug leads to."""
    hits = places.find(text.replace("-", " ")) or places.find(text)
    if len(hits) != 1:
        return Lost.SEVERAL_PLACES if hits else Lost.NO_SUCH_PLACE
    town = places.index().towns[hits[0].municipality_id]
    return Centre(town.latitude, town.longitude, town.id)


def known_centre(query: ShopQuery, at: datetime) -> Centre | None:
    found = centre_of(query, at)
    return found if isinstance(found, Centre) else None
