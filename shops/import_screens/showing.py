"""What the screens show of an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from municipalities.rights import Reach
from shops.differences import Difference, stored_difference
from shops.importing import liveliness, mending
from shops.importing.batches import has_stopped
from shops.models import ImportBatch, ImportRow

State = ImportBatch.State
Kind = ImportRow.Kind
TITLES = {
    Kind.NEW: _("Nieuw"),
    Kind.CHANGED: _("Gewijzigd"),
    Kind.QUESTION: _("Te beslissen"),
    Kind.REFUSED: _("Geweigerd"),
    Kind.DUPLICATE: _("Dubbel"),
    Kind.GONE: _("Verdwenen uit de bron"),
    Kind.DOUBT: _("Na te kijken"),
    Kind.AS_BEFORE: _("Toch niet gewijzigd"),
    Kind.KEPT: _("Gebleven"),
}
COUNTED = (("new", _("nieuw")), ("changed", _("gewijzigd")), ("unchanged", _("ongewijzigd")), ("duplicates", _("dubbel")))
BESIDE = (
    ("suppressed", _("op vraag weggelaten")),
    ("skipped", _("overgeslagen")),
    ("refused", _("geweigerd")),
    ("vanished", _("verdwenen uit de bron")),
)
ALWAYS = frozenset(["new", "changed"])
OTHERWISE = "anders"
ELSEWHERE = _("een winkel die nu van een andere gemeente is")
STAGES = {"lezen": _("Het bestand lezen"), "bewaren": _("Winkels invoeren"), "terugzetten": _("Terugzetten"), "openingsuren": _("Openingsuren")}


@dataclass(frozen=True)
class Tab:
    """One kind of rows to look at. key: as in the address."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Count:
    """count: of the import. foretold: of its preview, when that was another number."""

    name: str
    count: int
    foretold: int | None


@dataclass(frozen=True)
class Progress:
    """words: how far it is. done and total: None when there is no telling. has_stopped: nobody is at it any more."""

    words: str
    done: int | None
    total: int | None
    has_stopped: bool


@dataclass(frozen=True)
class Line:
    """line: where it stands in the file. shop: key of the shop to go to, when there is one. is_new: there is no "was"."""

    line: str
    name: str
    text: str
    shop: int | None
    differences: list[Difference]
    is_new: bool = False


def counts(batch: ImportBatch) -> list[Count]:
    """Of the import, or of its preview as long as there is none; what is nothing is left out, but for what is new and what changes."""
    told = batch.counts or batch.foretold
    foretold = batch.foretold if batch.counts else {}
    return [
        Count(str(name), told[key], foretold[key] if key in foretold and foretold[key] != told[key] else None)
        for key, name in (*COUNTED, *BESIDE)
        if told.get(key) or (key in told and key in ALWAYS) or foretold.get(key)
    ]


def tabs(batch: ImportBatch, kinds: dict[str, int], differing: int) -> list[Tab]:
    """kinds: how many rows there are of each kind."""
    found = [Tab(kind, str(title), kinds[kind]) for kind, title in TITLES.items() if kinds.get(kind)]
    return [Tab(OTHERWISE, str(_("Anders dan voorzien")), differing), *found] if differing else found


def lines(rows: Iterable[ImportRow], far: Reach) -> list[Line]:
    """far: how far reaches who looks. Reads `shop`, so select it along."""
    return [line_of(row) if row.shop is None or far.writes(row.shop.municipality_id) else line_elsewhere(row) for row in rows]


def line_of(row: ImportRow) -> Line:
    return Line(row.line, row.name, row.text, row.shop_id, [stored_difference(change) for change in row.changes], row.kind == Kind.NEW)


def line_elsewhere(row: ImportRow) -> Line:
    """Of a shop that is not theirs any more: where the row stood, and nothing about the shop."""
    return Line(row.line, str(ELSEWHERE), "", None, [])


def progress(batch: ImportBatch, at: datetime) -> Progress:
    sign = liveliness.last_sign(batch.pk) if batch.claim else None
    if has_stopped(batch, at):
        return Progress(str(_("De verwerking is onderweg gestopt.")), None, None, True)
    if sign is None:
        return Progress(str(_("Nog even wachten: er wordt eerst iets anders verwerkt.")), None, None, False)
    stage = str(STAGES.get(sign.stage, _("Bezig")))
    if not sign.total:
        return Progress(stage, None, None, False)
    done = min(sign.done, sign.total)
    return Progress(str(_("%(stage)s: %(done)s van %(total)s") % {"stage": stage, "done": done, "total": sign.total}), done, sign.total, False)


def state_in_words(batch: ImportBatch, at: datetime) -> str:
    """As people call it: a step at which nobody is any more has failed."""
    return str(State.FAILED.label) if has_stopped(batch, at) else str(batch.get_state_display())


def refused_table(batch: ImportBatch, rows: Iterable[ImportRow]) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a file to mend. Of a map, which has no columns, it says which row and why."""
    if batch.headers:
        return mending.table(batch.headers, [(row.cells, mending.why(row.line, row.text)) for row in rows], batch.pk)
    told = [([row.line.removeprefix("rij "), row.name], row.text) for row in rows]
    return mending.table([gettext("rij"), gettext("naam")], told, batch.pk)
