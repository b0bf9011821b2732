"""Read tables of others: text with semicolons, commas or tabs, in UTF-8 or the Windows code page, as Belgian spreadsheets save it.

What every room that imports a list asks; workbooks are read by content.workbooks.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from math import ceil
from pathlib import Path

# Control characters, lone surrogates, invisible spaces and direction overrides; joiners that emoji need stay.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
DELIMITERS = (";", ",", "\t", "|")
LAST = "\x1eend\x1e"  # a line of our own after the last: inside quotes that were never closed it is swallowed
# What people hand over by mistake, by its first bytes.
STRANGERS = {
    b"\xd0\xcf\x11\xe0": "Dit is een oud Excel-bestand (.xls) of een met wachtwoord. Bewaar het als .xlsx zonder wachtwoord, of als CSV.",
    b"%PDF": "Dit is een PDF. Vraag de lijst als Excel (.xlsx) of CSV.",
    b"\x1f\x8b": "Dit bestand is ingepakt (gzip). Pak het eerst uit.",
    b"\x89PNG": "Dit is een afbeelding, geen lijst.",
    b"\xff\xd8\xff": "Dit is een afbeelding, geen lijst.",
}


class BrokenFile(Exception):
    """The file as a whole cannot be read; its text says in Dutch what is wrong with it and is meant to be shown."""


def storable(text: str) -> str:
    """`text` in NFC without what a database or a page cannot hold; line ends become a newline, ends are stripped."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def one_line(text: str) -> str:
    """The storable text on one line, each run of white space one space."""
    return " ".join(storable(text).split()) if text else ""


def detect(path: Path) -> str:
    """What the content is: "csv", "xlsx" or "json" (which of the two, its own keys tell). Raises BrokenFile for anything else."""
    start = start_of(path)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise BrokenFile("Het bestand is leeg.")
    for signature, message in STRANGERS.items():
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


def encoding_of(path: Path) -> str:
    """UTF-16 with its mark (Excel's "Unicode text"), else UTF-8 when every byte fits, else cp1252. Guessing by letters errs on small files."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        stream.seek(0)
        try:
            while piece := stream.read(1 << 20):
                decoder.decode(piece)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def opened(path: Path, encoding: str) -> io.TextIOWrapper:
    return path.open(encoding=encoding, errors="replace", newline="")


def records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Every record, blank ones as well (a spreadsheet counts them). Raises BrokenFile for a cell of over 128 kB."""
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        where = f"Rond regel {reader.line_num} is de tabel niet te lezen"
        raise BrokenFile(f"{where}: een cel is veel te lang. Staat er een aanhalingsteken open?") from error


def filled(record: list[str]) -> bool:
    return any(cell.strip("\x00\ufeff \t\r\n") for cell in record)


def start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4096)
    except OSError as error:
        raise BrokenFile(f"Het bestand {path.name} kan niet gelezen worden: {error.strerror}.") from error


def megabytes(size: int) -> str:
    """In tenths, rounded up: what is over a limit also reads as more. size: bytes."""
    return f"{ceil(size * 10 / 1024 / 1024) / 10:.1f} MB".replace(".", ",")
