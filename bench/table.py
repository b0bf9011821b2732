"""A table of what was measured: one row for each thing that was held against another, in the same run."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

MARK = {True: "met", False: "MISSED", None: ""}


@dataclass(frozen=True)
class Row:
    """what: "shop page, cached". ours and theirs: in `unit`; `measure` says what theirs is, both empty where nothing stands beside it.

    ratio: the median of those of the rounds, which is not always ours / theirs. bar: the most that the ratio may be (of `ours`, where
    there is no ratio), or the least when `is_least`. note: what a reader must know to read the figure.
    """

    part: str
    what: str
    ours: float
    unit: str
    measure: str = ""
    theirs: float | None = None
    ratio: float | None = None
    bar: float | None = None
    is_least: bool = False
    note: str = ""

    @property
    def seen(self) -> float:
        return self.ours if self.ratio is None else self.ratio

    def is_met(self) -> bool | None:
        """None where there is no bar."""
        if self.bar is None:
            return None
        return self.seen >= self.bar if self.is_least else self.seen <= self.bar

    def distance(self) -> str:
        """How far beyond its bar, in words; "" when it is met or has none."""
        if self.is_met() is not False:
            return ""
        assert self.bar is not None
        return f"{abs(self.seen / self.bar - 1):.0%} beyond"


def read(path: Path) -> list[Row]:
    if not path.exists():
        return []
    return [Row(**json.loads(line)) for line in path.read_text().splitlines()]


def write(path: Path, rows: Iterable[Row]) -> None:
    """These and no others."""
    path.unlink(missing_ok=True)
    keep(path, rows)


def keep(path: Path, rows: Iterable[Row]) -> None:
    """One JSON line each, behind those that are there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in rows)


def show(rows: Sequence[Row]) -> None:
    """A table in Markdown, as README.md has it."""
    lines = [HEAD, RULE, *(line_of(row) for row in rows)]
    bars = [row for row in rows if row.is_met() is not None]
    met = sum(bool(row.is_met()) for row in bars)
    sys.stdout.write("\n".join([*lines, "", f"{met} of {len(bars)} bars met", ""]))


HEAD = "| part | what | ours | measure | theirs | ratio | bar | |"
RULE = "|---|---|--:|---|--:|--:|--:|---|"


def line_of(row: Row) -> str:
    verdict = " ".join(filter(None, [MARK[row.is_met()], row.distance(), row.note]))
    theirs = "" if row.theirs is None else figure(row.theirs)
    ratio = "" if row.ratio is None else figure(row.ratio)
    bar = "" if row.bar is None else f"{'≥' if row.is_least else '≤'} {figure(row.bar)}"
    return f"| {row.part} | {row.what} | {figure(row.ours)} {row.unit} | {row.measure} | {theirs} | {ratio} | {bar} | {verdict} |"


def figure(number: float) -> str:
    """Three digits that say something: 0.00812, 1.24, 17.3, 113,833."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
