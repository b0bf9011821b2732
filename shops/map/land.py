"""The ground that the markers stand on: the outline of the province with its cantons, or the official borders once they are loaded, and the
names of the municipalities."""

from typing import Any

from municipalities import places
from municipalities.borders import packed
from municipalities.outlines import Ground, ground


def land(language: str) -> dict[str, Any]:
    """What land.json says. land, lines: see municipalities.borders, packed. towns: names with where they stand, the largest first."""
    drawn: Ground = ground()
    towns = sorted(places.index().towns.values(), key=lambda town: (-len(town.postcodes) - len(town.villages), town.name))
    return {
        "land": [packed(ring) for ring in drawn.drawing.land],
        "lines": [packed(line) for line in drawn.drawing.lines],
        "towns": [[town.name_in(language), town.latitude, town.longitude] for town in towns],
    }
