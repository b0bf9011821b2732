"""Read a table as text: semicolons, commas or tabs, UTF-8 or the Windows code page, as Belgian spreadsheets save it."""

import io
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from content.tables import DELIMITERS, LAST, BrokenFile, encoding_of, filled, opened, records
from shops.importing.columns import HEADER_SEARCHED_IN, Columns, find_header, recognise
from shops.importing.rows import Reading, SourceRow

_SAMPLE = 256 * 1024  # characters in which the header and the delimiter are sought


def read_csv(path: Path) -> Reading:
    """The table in `path`; `total` is exact. Raises BrokenFile without a header with a name, or with quotes that stay open."""
    encoding = encoding_of(path)
    with opened(path, encoding) as stream:
        sample = stream.read(_SAMPLE)
    delimiter, skipped, columns = _layout(sample)
    total = _count(path, encoding, delimiter, skipped)
    return Reading("csv", total, _rows(path, encoding, delimiter, skipped, columns), unknown_columns=columns.unknown)


def _layout(sample: str) -> tuple[str, int, Columns]:
    """The delimiter, how many rows stand up to and with the header, and the columns. Raises BrokenFile."""
    told = sample[4:5] if sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS else ""
    delimiter = told or max(DELIMITERS, key=lambda choice: _columns_found(_first_rows(sample, choice)))
    index, columns = find_header(_first_rows(sample, delimiter))
    return delimiter, index + 1, columns


def _first_rows(sample: str, delimiter: str) -> list[list[str]]:
    return list(islice(records(io.StringIO(sample, newline=""), delimiter), HEADER_SEARCHED_IN))


def _columns_found(rows: list[list[str]]) -> int:
    return max((len(recognise(row).facts) for row in rows), default=0)


def _count(path: Path, encoding: str, delimiter: str, skipped: int) -> int:
    """How many filled records follow the header. Raises BrokenFile when a quote is opened and never closed."""
    total = number = 0
    record: list[str] = []
    with opened(path, encoding) as stream:
        for number, record in enumerate(records(chain(stream, [LAST]), delimiter), start=1):
            total += number > skipped and filled(record)
    if record != [LAST]:
        raise BrokenFile(f"In rij {number} gaat een aanhalingsteken open dat nergens sluit; de rest van het bestand is zo niet te lezen.")
    return total - (number > skipped)


def _rows(path: Path, encoding: str, delimiter: str, skipped: int, columns: Columns) -> Iterator[SourceRow]:
    with opened(path, encoding) as stream:
        for number, record in enumerate(records(stream, delimiter), start=1):
            if number > skipped and filled(record):
                yield columns.row(record, f"rij {number}")
