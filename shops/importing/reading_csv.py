"""Read a table as text: semicolons, commas or tabs, UTF-8 or the Windows code page, as Belgian spreadsheets save it."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from shops.importing.columns import HEADER_SEARCHED_IN, Columns, find_header, recognise
from shops.importing.rows import BrokenFile, Reading, SourceRow

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 256 * 1024  # characters in which the header and the delimiter are sought
_LAST = "\x1eend\x1e"  # a line of our own after the last: inside quotes that were never closed it is swallowed


def read_csv(path: Path) -> Reading:
    """The table in `path`; `total` is exact. Raises BrokenFile without a header with a name, or with quotes that stay open."""
    encoding = encoding_of(path)
    with _open(path, encoding) as stream:
        sample = stream.read(_SAMPLE)
    delimiter, skipped, columns = _layout(sample)
    total = _count(path, encoding, delimiter, skipped)
    return Reading("csv", total, _rows(path, encoding, delimiter, skipped, columns), unknown_columns=columns.unknown)


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


def _open(path: Path, encoding: str) -> io.TextIOWrapper:
    return path.open(encoding=encoding, errors="replace", newline="")


def _layout(sample: str) -> tuple[str, int, Columns]:
    """The delimiter, how many rows stand up to and with the header, and the columns. Raises BrokenFile."""
    told = sample[4:5] if sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS else ""
    delimiter = told or max(DELIMITERS, key=lambda choice: _columns_found(_first_rows(sample, choice)))
    index, columns = find_header(_first_rows(sample, delimiter))
    return delimiter, index + 1, columns


def _first_rows(sample: str, delimiter: str) -> list[list[str]]:
    return list(islice(_records(io.StringIO(sample, newline=""), delimiter), HEADER_SEARCHED_IN))


def _columns_found(rows: list[list[str]]) -> int:
    return max((len(recognise(row).facts) for row in rows), default=0)


def _records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Every record, blank ones as well (a spreadsheet counts them). Raises BrokenFile for a cell of over 128 kB."""
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        where = f"Rond regel {reader.line_num} is de tabel niet te lezen"
        raise BrokenFile(f"{where}: een cel is veel te lang. Staat er een aanhalingsteken open?") from error


def _count(path: Path, encoding: str, delimiter: str, skipped: int) -> int:
    """How many filled records follow the header. Raises BrokenFile when a quote is opened and never closed."""
    total = number = 0
    record: list[str] = []
    with _open(path, encoding) as stream:
        for number, record in enumerate(_records(chain(stream, [_LAST]), delimiter), start=1):
            total += number > skipped and _filled(record)
    if record != [_LAST]:
        raise BrokenFile(f"In rij {number} gaat een aanhalingsteken open dat nergens sluit; de rest van het bestand is zo niet te lezen.")
    return total - (number > skipped)


def _rows(path: Path, encoding: str, delimiter: str, skipped: int, columns: Columns) -> Iterator[SourceRow]:
    with _open(path, encoding) as stream:
        for number, record in enumerate(_records(stream, delimiter), start=1):
            if number > skipped and _filled(record):
                yield columns.row(record, f"rij {number}")


def _filled(record: list[str]) -> bool:
    return any(cell.strip("\x00\ufeff \t\r\n") for cell in record)
