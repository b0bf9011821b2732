"""The first rows of a table, before anybody said what its columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.tables import one_line
from shops.importing.columns import Columns, titles

_SAMPLES = 3
_LONGEST = 60  # characters


@dataclass(frozen=True)
class Look:
    """columns: what its header seems to say. rows: some of those under it."""

    columns: Columns
    rows: Sequence[Sequence[str]]

    @property
    def headers(self) -> tuple[str, ...]:
        return titles(self.columns.headers)

    def samples(self, index: int) -> list[str]:
        """A few different values of a column."""
        filled = (one_line(row[index]) for row in self.rows if index < len(row))
        return list(dict.fromkeys(text[:_LONGEST] for text in filled if text))[:_SAMPLES]
