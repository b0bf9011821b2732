"""Open the Excel workbooks of others, in bounded memory."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from content.tables import BrokenFile

if TYPE_CHECKING:
    from openpyxl import Workbook  # heavy: every process reads this module, few ever open a workbook

UNPACKED_LIMIT = 300 * 1024 * 1024  # bytes: what all parts of the workbook may be once unzipped
RATIO_LIMIT = 200  # times its packed size that one part of over 10 MB may be; a real sheet stays under 30
_RATIO_FROM = 10 * 1024 * 1024
MOST_PARTS = 2_000  # files in it: sheets, pictures, and what else Excel keeps apart; a real one has tens
_CONTENTS = "[Content_Types].xml"  # the table of parts, in every workbook
_STREAMED = ("xl/worksheets/", "xl/media/")
DAMAGED = "De Excel-werkmap is beschadigd en kan niet gelezen worden. Bewaar ze opnieuw."
ROWS_IN_EXCEL = 1_048_576
# What openpyxl, the unzipper and the XML parser raise on a damaged or hostile workbook.
BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError, LookupError, ValueError, TypeError, AttributeError, RuntimeError)


def text_of(cell: Any) -> str:
    """A cell as text: 8500.0 -> "8500", 09:00 as a time -> "09:00", a number shown as 00000 with its zeros, a fault -> ""."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "")
    if isinstance(value, (date, time, timedelta)):
        return _moment(value)
    return str(value)


def _number(value: float, shown_as: str) -> str:
    if value != value or abs(value) > 1e18:
        return str(value)
    digits = str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    return digits.zfill(len(shown_as)) if shown_as and set(shown_as) == {"0"} else digits


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def check_archive(path: Path, *, unpacked: int = UNPACKED_LIMIT, at_once: int = UNPACKED_LIMIT) -> None:
    """Raises BrokenFile before anything is unzipped that could not be a workbook, or would fill the memory.

    unpacked: bytes that all parts may be, once unzipped. at_once: bytes of those that are read as a whole, whatever is asked of the workbook: its
    texts, mostly, each of which costs as much time as a cell.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except BROKEN as error:
        raise BrokenFile(_no_archive(path)) from error
    if "mimetype" in names and "content.xml" in names:
        raise BrokenFile("Dit is een OpenDocument-bestand (.ods). Bewaar het als .xlsx of als CSV.")
    if _CONTENTS not in names or not any(name.startswith("xl/") for name in names):
        raise BrokenFile("Dit zip-bestand is geen Excel-werkmap (.xlsx).")
    is_too_much = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > unpacked or any(map(_is_a_bomb, parts))
    if is_too_much or _read_at_once(path, at_once) > at_once:
        raise BrokenFile("De werkmap is uitgepakt onredelijk groot en wordt niet geopend.")


def _no_archive(path: Path) -> str:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"PK"
    return "De Excel-werkmap is onvolledig: het einde ontbreekt. Haal of bewaar ze opnieuw." if packed else "Dit is geen Excel-werkmap (.xlsx)."


def _read_at_once(path: Path, most: int) -> int:
    """Bytes, unzipped, of all but sheets and pictures. Its texts may have any name: once the rest is under `most`, its table of parts says which."""
    from openpyxl.packaging.manifest import Manifest  # heavy
    from openpyxl.xml.constants import SHARED_STRINGS
    from openpyxl.xml.functions import fromstring

    with zipfile.ZipFile(path) as archive:
        found = sum(part.file_size for part in archive.infolist() if not part.filename.startswith(_STREAMED))
        if found > most:
            return found
        try:
            texts = Manifest.from_tree(fromstring(archive.read(_CONTENTS))).find(SHARED_STRINGS)
            name = texts.PartName[1:] if texts else ""
            return found + (archive.getinfo(name).file_size if name.startswith(_STREAMED) else 0)
        except BROKEN as error:
            raise BrokenFile(DAMAGED) from error


def _is_a_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FROM and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)


@contextmanager
def workbook(path: Path, *, results: bool = True) -> Iterator["Workbook"]:
    """Opened to stream. results: the last results of formulas, else the formulas themselves. Raises BrokenFile on damage met inside."""
    from openpyxl import load_workbook  # heavy

    with path.open("rb") as stream:  # a stream, for openpyxl refuses names that do not end in .xlsx
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns about styles and validations that it leaves out
                book = load_workbook(stream, read_only=True, data_only=results, keep_links=False)
            yield book
        except BROKEN as error:
            raise BrokenFile(DAMAGED) from error


def cells_of(sheet: Any, width: int) -> Iterator[Sequence[Any]]:
    """Its rows, gaps filled, as wide as asked and never longer than Excel allows: one cell far away is no reason to fill the memory."""
    sheet.reset_dimensions()  # some programs write a wrong size, and rows would be lost
    return islice(sheet.iter_rows(max_col=width), ROWS_IN_EXCEL)
