"""What an import did, for people and for programs."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from shops.importing.rows import NOT_A_BUSINESS, Refusal

COUNTS = ("read", "new", "changed", "unchanged", "duplicates", "suppressed", "skipped", "refused", "vanished")
SHOWN = 50  # refusals and remarks in the report for people; programs get all refusals


class Remark(NamedTuple):
    """Something to look at in a row that was not refused. line: "rij 12" or "node/123"; fact: "phone", "" for the whole row; Dutch text."""

    line: str
    name: str
    fact: str
    text: str


@dataclass
class Report:
    """read = new + changed + unchanged + duplicates + suppressed + skipped + refused; vanished stands beside it.

    duplicates: rows that are a shop which stands in the file already. suppressed: rows of shops whose owner asked to stay away.
    skipped: rows that somebody said to leave out.
    mended: of each row of a file of mended rows which row it was, "" where it does not say.
    told: facts of a shop for which the file has a column, None where each object tells all.
    vanished: numbers of this source and region that this file no longer has; renumbered: those among them whose shop it has under another.
    """

    source: str
    file_name: str
    format: str
    dry_run: bool = False
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    suppressed: int = 0
    skipped: int = 0
    vanished: int = 0
    renumbered: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headers: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    told: frozenset[str] | None = None
    mended: list[str] = field(default_factory=list)
    advice: str = ""

    @property
    def refused(self) -> int:
        return len(self.refusals)

    @property
    def mendable(self) -> int:
        """Refused rows that somebody can mend in the file; a school is none, however often it is sent."""
        return sum(refusal.reason != NOT_A_BUSINESS for refusal in self.refusals)

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in (*COUNTS, "renumbered")}

    def as_json(self) -> str:
        """One line."""
        refusals = [{"line": refusal.line, "name": refusal.name, "reason": refusal.reason, "text": refusal.text} for refusal in self.refusals]
        about = {"source": self.source, "file": self.file_name, "format": self.format, "dry_run": self.dry_run, "remarks": len(self.remarks)}
        return json.dumps(self.counts() | about | {"refusals": refusals}, ensure_ascii=False)

    def in_words(self) -> str:
        """The report in Dutch, several lines."""
        return "\n".join([*self._heading(), *self._refused(), *self._remarked()])

    def _heading(self) -> list[str]:
        begin = "Proefrit, er is niets veranderd. " if self.dry_run else ""
        lines = [
            f"{begin}{self.read} gelezen uit {self.file_name} ({self.source}): {self.new} nieuw, {self.changed} gewijzigd, "
            f"{self.unchanged} ongewijzigd, {self.duplicates} dubbel, {self.suppressed} op vraag weggelaten, "
            f"{self.refused} geweigerd{self._skipped()}.",
            f"{self.vanished} verdwenen uit de bron{self._renumbered()}.",
        ]
        if self.unknown_columns:
            lines.append(f"Kolommen die we niet gebruiken: {', '.join(self.unknown_columns)}.")
        return [*lines, self.advice] if self.advice else lines

    def _skipped(self) -> str:
        return f", {self.skipped} overgeslagen" if self.skipped else ""

    def _renumbered(self) -> str:
        return f", waarvan {self.renumbered} er onder een ander nummer nog in staan" if self.renumbered else ""

    def _refused(self) -> list[str]:
        lines = [f"  geweigerd: {row_words(refusal)}: {refusal.text}" for refusal in self.refusals[:SHOWN]]
        return [*lines, *more(self.refused - SHOWN, "geweigerd")]

    def _remarked(self) -> list[str]:
        lines = [f"  na te kijken: {row_words(remark)}: {remark.text}" for remark in self.remarks[:SHOWN]]
        return [*lines, *more(len(self.remarks) - SHOWN, "na te kijken")]

    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refusals)


def row_words(row: Refusal | Remark) -> str:
    return f"{row.line} {row.name}".strip()


def more(count: int, what: str) -> list[str]:
    return [f"  ... en nog {count} {what}"] if count > 0 else []
