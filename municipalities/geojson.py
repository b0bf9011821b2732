"""Borders of municipalities out of a GeoJSON file of others: checked whole before anything of it is used."""

import json
from collections.abc import Iterator
from typing import Any

from municipalities.borders import Area, Ring, ring_of

LARGEST_BYTES = 60_000_000
CODES = ("nis", "niscode", "nis_code", "refnis", "nis9", "cd_munty_refnis", "code")


class Refused(ValueError):
    """The file cannot be used. reasons: what is wrong, in sentences, one for each thing."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def read(content: bytes) -> dict[str, Area]:
    """Areas by the NIS code that stands with them. Raises Refused."""
    if len(content) > LARGEST_BYTES:
        raise Refused("Het bestand is te groot.")
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused("Het bestand is geen JSON.") from None
    features = said.get("features") if isinstance(said, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused("Het bestand is geen GeoJSON met gebieden (een FeatureCollection).")
    areas, reasons = {}, []
    for number, feature in enumerate(features, 1):
        try:
            code, area = area_of(feature)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as wrong:
            reasons.append(f"Gebied {number}: {wrong if isinstance(wrong, Wrong) else 'niet te lezen.'}")
            continue
        if code in areas:
            reasons.append(f"Gebied {number}: {code} staat er twee keer in.")
        areas[code] = area
    if reasons:
        raise Refused(*reasons)
    return areas


class Wrong(ValueError):
    """One area cannot be read; the text says why."""


def area_of(feature: dict[str, Any]) -> tuple[str, Area]:
    properties = {str(name).lower(): value for name, value in (feature.get("properties") or {}).items()}
    code = next((str(properties[name]).strip() for name in CODES if properties.get(name)), "")
    if not code:
        raise Wrong("zonder NIS-code.")
    shape = feature["geometry"]
    if shape["type"] not in {"Polygon", "MultiPolygon"}:
        raise Wrong(f"{code} is geen vlak.")
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    area = [ring for polygon in polygons for ring in rings_of(polygon, code)]
    if not area:
        raise Wrong(f"{code} heeft geen grens.")
    return code, area


def rings_of(polygon: list[Any], code: str) -> Iterator[Ring]:
    for said in polygon:
        ring = ring_of(degrees(point, code) for point in said)
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise Wrong(f"de grens van {code} is niet gesloten.")
        yield ring


def degrees(said: list[Any], code: str) -> tuple[float, float]:
    longitude, latitude = float(said[0]), float(said[1])
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise Wrong(f"{code} staat niet in graden (WGS84).")
    return longitude, latitude
