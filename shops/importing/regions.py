"""In which municipality a row lies: told by its postcode, its place or its coordinates, or because the file is of one municipality."""

from dataclasses import dataclass
from typing import NamedTuple

from municipalities.places import PlaceIndex, Town
from shops.distance import kilometres
from shops.importing.rows import NO_PLACE, OTHER_REGION, CleanRow, Notice, Refusal, refuse

FARTHEST_KM = 20  # from the centre of a municipality; the largest of Belgium reaches 15 km
DOUBTFUL_KM = 8  # from the centre of the named municipality, when another's is less than half as far
NEAR_CENTRE_KM = 12  # within which coordinates alone make a shop one of a municipality
SAME_DISTRICT = 2  # characters that the postcodes of neighbours share: 8700 and 8760, 00100 and 00930


class Spot(NamedTuple):
    """WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Placed:
    """sure: told by the file or by a postcode or place, not only guessed from where it lies."""

    municipality: int
    sure: bool = True
    notice: Notice | None = None


def place_in(row: CleanRow, own: Town, index: PlaceIndex) -> Placed | Refusal:
    """The row as one of `own`, for a file of that municipality; refused when it says that it lies in another or far away."""
    spot = spot_of(row)
    if spot and (away := kilometres(spot, own)) > FARTHEST_KM:
        return refuse(row, OTHER_REGION, f"ligt op {away:.0f} km van het centrum van {own.name}")
    if other := other_town(row, own, index):
        if not spot or kilometres(spot, other) <= FARTHEST_KM:
            return refuse(row, OTHER_REGION, f"ligt in {other.name} ({row.postcode or row.place})")
        return Placed(own.id, notice=Notice("postcode", f"De postcode is van {other.name}, maar de ligging van {own.name}"))
    if spot and not is_postcode_of(own, row.postcode, index) and (closer := much_closer(spot, own, index)):
        return refuse(row, OTHER_REGION, f"ligt bij het centrum van {closer.name}, op {kilometres(spot, own):.0f} km van dat van {own.name}")
    if not spot and is_far_by_postcode(row, own, index):
        if row.place and not is_named(own, row.place, index):
            return refuse(row, OTHER_REGION, f"{row.postcode} {row.place}")
        return Placed(own.id, notice=Notice("postcode", f"De postcode {row.postcode} is niet van {own.name}"))
    return Placed(own.id)


def is_far_by_postcode(row: CleanRow, own: Town, index: PlaceIndex) -> bool:
    """Whether nobody registered the postcode, and it is none of the district either: of a place outside of the register."""
    return bool(own.postcodes) and not index.with_postcode(row.postcode) and not in_district(row.postcode, own)


def is_named(own: Town, place: str, index: PlaceIndex) -> bool:
    return own.id in {hit.municipality_id for hit in index.find(place)}


def is_postcode_of(own: Town, postcode: str, index: PlaceIndex) -> bool:
    return own.id in {hit.municipality_id for hit in index.with_postcode(postcode)}


def much_closer(spot: Spot, own: Town, index: PlaceIndex) -> Town | None:
    """The municipality whose centre is less than half as far as that of `own`, for a spot that lies far from it."""
    away, closest = kilometres(spot, own), nearest(spot, list(index.towns.values()))
    return closest if away > DOUBTFUL_KM and kilometres(spot, closest) * 2 < away else None


def other_town(row: CleanRow, own: Town, index: PlaceIndex) -> Town | None:
    """Another municipality, when the postcode belongs to others only; without postcode and coordinates, when the place does."""
    by_place = row.place if not row.postcode and row.latitude is None else ""
    hits = index.with_postcode(row.postcode) or (index.find(by_place) if by_place else ())
    return index.towns[hits[0].municipality_id] if hits and own.id not in {hit.municipality_id for hit in hits} else None


def place_anywhere(row: CleanRow, index: PlaceIndex) -> Placed | Refusal:
    """The row in whichever registered municipality it lies: by postcode, else by place, else by the nearest centre."""
    spot = spot_of(row)
    told = towns_told(row, index)
    if told and not spot:
        return Placed(told[0].id) if len(told) == 1 else refuse(row, NO_PLACE, several(row, told))
    if spot and told and kilometres(spot, nearest(spot, told)) <= FARTHEST_KM:
        return Placed(nearest(spot, told).id)
    if spot and (guess := guessed(row, spot, index)):
        return Placed(guess.id, sure=False, notice=Notice("municipality", f"Gemeente {guess.name} afgeleid van de ligging"))
    if spot or row.postcode or row.place:
        return Refusal(row.line, row.name, OTHER_REGION, f"Ligt in geen gemeente van deze site: {where_told(row)}")
    return refuse(row, NO_PLACE, f"{row.street}, zonder postcode of plaats")


def towns_told(row: CleanRow, index: PlaceIndex) -> list[Town]:
    """Municipalities that the row's postcode or else its place names.

    With a postcode that nobody registered only a municipality's own name counts, and only in the same district: "9120 Beveren" and
    "3390 Tielt" are other places than ours.
    """
    hits = index.with_postcode(row.postcode)
    if len(hits) == 1:
        return [index.towns[hits[0].municipality_id]]
    if hits:
        named = {hit.municipality_id for hit in index.find(row.place)} & {hit.municipality_id for hit in hits}
        return [index.towns[hit.municipality_id] for hit in hits if not named or hit.municipality_id in named]
    towns = [index.towns[hit.municipality_id] for hit in index.find(row.place)] if row.place else []
    return [town for town in towns if in_district(row.postcode, town)] if len(towns) == 1 or not row.postcode else []


def guessed(row: CleanRow, spot: Spot, index: PlaceIndex) -> Town | None:
    """The municipality with the nearest centre, when that is near and the postcode does not deny it."""
    town = nearest(spot, list(index.towns.values()))
    return town if kilometres(spot, town) <= NEAR_CENTRE_KM and in_district(row.postcode, town) else None


def in_district(postcode: str, town: Town) -> bool:
    return not postcode or any(code[:SAME_DISTRICT] == postcode[:SAME_DISTRICT] for code in town.postcodes)


def nearest(spot: Spot, towns: list[Town]) -> Town:
    return min(towns, key=lambda town: kilometres(spot, town))


def spot_of(row: CleanRow) -> Spot | None:
    return Spot(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None


def several(row: CleanRow, towns: list[Town]) -> str:
    return f"{row.postcode or row.place} kan {' of '.join(town.name for town in towns)} zijn"


def where_told(row: CleanRow) -> str:
    told = f"{row.postcode} {row.place}".strip()
    return told or f"{row.latitude}, {row.longitude}"
