"""Read a table as text: semicolons, commas or tabs, UTF-8 or the Windows code page, as Belgian spreadsheets save it."""

import io
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from content.tables import DELIMITERS, LAST, BrokenFile, encoding_of, filled, opened, records
from shops.importing.columns import HEADER_SEARCHED_IN, Chosen, Columns, find_header, likely_header, recognise
from shops.importing.looks import Look
from shops.importing.rows import Reading, SourceRow

_SAMPLE = 256 * 1024  # characters in which the header and the delimiter are sought


def read_csv(path: Path, chosen: Chosen | None = None) -> Reading:
    """The table in `path`; `total` is exact. chosen: what its columns hold, when somebody said so.

    Raises BrokenFile without a header with a name, or with quotes that stay open.
    """
    encoding = encoding_of(path)
    sample = _sample(path, encoding)
    delimiter = _delimiter(sample, chosen)
    index, columns = find_header(_first_rows(sample, delimiter), chosen)
    total = _count(path, encoding, delimiter, index + 1)
    rows = _rows(path, encoding, delimiter, index + 1, columns)
    return Reading("csv", total, rows, headers=columns.headers, unknown_columns=columns.unknown, told=columns.told())


def look_at_csv(path: Path) -> Look:
    """The header and the first rows under it. Raises BrokenFile when no row looks like a header."""
    sample = _sample(path, encoding_of(path))
    rows = _first_rows(sample, _delimiter(sample))
    index, columns = likely_header(rows)
    return Look(columns, [row for row in rows[index + 1 :] if filled(row)])


def _sample(path: Path, encoding: str) -> str:
    with opened(path, encoding) as stream:
        return stream.read(_SAMPLE)


def _delimiter(sample: str, chosen: Chosen | None = None) -> str:
    told = sample[4:5] if sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS else ""
    return told or max(DELIMITERS, key=lambda choice: _columns_found(_first_rows(sample, choice), chosen))


def _first_rows(sample: str, delimiter: str) -> list[list[str]]:
    return list(islice(records(io.StringIO(sample, newline=""), delimiter), HEADER_SEARCHED_IN))


def _columns_found(rows: list[list[str]], chosen: Chosen | None) -> int:
    if chosen is not None:
        return max((len(row) for row in rows if chosen.stands_in(row)), default=0)
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
