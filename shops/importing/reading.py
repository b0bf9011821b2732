"""Read a file of shops, whatever it is: what it holds decides, not what it is called."""

from collections.abc import Callable
from math import ceil
from pathlib import Path

from shops.importing.reading_csv import read_csv
from shops.importing.reading_osm import read_json
from shops.importing.reading_xlsx import read_xlsx
from shops.importing.rows import BrokenFile, Reading

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
# What people hand over by mistake, by its first bytes.
_STRANGERS = {
    b"\xd0\xcf\x11\xe0": "Dit is een oud Excel-bestand (.xls) of een met wachtwoord. Bewaar het als .xlsx zonder wachtwoord, of als CSV.",
    b"%PDF": "Dit is een PDF. Vraag de lijst als Excel (.xlsx) of CSV.",
    b"\x1f\x8b": "Dit bestand is ingepakt (gzip). Pak het eerst uit.",
    b"\x89PNG": "Dit is een afbeelding, geen lijst.",
    b"\xff\xd8\xff": "Dit is een afbeelding, geen lijst.",
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


def detect(path: Path) -> str:
    """What the content is: "csv", "xlsx" or "json" (which of the two, its own keys tell). Raises BrokenFile for anything else."""
    start = _start(path)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise BrokenFile("Het bestand is leeg.")
    for signature, message in _STRANGERS.items():
        if start.startswith(signature):
            raise BrokenFile(message)
    if start.startswith(b"PK"):
        return "xlsx"
    if text.startswith(b"<"):
        raise BrokenFile("Dit is een webpagina of XML, geen lijst. Gaf de server misschien een foutmelding? Haal het bestand opnieuw op.")
    if text.startswith((b"{", b"[")):
        return "json"
    if start.count(b"\0") > len(start) // 10 and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BrokenFile("Dit is geen tekstbestand en geen Excel-werkmap (.xlsx).")
    return "csv"


def _size(path: Path) -> int:
    if not path.exists():
        raise BrokenFile(f"Het bestand {path.name} bestaat niet.")
    if not path.is_file():
        raise BrokenFile(f"{path.name} is geen bestand.")
    return path.stat().st_size


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4096)
    except OSError as error:
        raise BrokenFile(f"Het bestand {path.name} kan niet gelezen worden: {error.strerror}.") from error


def megabytes(size: int) -> str:
    """In tenths, rounded up: what is over a limit also reads as more. size: bytes."""
    return f"{ceil(size * 10 / 1024 / 1024) / 10:.1f} MB".replace(".", ",")
