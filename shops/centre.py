"""Around which spot a question asks: that of a postcode or a place in the register, or where the asker is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from content.words import normalise
from municipalities import places
from municipalities.places import Town
from shops import spots
from shops.middles import middle_of
from shops.query import ShopQuery


class Lost(StrEnum):
    """Why there is no centre though one was asked for."""

    NO_SUCH_PLACE = "no such place"
    SEVERAL_PLACES = "several places"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Centre:
    """WGS84 degrees. town: key of the municipality that it lies in; nothing for where the asker is.

    place: what was asked for, "8380 Zeebrugge", when that is only part of the municipality. stands_in: nobody knows where that part lies,
    so this is the centre of the whole.
    """

    latitude: float
    longitude: float
    town: int | None = None
    place: str = ""
    stands_in: bool = False


def centre_of(query: ShopQuery, at: datetime) -> Centre | Lost | None:
    """Where it is, why it is not known, or nothing when the question does not ask for it."""
    if query.near:
        return centre_named(query.near)
    if query.spot:
        spot = spots.opened(query.spot, at)
        return Centre(spot.latitude, spot.longitude) if spot else Lost.FORGOTTEN
    return None


def centre_named(text: str) -> Centre | Lost:
    """The centre of the municipality that a postcode, a name or a slug leads to; of a part of it, the middle of the shops there."""
    hits = places.find(text.replace("-", " ")) or places.find(text)
    if len(hits) != 1:
        return Lost.SEVERAL_PLACES if hits else Lost.NO_SUCH_PLACE
    town, place = places.index().towns[hits[0].municipality_id], hits[0].via
    code, name = told_apart(place)
    if is_whole(name, town):
        return Centre(town.latitude, town.longitude, town.id)
    middle = middle_of(town.id, *filter(None, (code, name)))
    return (
        Centre(middle.latitude, middle.longitude, town.id, place) if middle else Centre(town.latitude, town.longitude, town.id, place, stands_in=True)
    )


def told_apart(place: str) -> tuple[str, str]:
    """Postcode and name of "8380 Zeebrugge"; "" for what is not in it."""
    first, _, rest = place.partition(" ")
    return (first, rest) if first.isdigit() else ("", place)


def is_whole(name: str, town: Town) -> bool:
    """Whether the municipality itself is called so, in one of four languages."""
    return normalise(name) in map(normalise, (town.name, town.slug, *town.names.values()))


def known_centre(query: ShopQuery, at: datetime) -> Centre | None:
    found = centre_of(query, at)
    return found if isinstance(found, Centre) else None
