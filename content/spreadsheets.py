"""Lists for a spreadsheet, as CSV and XLSX. No cell can start a formula, whoever wrote what stands in it (OWASP, CSV Injection)."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold

Cell = str | int


def harmless(cell: str) -> str:
    """A cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def written(cell: Cell) -> Cell:
    """A number as it is, anything else as harmless text."""
    return cell if isinstance(cell, int) else harmless(UNWRITABLE.sub("", str(cell)))


def as_csv(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark in front and semicolons, as a Belgian spreadsheet opens it."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerows([written(cell) for cell in row] for row in (header, *rows))
    return stream.getvalue().encode("utf-8-sig")


def as_xlsx(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet; texts are stored as texts."""
    from openpyxl import Workbook  # heavy, and seldom asked for
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    for row in (header, *rows):
        sheet.append([text_cell(WriteOnlyCell(sheet, written(cell))) for cell in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def text_cell(cell: Any) -> Any:
    """The same; what openpyxl would take for a formula, an error or a date is a text."""
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


def download(name: str, ending: str, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The file as an answer. ending: "csv" or "xlsx"."""
    response = HttpResponse(WRITERS[ending](header, rows), content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
