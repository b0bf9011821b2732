"""Read an Excel workbook: the first sheet with a header that names a shop."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice, repeat
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook

from shops.importing.columns import HEADER_SEARCHED_IN, Columns, find_header
from shops.importing.rows import BrokenFile, Notice, Reading, SourceRow

UNPACKED_LIMIT = 300 * 1024 * 1024  # bytes: what all parts of the workbook may be once unzipped
RATIO_LIMIT = 200  # times its packed size that one part of over 10 MB may be; a real sheet stays under 30
_RATIO_FROM = 10 * 1024 * 1024
_ROWS_IN_EXCEL = 1_048_576
_WIDEST_HEADER = 256  # columns in which the header is sought
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
# What openpyxl, the unzipper and the XML parser raise on a damaged or hostile workbook.
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, EOFError, OSError, LookupError, ValueError, TypeError, AttributeError, RuntimeError)


def read_xlsx(path: Path) -> Reading:
    """The first sheet of `path` that has a header; numbers become text as a person reads them, formulas their last result.

    `total` counts the rows that the sheet writes, blank ones too: good for a progress bar.
    Raises BrokenFile: no workbook, cut off, too large once unzipped, or no sheet with a header.
    """
    _check_archive(path)
    with _workbook(path) as book:
        title, skipped, columns = _first_sheet_with_a_header(book)
        rows, formulas = _scan(path, book[title])
    return Reading("xlsx", max(rows - skipped, 0), _rows(path, title, skipped, columns, formulas), unknown_columns=columns.unknown)


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


def _check_archive(path: Path) -> None:
    """Raises BrokenFile before anything is unzipped that could not be a workbook, or would fill the memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except _BROKEN as error:
        raise BrokenFile(_no_archive(path)) from error
    if "mimetype" in names and "content.xml" in names:
        raise BrokenFile("Dit is een OpenDocument-bestand (.ods). Bewaar het als .xlsx of als CSV.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise BrokenFile("Dit zip-bestand is geen Excel-werkmap (.xlsx).")
    if sum(part.file_size for part in parts) > UNPACKED_LIMIT or any(_is_a_bomb(part) for part in parts):
        raise BrokenFile("De werkmap is uitgepakt onredelijk groot en wordt niet geopend.")


def _no_archive(path: Path) -> str:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"PK"
    return "De Excel-werkmap is onvolledig: het einde ontbreekt. Haal of bewaar ze opnieuw." if packed else "Dit is geen Excel-werkmap (.xlsx)."


def _is_a_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FROM and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)


@contextmanager
def _workbook(path: Path, *, results: bool = True) -> Iterator[Workbook]:
    """Opened to stream. results: the last results of formulas, else the formulas themselves. Raises BrokenFile on damage met inside."""
    with path.open("rb") as stream:  # a stream, for openpyxl refuses names that do not end in .xlsx
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns about styles and validations that it leaves out
                book = load_workbook(stream, read_only=True, data_only=results, keep_links=False)
            yield book
        except _BROKEN as error:
            raise BrokenFile("De Excel-werkmap is beschadigd en kan niet gelezen worden. Bewaar ze opnieuw.") from error


def _first_sheet_with_a_header(book: Workbook) -> tuple[str, int, Columns]:
    """Its title, the number of rows up to and with its header, and its columns. Raises BrokenFile."""
    refusal = BrokenFile("De werkmap heeft geen enkel blad met rijen.")
    for sheet in book.worksheets:
        rows = [[text_of(cell) for cell in cells] for cells in islice(_cells(sheet, _WIDEST_HEADER), HEADER_SEARCHED_IN)]
        if not any(any(row) for row in rows):
            continue
        try:
            index, columns = find_header(rows)
        except BrokenFile as error:
            refusal = error
            continue
        return sheet.title, index + 1, columns
    raise refusal


def _scan(path: Path, sheet: Any) -> tuple[int, bool]:
    """How many rows the sheet writes, and whether it calculates: only then are its formulas read beside their results."""
    rows, formulas, rest = 0, False, b""
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as stream:
        while piece := stream.read(1 << 20):
            whole, bracket, begun = (rest + piece).rpartition(b"<")
            rows += len(_ROW.findall(whole))
            formulas = formulas or bool(_FORMULA.search(whole))
            rest = bracket + begun
    return rows, formulas


def _rows(path: Path, title: str, skipped: int, columns: Columns, formulas: bool) -> Iterator[SourceRow]:
    width = max(index for index, header in enumerate(columns.headers, start=1) if header)
    with _workbook(path) as book:
        if not formulas:
            yield from _source_rows(_cells(book[title], width), repeat(()), skipped, columns)
            return
        with _workbook(path, results=False) as written:
            yield from _source_rows(_cells(book[title], width), _cells(written[title], width), skipped, columns)


def _cells(sheet: Any, width: int) -> Iterator[Sequence[Any]]:
    """Its rows, gaps filled, as wide as asked and never longer than Excel allows: one cell far away is no reason to fill the memory."""
    sheet.reset_dimensions()  # some programs write a wrong size, and rows would be lost
    return islice(sheet.iter_rows(max_col=width), _ROWS_IN_EXCEL)


def _source_rows(rows: Iterable[Sequence[Any]], formulas: Iterable[Sequence[Any]], skipped: int, columns: Columns) -> Iterator[SourceRow]:
    for number, (cells, written) in enumerate(zip(rows, formulas, strict=False), start=1):
        texts = [text_of(cell) for cell in cells]
        if number > skipped and (any(text.strip() for text in texts) or _faults(cells, written)):
            yield columns.row(texts, f"rij {number}", _remarks(cells, written, columns))


def _faults(cells: Sequence[Any], written: Sequence[Any]) -> dict[int, str]:
    """Column index -> what went wrong in it: a formula that was never calculated, or one that ended in an error."""
    faults = {index: f"geeft een fout ({cell.value})" for index, cell in enumerate(cells) if cell.data_type == "e"}
    for index, cell in enumerate(written):
        if cell.data_type == "f" and index < len(cells) and cells[index].value is None and cells[index].data_type != "str":
            faults[index] = "is nooit uitgerekend; open en bewaar het bestand in Excel"
    return faults


def _remarks(cells: Sequence[Any], written: Sequence[Any], columns: Columns) -> tuple[Notice, ...]:
    faults = {index: fault for index, fault in _faults(cells, written).items() if columns.fact_at(index)}
    return tuple(Notice(columns.fact_at(index), f"De formule in kolom “{columns.headers[index]}” {fault}.") for index, fault in faults.items())
