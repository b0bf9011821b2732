"""Read OpenStreetMap objects: Overpass JSON, or the GeoJSON that overpass-turbo exports."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from content.tables import BrokenFile, storable
from shops.importing.outlines import Point, centre_of_box, centre_of_geojson, centre_of_line, point
from shops.importing.rows import Reading, SourceRow

Json = dict[str, Any]

# Per fact the tags that tell it, the best first. Only `name` is a name: a brand or an operator is not what hangs above the door, and
# an object that has a translated name alone is unfinished on the map.
_TAGS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "address": ("addr:full", "address"),
    "street": ("addr:street", "addr:place"),
    "house_number": ("addr:housenumber",),
    "box": ("addr:unit",),
    "postcode": ("addr:postcode", "postal_code"),
    "place": ("addr:city", "addr:village", "addr:hamlet"),
    "country": ("addr:country",),
    "website": ("website", "contact:website", "url", "contact:url"),
    "webshop": ("contact:webshop", "website:webshop", "contact:shop"),
    "enterprise_number": ("ref:vatin", "ref:BE:KBO", "ref:kbo"),
    "hours": ("opening_hours",),
    "step_free": ("wheelchair",),
    "door_width": ("door:width", "entrance:width"),
    "accessible_toilet": ("toilets:wheelchair",),
    "delivers": ("delivery",),
    "since": ("start_date",),
    "brand": ("brand",),
    "checked": ("check_date", "check_date:opening_hours", "survey:date"),
}
_SEVERAL = {
    "phone": ("phone", "contact:phone", "telephone", "mobile", "contact:mobile"),
    "email": ("email", "contact:email"),
}
_FAILED = ("runtime error", "timed out", "timeout", "out of memory")


@dataclass
class _Object:
    """One object of the map, however often the file names it: its tags together, its outline's centre before a point."""

    ref: str
    line: str
    tags: dict[str, str] = field(default_factory=dict)
    outline: Point | None = None
    spot: Point | None = None

    def add(self, tags: dict[str, str], where: Point | None, *, outline: bool) -> None:
        self.tags = tags | self.tags
        if outline:
            self.outline = self.outline or where
        else:
            self.spot = self.spot or where


def read_json(path: Path, format: str = "") -> Reading:
    """The objects in `path`, each once, in the order of the file. format: "overpass" or "geojson" when it must be that, "" for what it is.

    Raises BrokenFile: no JSON, cut off, another kind of JSON, or an Overpass answer that says itself that it is not complete.
    """
    content = _load(path)
    found = "overpass" if "elements" in content else "geojson" if content.get("type") == "FeatureCollection" else ""
    if not found or (format and format != found):
        expected = {"overpass": "een antwoord van Overpass (elements)", "geojson": "GeoJSON (FeatureCollection)"}
        raise BrokenFile(f"Dit is JSON, maar niet {expected.get(format) or ' of '.join(expected.values())}.")
    _refuse_unfinished(content)
    parts = content["elements"] if found == "overpass" else content.get("features")
    if not isinstance(parts, list):
        raise BrokenFile("Het JSON-bestand is beschadigd: de lijst met objecten ontbreekt.")
    parts = [part for part in parts if isinstance(part, dict)]
    objects = _merged(_elements(parts) if found == "overpass" else map(_feature, parts))
    return Reading(found, len(objects), map(_row, objects), region=_region(objects), made_at=_made_at(content))


def _load(path: Path) -> Json:
    content = path.read_bytes()
    try:
        text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
        loaded = json.loads(text)
    except UnicodeDecodeError as error:
        raise BrokenFile(f"Het JSON-bestand is beschadigd: vanaf byte {error.start} staat er geen leesbare tekst.") from error
    except json.JSONDecodeError as error:
        raise BrokenFile(_where_it_breaks(error)) from error
    except (ValueError, RecursionError) as error:
        raise BrokenFile("Het JSON-bestand is onleesbaar: het bevat getallen of lagen die nergens op slaan.") from error
    if not isinstance(loaded, dict):
        raise BrokenFile("Dit is JSON, maar geen antwoord van Overpass en geen GeoJSON.")
    return loaded


def _where_it_breaks(error: json.JSONDecodeError) -> str:
    rest = error.doc[error.pos :].rstrip()
    if not rest or error.msg.startswith("Unterminated string"):
        return f"Het JSON-bestand is onvolledig: het is afgebroken na byte {len(error.doc.encode('utf-8', 'replace'))}. Haal het opnieuw op."
    return f"Het bestand is geen geldige JSON: op regel {error.lineno}, kolom {error.colno} gaat het fout."


