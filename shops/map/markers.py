"""Where the answers to a question stand: columns of small numbers, or a grid of counts where there are too many.

10,000 markers are a fifth of what they would be as GeoJSON, compressed (bench/README.md). What a marker says is asked for when it is in sight.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import floor
from statistics import fmean
from typing import Any

from shops import bits
from shops.bitmaps import Bitmaps
from shops.meaning import understand
from shops.query import ShopQuery
from shops.search import narrowed

SCALE = 100_000  # a hundred-thousandth of a degree is a metre
MOST = 10_000
CELLS = 24  # along each side of the box
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
    narrowing, _meaning = narrowed(query, understand(query.text), at)
    listed, found = narrowing.listed, narrowing.found()
    standing = found & listed.placed
    located, total = standing.bit_count(), found.bit_count()
    said: dict[str, Any] = {"n": total, "nowhere": total - located, "all": located <= MOST}
    if said["all"]:
        return said | columns(listed, list(bits.positions(standing)), narrowing.open, narrowing.unknown)
    spots = Spots(listed, list(bits.positions(standing)))
    if box is None:
        return said | {"cells": grid(spots, spots.edges())}
    inside = spots.within(box)
    if len(inside.positions) > MOST:
        return said | {"cells": grid(inside, box)}
    return said | columns(listed, inside.positions, narrowing.open, narrowing.unknown)


@dataclass(frozen=True)
class Spots:
    """Where the shops at `positions` stand."""

    listed: Bitmaps
    positions: list[int]

    @property
    def latitudes(self) -> list[float]:
        return list(map(self.listed.latitude.__getitem__, self.positions))

    @property
    def longitudes(self) -> list[float]:
        return list(map(self.listed.longitude.__getitem__, self.positions))

    def edges(self) -> Box:
        """A box that holds them all."""
        latitudes, longitudes = self.latitudes, self.longitudes
        return Box(min(longitudes), min(latitudes), max(longitudes) + EDGE, max(latitudes) + EDGE)

    def within(self, box: Box) -> "Spots":
        spots = zip(self.positions, self.latitudes, self.longitudes, strict=True)
        return Spots(self.listed, [at for at, lat, lon in spots if box.south <= lat <= box.north and box.west <= lon <= box.east])


def columns(listed: Bitmaps, positions: list[int], are_open: int, are_unknown: int) -> dict[str, Any]:
    here = listed.of_positions(positions)
    is_open, is_unknown = set(bits.positions(here & are_open)), set(bits.positions(here & are_unknown))
    rows = ((at, round(listed.latitude[at] * SCALE), round(listed.longitude[at] * SCALE)) for at in positions)
    found = sorted((interleaved(lat, lon), listed.keys[at], lat, lon, at) for at, lat, lon in rows)
    return {
        "id": differences(key for _, key, *_ in found),
        "lat": differences(row[2] for row in found),
        "lon": differences(row[3] for row in found),
        "state": "".join(OPEN if at in is_open else UNKNOWN if at in is_unknown else CLOSED for *_, at in found),
    }


def differences(numbers: Iterable[int]) -> list[int]:
    return [number - before for before, number in pairwise([0, *numbers])]


def interleaved(latitude: int, longitude: int) -> int:
    """A number by which spots that lie together come together: the bits of both in turn, in squares of some sixty metres (Morton)."""
    return spread((longitude + 180 * SCALE) >> 6) | spread((latitude + 90 * SCALE) >> 6) << 1


def spread(number: int) -> int:
    """Its bits, each with a gap behind it: its digits in base two, read in base four."""
    return int(f"{number:b}", 4)


def grid(spots: Spots, box: Box) -> dict[str, list[int]]:
    """How many stand in each square, and their middle."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for lat, lon in zip(spots.latitudes, spots.longitudes, strict=True):
        cells[floor((lat - box.south) / box.cell), floor((lon - box.west) / box.cell)].append((lat, lon))
    found = [zip(*standing, strict=True) for _, standing in sorted(cells.items())]
    latitudes, longitudes = zip(*found, strict=True) if found else ((), ())
    return {
        "n": [len(column) for column in latitudes],
        "lat": [round(fmean(column) * SCALE) for column in latitudes],
        "lon": [round(fmean(column) * SCALE) for column in longitudes],
    }
