"""Lists for a spreadsheet, as CSV and XLSX. No cell can start a formula, whoever wrote what stands in it (OWASP, CSV Injection)."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold

ROWS_AT_ONCE = 500
Answer = TypeVar("Answer", bound=HttpResponseBase)

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


def csv_in_pieces(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same, some hundreds of rows at a time: a long list leaves while it is still being read."""
    yield as_csv(header, [])
    for some in batched(rows, ROWS_AT_ONCE):
        yield as_csv(some[0], some[1:]).removeprefix(BOM_UTF8)


def batched(rows: Iterable[Sequence[Cell]], size: int) -> Iterator[list[Sequence[Cell]]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def as_xlsx(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet; texts are stored as texts."""
    from openpyxl import Workbook  # heavy, and seldom asked for
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    for row in (header, *rows):
        sheet.append([text_cell(WriteOnlyCell(sheet, cell)) if seems_more(cell) else None if cell == "" else cell for cell in map(written, row)])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def seems_more(cell: Cell) -> bool:
    """Whether openpyxl would take a text for a formula or an error ("#N/A"); for a cell of its own, which takes three times as long."""
    return isinstance(cell, str) and cell.startswith(("=", "#"))


def text_cell(cell: Any) -> Any:
    cell.data_type = "s"
    return cell


TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


def download(name: str, ending: str, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The file as an answer. ending: "csv" or "xlsx"."""
    return named(HttpResponse(WRITERS[ending](header, rows), content_type=TYPES[ending]), f"{name}.{ending}")


def streamed_csv(name: str, header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """A list of any length as an answer."""
    return named(StreamingHttpResponse(csv_in_pieces(header, rows), content_type=TYPES["csv"]), f"{name}.csv")


def named(response: Answer, file_name: str) -> Answer:
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
