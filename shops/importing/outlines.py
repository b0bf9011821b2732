"""The middle of what a map file draws: a point, a line, a polygon, a box. Coordinates are WGS84 degrees, longitude first as in GeoJSON."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


class Point(NamedTuple):
    longitude: float
    latitude: float


def point(longitude: object, latitude: object) -> Point | None:
    """Two finite numbers on the globe as a Point, anything else as None."""
    if not _is_number(longitude) or not _is_number(latitude):
        return None
    spot = Point(float(longitude), float(latitude))  # type: ignore[arg-type]
    return spot if abs(spot.longitude) <= 180 and abs(spot.latitude) <= 90 else None


def centre_of_geojson(geometry: dict[str, Any]) -> Point | None:
    """The middle of a GeoJSON geometry of any kind; of polygons weighted by area, holes left out of account."""
    rings = [_points(ring) for ring in _rings(geometry.get("type"), geometry.get("coordinates"))]
    if geometry.get("type") == "GeometryCollection":
        inner = geometry.get("geometries")
        middles = (centre_of_geojson(part) for part in inner if isinstance(part, dict)) if isinstance(inner, list) else iter(())
        return next((middle for middle in middles if middle), None)
    return _weighted([ring for ring in rings if ring])


def centre_of_line(line: Sequence[Point]) -> Point | None:
    """The middle of a ring (by area) or of an open line (of its corners)."""
    return _weighted([list(line)]) if line else None


def centre_of_box(box: object) -> Point | None:
    """The middle of Overpass `bounds`: {"minlat", "minlon", "maxlat", "maxlon"} in degrees."""
    if not isinstance(box, dict):
        return None
    corners = point(box.get("minlon"), box.get("minlat")), point(box.get("maxlon"), box.get("maxlat"))
    return _mean([corner for corner in corners if corner]) if all(corners) else None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= 180 and math.isfinite(value)


def _rings(kind: object, coordinates: object) -> Iterator[Any]:
    """The lines that bound a geometry: of each polygon the outer one."""
    if not isinstance(coordinates, list):
        return
    if kind == "Point":
        yield [coordinates]
    elif kind in ("LineString", "MultiPoint"):
        yield coordinates
    elif kind == "Polygon":
        yield from coordinates[:1]
    elif kind == "MultiLineString":
        yield from coordinates
    elif kind == "MultiPolygon":
        yield from (polygon[0] for polygon in coordinates if isinstance(polygon, list) and polygon)


def _points(ring: object) -> list[Point]:
    pairs = [pair for pair in ring if isinstance(pair, list) and len(pair) >= 2] if isinstance(ring, list) else []
    return [spot for pair in pairs if (spot := point(pair[0], pair[1]))]


def _weighted(rings: list[list[Point]]) -> Point | None:
    """The middle of several rings together; of lines without area the mean of their corners."""
    middles = [_ring(ring) for ring in rings]
    area = sum(weight for weight, _ in middles)
    if not area:
        return _mean([spot for ring in rings for spot in ring])
    longitude = sum(weight * middle.longitude for weight, middle in middles) / area
    return Point(round(longitude, 7), round(sum(weight * middle.latitude for weight, middle in middles) / area, 7))


def _ring(ring: list[Point]) -> tuple[float, Point]:
    """Area (square degrees) and centroid by the shoelace formula, reckoned from the first corner so that small shapes keep their digits."""
    first = ring[0]
    moved = [(spot.longitude - first.longitude, spot.latitude - first.latitude) for spot in ring]
    doubled = east = north = 0.0
    for (x, y), (next_x, next_y) in zip(moved, moved[1:] + moved[:1], strict=True):
        cross = x * next_y - next_x * y
        doubled, east, north = doubled + cross, east + (x + next_x) * cross, north + (y + next_y) * cross
    if ring[0] != ring[-1] or abs(doubled) < 1e-14:
        return 0.0, first
    return abs(doubled) / 2, Point(first.longitude + east / (3 * doubled), first.latitude + north / (3 * doubled))


def _mean(spots: list[Point]) -> Point | None:
    if not spots:
        return None
    count = len(spots)
    return Point(round(sum(spot.longitude for spot in spots) / count, 7), round(sum(spot.latitude for spot in spots) / count, 7))
