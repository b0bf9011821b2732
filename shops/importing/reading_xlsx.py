"""Read an Excel workbook: the first sheet with a header that names a shop."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.tables import BrokenFile
from content.workbooks import cells_of, check_archive, text_of, workbook
from shops.importing.columns import HEADER_SEARCHED_IN, Chosen, Columns, find_header, likely_header
from shops.importing.looks import Look
from shops.importing.rows import Notice, Reading, SourceRow

if TYPE_CHECKING:
    from openpyxl import Workbook  # heavy (content.workbooks)

_WIDEST_HEADER = 256  # columns in which the header is sought
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
Find = Callable[[Sequence[Sequence[str]]], tuple[int, Columns]]
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def read_xlsx(path: Path, chosen: Chosen | None = None) -> Reading:
    """The first sheet of `path` that has a header; numbers become text as a person reads them, formulas their last result.
    chosen: what its columns hold, when somebody said so.

    `total` counts the rows that the sheet writes, blank ones too: good for a progress bar.
    Raises BrokenFile: no workbook, cut off, too large once unzipped, or no sheet with a header.
    """
    check_archive(path)
    with workbook(path) as book:
        title, skipped, columns = _first_sheet(book, lambda rows: find_header(rows, chosen))[:3]
        rows, formulas = _scan(path, book[title])
    told = _rows(path, title, skipped, columns, formulas)
    return Reading("xlsx", max(rows - skipped, 0), told, headers=columns.headers, unknown_columns=columns.unknown, told=columns.told())


def look_at_xlsx(path: Path) -> Look:
    """The header and the first rows under it, of the first sheet that has one. Raises BrokenFile."""
    check_archive(path)
    with workbook(path) as book:
        _title, skipped, columns, rows = _first_sheet(book, likely_header)
    return Look(columns, [row for row in rows[skipped:] if any(row)])


def _first_sheet(book: "Workbook", find: Find) -> tuple[str, int, Columns, list[list[str]]]:
    """Of the first sheet with a header its title, the number of rows up to and with it, its columns, and its first rows. Raises BrokenFile."""
    refusal = BrokenFile("De werkmap heeft geen enkel blad met rijen.")
    for sheet in book.worksheets:
        rows = [[text_of(cell) for cell in cells] for cells in islice(cells_of(sheet, _WIDEST_HEADER), HEADER_SEARCHED_IN)]
        if not any(any(row) for row in rows):
            continue
        try:
            index, columns = find(rows)
        except BrokenFile as error:
            refusal = error
            continue
        return sheet.title, index + 1, columns, rows
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
    with workbook(path) as book:
        if not formulas:
            yield from _source_rows(cells_of(book[title], width), repeat(()), skipped, columns)
            return
        with workbook(path, results=False) as written:
            yield from _source_rows(cells_of(book[title], width), cells_of(written[title], width), skipped, columns)


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
