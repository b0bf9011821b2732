"""The questions of a preview as a form: what each row is, and what all rows of a kind are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shops.import_screens.showing import Line
from shops.importing.doubts import NEAR, NEW, NUMBER, SAME, SEVERAL, SKIP, Ruling
from shops.models import ImportBatch, ImportRow

KINDS = {
    SEVERAL: _("Lijkt op meer dan één winkel"),
    NUMBER: _("Vestigingsnummer van een winkel met een andere naam"),
    NEAR: _("Lijkt op een winkel in de buurt"),
}
WORDS = {SAME: _("dezelfde winkel"), NEW: _("een nieuwe winkel"), SKIP: _("overslaan")}
FOR_ALL = {SAME: _("telkens dezelfde winkel"), NEW: _("telkens een nieuwe winkel"), SKIP: _("telkens overslaan")}
ROW, ALL = "rij", "soort"  # how the names of the boxes begin


@dataclass(frozen=True)
class Choice:
    """A box: its name, what stands beside it, and (value, words, is chosen) of what one may choose."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Question:
    """line: where the row stands, what it is called and what it is like. taken_for: what it is now, in words."""

    line: Line
    taken_for: str
    choice: Choice


def questions(rows: Iterable[ImportRow], lines: Iterable[Line], rulings: Mapping[str, Ruling]) -> list[Question]:
    """rulings: by line. A row about a shop that is not theirs any more asks nothing."""
    return [
        Question(line, str(WORDS[row.doubt["what"]]), choice_of(row, rulings.get(row.line)))
        for row, line in zip(rows, lines, strict=True)
        if row.doubt and line.text
    ]


def choice_of(row: ImportRow, ruling: Ruling | None) -> Choice:
    same = [(f"{SAME}:{shop['pk']}", gettext("dezelfde winkel als %(shop)s") % {"shop": shop["words"]}) for shop in row.doubt["shops"]]
    options = [("", gettext("zoals voorgesteld")), *same, (NEW, str(WORDS[NEW])), (SKIP, str(WORDS[SKIP]))]
    said = written(ruling)
    label = gettext("Wat is %(line)s, %(name)s?") % {"line": row.line, "name": row.name}
    return Choice(f"{ROW}-{row.pk}", label, [(value, words, value == said) for value, words in options])


def choices_for_all(kinds: Iterable[str], rulings: Mapping[str, Ruling]) -> list[Choice]:
    """A box per kind of question that there is."""
    found = set(kinds)
    return [
        Choice(
            f"{ALL}-{kind}",
            str(label),
            [(value, str(words), value == written(rulings.get(kind))) for value, words in {"": _("per rij kiezen"), **FOR_ALL}.items()],
        )
        for kind, label in KINDS.items()
        if kind in found
    ]


def written(ruling: Ruling | None) -> str:
    if ruling is None:
        return ""
    return f"{SAME}:{ruling.shop}" if ruling.shop else ruling.what


def read(sent: Mapping[str, str]) -> tuple[dict[int, Ruling | None], dict[str, Ruling | None]]:
    """What was sent, by key of the row and by kind; what is no choice is left out."""
    rows: dict[int, Ruling | None] = {}
    kinds: dict[str, Ruling | None] = {}
    for name, value in sent.items():
        about, _dash, key = name.partition("-")
        what, _colon, shop = value.partition(":")
        if (value and what not in WORDS) or (shop and not is_key(shop)):
            continue
        ruling = Ruling(what, int(shop) if shop else None) if value else None
        if about == ROW and is_key(key):
            rows[int(key)] = ruling
        elif about == ALL and key in KINDS and not shop:
            kinds[key] = ruling
    return rows, kinds


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


def kinds_asked(batch: ImportBatch) -> set[str]:
    return set(batch.rows.filter(kind=ImportRow.Kind.QUESTION).order_by().values_list("doubt__kind", flat=True).distinct())
