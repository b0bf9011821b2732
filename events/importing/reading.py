"""Open a file of events: what it holds decides what it is, not what it is called."""

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from content.tables import DELIMITERS, LAST, BrokenFile, detect, encoding_of, filled, megabytes, opened, records
from content.workbooks import cells_of, check_archive, text_of, workbook
from events.importing.entries import LARGEST, MOST_ENTRIES

CALENDAR, TABLE, WORKBOOK = "ics", "csv", "xlsx"
WIDEST = 40  # columns
UNPACKED, AT_ONCE = 10 * LARGEST, 2 * LARGEST  # bytes of a workbook: sheets are read row by row, its texts as a whole
MOST_SHEETS, MOST_ROWS = 5, 4 * MOST_ENTRIES  # that are looked at, blank ones too
SAMPLE = 200  # rows by which a delimiter is chosen
SAMPLE_SIGNS = 256 * 1024
TOO_WIDE = "De tabel heeft meer dan 40 kolommen. Laat weg wat niet nodig is."
NO_LIST = "Dit is geen agenda (.ics) en geen lijst (.csv of .xlsx)."
NO_TEXT = "Dit bestand is beschadigd, of het is geen lijst. Bewaar je lijst opnieuw als .ics, .csv of .xlsx."
MISNAMED = "Dit bestand heet .ics, maar er staat geen agenda in. Haal het opnieuw uit je agenda."
STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")  # signs that nobody types
FEW_STRANGE, OF_STRANGE = 5, 0.01  # that a text may have, and of its signs
NO_ROWS = "Er staat geen enkele rij in dit bestand. Kijk na of je het juiste hebt."

Row = tuple[int, list[str]]  # its number, counted from 1 as a spreadsheet does, and its cells


def format_of(content: bytes, name: str = "") -> str:
    """CALENDAR, TABLE or WORKBOOK. name: of the file, may be "". Raises BrokenFile for what is too large or something else."""
    if len(content) > LARGEST:
        raise BrokenFile(f"Dit bestand is {megabytes(len(content))} groot, meer dan {megabytes(LARGEST)}. Deel het op.")
    with on_disk(content) as path:
        found = detect(path)
        if found == "json":
            raise BrokenFile(NO_LIST)
        if found == WORKBOOK:
            return WORKBOOK
        with opened(path, encoding_of(path)) as stream:
            start = stream.read(SAMPLE_SIGNS)
    if start.lstrip("\ufeff \t\r\n")[:7].upper() == "BEGIN:V":
        return CALENDAR
    refuse_no_text(start)
    if name.lower().endswith(".ics"):
        raise BrokenFile(MISNAMED)
    return TABLE


def refuse_no_text(text: str) -> None:
    """Raises BrokenFile for the bytes of a picture, a program or a broken disk."""
    strange = sum(1 for _sign in STRANGE.finditer(text))
    if strange > FEW_STRANGE and strange > len(text) * OF_STRANGE:
        raise BrokenFile(NO_TEXT)


def text_of_file(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Windows code page."""
    with on_disk(content) as path, opened(path, encoding_of(path)) as stream:
        return stream.read()


def rows_of(content: bytes, format: str) -> list[Row]:
    """The filled rows, MOST_ENTRIES and one more at most, so that the caller sees that there are too many. Raises BrokenFile."""
    with on_disk(content) as path:
        found = list(islice(workbook_rows(path) if format == WORKBOOK else text_rows(path), MOST_ENTRIES + 1))
    if not found:
        raise BrokenFile(NO_ROWS)
    if any(len(cells) > WIDEST for _number, cells in found):
        raise BrokenFile(TOO_WIDE)
    return found


@contextmanager
def on_disk(content: bytes) -> Iterator[Path]:
    """As the readers want it."""
    with tempfile.NamedTemporaryFile(prefix="ikl-agenda-") as copy:
        copy.write(content)
        copy.flush()
        yield Path(copy.name)


def text_rows(path: Path) -> Iterator[Row]:
    """Raises BrokenFile when a quote is opened and never closed."""
    encoding = encoding_of(path)
    with opened(path, encoding) as stream:
        told, delimiter = layout(stream.read(SAMPLE_SIGNS))
    record: list[str] = []
    with opened(path, encoding) as stream:
        for number, record in enumerate(records(chain(stream, [LAST]), delimiter), start=1):
            if number > told and filled(record) and record != [LAST]:
                yield number, cut_off(record)
    if record != [LAST]:
        raise BrokenFile(f"In rij {number} gaat een aanhalingsteken open dat nergens sluit; de rest van het bestand is zo niet te lezen.")


def layout(sample: str) -> tuple[int, str]:
    """(rows that only say what the delimiter is, the delimiter): the one that cuts most rows into equally many cells."""
    if sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS:
        return 1, sample[4]
    return 0, max(DELIMITERS, key=lambda choice: evenness(sample, choice))


def evenness(sample: str, delimiter: str) -> tuple[int, int]:
    """(how many rows are as wide as most and wider than one, that width)."""
    widths = [len(record) for record in islice(records(io.StringIO(sample, newline=""), delimiter), SAMPLE) if filled(record)]
    common = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(common) if common > 1 else 0), common


def cut_off(record: list[str]) -> list[str]:
    """Without empty cells at its end."""
    while record and not record[-1].strip():
        record = record[:-1]
    return record


def workbook_rows(path: Path) -> Iterator[Row]:
    """Of the first sheet that has any, however many blank ones a workbook claims to have."""
    check_archive(path, unpacked=UNPACKED, at_once=AT_ONCE)
    with workbook(path) as book:
        for sheet in book.worksheets[:MOST_SHEETS]:
            is_filled = False
            for number, cells in enumerate(islice(cells_of(sheet, WIDEST + 1), MOST_ROWS), start=1):
                texts = cut_off([text_of(cell) for cell in cells])
                if filled(texts):
                    is_filled = True
                    yield number, texts
            if is_filled:
                return
