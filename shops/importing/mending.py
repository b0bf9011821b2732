"""A file of refused rows, to mend and send again: the rows as they came, and in a last column which row each was and why it was refused.

The title of that column says which import the rows are of. So the file is known again whatever it is called by then, and nobody takes it for
the whole list: what is not in it is not gone.
"""

import re
from collections.abc import Iterable, Sequence

_ROW = re.compile(r"\s*(rij \d{1,9}):")
_TITLE = re.compile(r"\s*waarom \[import (\d{1,18})\]\s*", re.IGNORECASE)


def title(import_key: int) -> str:
    return f"waarom [import {import_key}]"


def is_our_column(header: str) -> bool:
    return _TITLE.fullmatch(header) is not None


def mended_import(headers: Iterable[str]) -> int | None:
    """The key of the import of which a file with these headers has the refused rows; None for any other file."""
    return next((int(found[1]) for header in headers if (found := _TITLE.fullmatch(header))), None)


def why(line: str, reason: str) -> str:
    """What stands behind a row: "rij 12: Geen naam"."""
    return f"{line}: {reason}"


def our_column(headers: Iterable[str]) -> int | None:
    return next((index for index, header in enumerate(headers) if is_our_column(header)), None)


def line_in(cells: Sequence[str], column: int | None) -> str:
    """Which row of the earlier file this one is, "rij 12"; "" when it does not say. column: as `our_column` gives it."""
    found = _ROW.match(cells[column]) if column is not None and column < len(cells) else None
    return found[1] if found else ""


def table(headers: Sequence[str], rows: Sequence[tuple[Sequence[str], str]], import_key: int) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the file. rows: cells, and why they were refused. A column of ours from the last time gives way to the new one."""
    kept = [index for index, header in enumerate(headers) if not is_our_column(header)]
    kept += range(len(headers), max((len(cells) for cells, _ in rows), default=0))
    named = [headers[index] if index < len(headers) else "" for index in kept]
    body = [[*(cells[index] if index < len(cells) else "" for index in kept), why] for cells, why in rows]
    return [*named, title(import_key)], body
