"""Read a file of shops, whatever it is: what it holds decides, not what it is called."""

from collections.abc import Callable
from pathlib import Path

from content.tables import BrokenFile, detect, megabytes
from shops.importing.columns import Chosen
from shops.importing.looks import Look
from shops.importing.reading_csv import look_at_csv, read_csv
from shops.importing.reading_osm import read_json
from shops.importing.reading_xlsx import look_at_xlsx, read_xlsx
from shops.importing.rows import Reading

__all__ = ["FORMATS", "LARGEST", "BrokenFile", "Reading", "detect", "look_at", "megabytes", "read"]

FORMATS = ("csv", "xlsx", "overpass", "geojson")
LARGEST = 50 * 1024 * 1024  # bytes
_TABLES: dict[str, Callable[[Path, Chosen | None], Reading]] = {"csv": read_csv, "xlsx": read_xlsx}
_LOOKS: dict[str, Callable[[Path], Look]] = {"csv": look_at_csv, "xlsx": look_at_xlsx}
_MAPS: dict[str, Callable[[Path], Reading]] = {
    "overpass": lambda path: read_json(path, "overpass"),
    "geojson": lambda path: read_json(path, "geojson"),
    "json": read_json,
}


def read(path: Path, format: str = "auto", *, limit: int = LARGEST, chosen: Chosen | None = None) -> Reading:
    """Open `path` as one of FORMATS ("auto": by its content); the rows come as they are read.

    limit: bytes; a larger file is refused before it is opened. chosen: what somebody said of the columns of a table.
    Raises BrokenFile, at once or from the rows; ValueError for a format that does not exist.
    """
    if format != "auto" and format not in FORMATS:
        raise ValueError(f"unknown format: {format}")
    size = _size(path)
    if size > limit:
        raise BrokenFile(f"Het bestand is te groot: {megabytes(size)}, meer dan {megabytes(limit)}.")
    found = detect(path)
    format = found if format == "auto" else format
    return _TABLES[format](path, chosen) if format in _TABLES else _MAPS[format](path)


def look_at(path: Path) -> Look | None:
    """The header and the first rows of a table; None for a map, which has no columns. Raises BrokenFile."""
    look = _LOOKS.get(detect(path))
    return look(path) if look else None


def _size(path: Path) -> int:
    if not path.exists():
        raise BrokenFile(f"Het bestand {path.name} bestaat niet.")
    if not path.is_file():
        raise BrokenFile(f"{path.name} is geen bestand.")
    return path.stat().st_size