def _refuse_unfinished(content: Json) -> None:
    remark = storable(str(content.get("remark") or ""))
    if any(word in remark.casefold() for word in _FAILED):
        raise BrokenFile(f"Het antwoord van Overpass is onvolledig, het zegt zelf: “{remark[:200]}”. Haal het opnieuw op.")


def _tags(values: object) -> dict[str, str]:
    """The tags that hold something, as text; keys that overpass-turbo adds (@id ...) are none."""
    if not isinstance(values, dict):
        return {}
    texts = {storable(str(key)): storable(str(value)) for key, value in values.items() if isinstance(value, (str, int, float))}
    return {key: value for key, value in texts.items() if key and value and not key.startswith("@")}


Part = tuple[str, dict[str, str], Point | None, bool]  # ref, tags, where, whether an outline says so


def _feature(feature: Json) -> Part:
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    ref = properties.get("@id") or feature.get("id") or _ref(properties) or ""
    geometry = feature.get("geometry")
    geometry = geometry if isinstance(geometry, dict) else {}
    tags = properties["tags"] if isinstance(properties.get("tags"), dict) else properties
    return storable(str(ref)), _tags(tags), centre_of_geojson(geometry), geometry.get("type") != "Point"


def _elements(elements: list[Json]) -> Iterator[Part]:
    """Every element that carries tags; bare nodes only give ways their shape."""
    nodes = [element for element in elements if element.get("type") == "node" and isinstance(element.get("id"), int)]
    bare = {node["id"]: point(node.get("lon"), node.get("lat")) for node in nodes}
    for element in elements:
        tags = _tags(element.get("tags"))
        if tags:
            spot = point(element.get("lon"), element.get("lat"))
            yield _ref(element), tags, spot or _centre(element, bare), spot is None


def _ref(thing: Json) -> str:
    kind, number = thing.get("type"), thing.get("id")
    return storable(f"{kind}/{number}") if isinstance(kind, str) and isinstance(number, (int, str)) else ""


def _centre(element: Json, bare: dict[Any, Point | None]) -> Point | None:
    """Of a way or relation: its own center, else its outline, its box, or the nodes that the file lists."""
    center = element.get("center")
    given = point(center.get("lon"), center.get("lat")) if isinstance(center, dict) else None
    nodes = element.get("nodes")
    corners = [bare.get(node) for node in nodes if isinstance(node, int)] if isinstance(nodes, list) else []
    return given or _outline(element.get("geometry")) or centre_of_box(element.get("bounds")) or centre_of_line([spot for spot in corners if spot])


def _outline(geometry: object) -> Point | None:
    spots = [point(spot.get("lon"), spot.get("lat")) for spot in geometry if isinstance(spot, dict)] if isinstance(geometry, list) else []
    return centre_of_line([spot for spot in spots if spot])


def _merged(parts: Iterable[Part]) -> list[_Object]:
    """Parts with the same ref are one object; parts without a ref each stand alone."""
    objects: dict[str, _Object] = {}
    for number, (ref, tags, where, outline) in enumerate(parts, start=1):
        line = ref or f"object {number}"
        objects.setdefault(line, _Object(ref, line)).add(tags, where, outline=outline)
    return list(objects.values())


def _row(thing: _Object) -> SourceRow:
    tags = thing.tags
    facts: dict[str, Any] = {fact: next((tags[key] for key in keys if key in tags), "") for fact, keys in _TAGS.items()}
    facts |= {fact: "; ".join(dict.fromkeys(tags[key] for key in keys if key in tags)) for fact, keys in _SEVERAL.items()}
    facts["payment"] = "; ".join(key.removeprefix("payment:") for key in sorted(tags) if key.startswith("payment:") and tags[key] in ("yes", "only"))
    where = thing.outline or thing.spot
    if where:
        facts |= {"latitude": repr(where.latitude), "longitude": repr(where.longitude)}
    return SourceRow(line=thing.line, ref=thing.ref, tags=tags, **facts)


def _region(objects: list[_Object]) -> str:
    """The country that most objects name, for the phones of those that name none."""
    named = Counter(thing.tags["addr:country"].upper() for thing in objects if len(thing.tags.get("addr:country", "")) == 2)
    return named.most_common(1)[0][0] if named else ""


def _made_at(content: Json) -> datetime | None:
    about = content.get("osm3s")
    text = (about.get("timestamp_osm_base") if isinstance(about, dict) else None) or content.get("timestamp")
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
