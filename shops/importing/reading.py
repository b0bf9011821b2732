"""Read a file of shops, whatever it is: what it holds decides, not what it is called."""

from collections.abc import Callable
from pathlib import Path

from content.tables import BrokenFile, detect, megabytes
from shops.importing.reading_csv import read_csv
from shops.importing.reading_osm import read_json
from shops.importing.reading_xlsx import read_xlsx
from shops.importing.rows import Reading

__all__ = ["FORMATS", "LARGEST", "BrokenFile", "Reading", "detect", "megabytes", "read"]

FORMATS = ("csv", "xlsx", "overpass", "geojson")
LARGEST = 50 * 1024 * 1024  # bytes
_READERS: dict[str, Callable[[Path], Reading]] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "overpass": lambda path: read_json(path, "overpass"),
    "geojson": lambda path: read_json(path, "geojson"),
    "json": read_json,
}


def read(path: Path, format: str = "auto", *, limit: int = LARGEST) -> Reading:
    """Open `path` as one of FORMATS ("auto": by its content); the rows come as they are read.

    limit: bytes; a larger file is refused before it is opened.
    Raises BrokenFile, at once or from the rows; ValueError for a format that does not exist.
    """
    if format != "auto" and format not in FORMATS:
        raise ValueError(f"unknown format: {format}")
    size = _size(path)
    if size > limit:
        raise BrokenFile(f"Het bestand is te groot: {megabytes(size)}, meer dan {megabytes(limit)}.")
    found = detect(path)
    return _READERS[found if format == "auto" else format](path)


def _size(path: Path) -> int:
    if not path.exists():
        raise BrokenFile(f"Het bestand {path.name} bestaat niet.")
    if not path.is_file():
        raise BrokenFile(f"{path.name} is geen bestand.")
    return path.stat().st_size
