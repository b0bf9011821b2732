"""What the screens show of an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from content import steps
from content.spreadsheets import as_csv
from events.importing import facts
from events.importing.batches import has_stopped, key_of
from events.models import CalendarImport, CalendarImportRow

State = CalendarImport.State
Action = CalendarImportRow.Action
TITLES = {
    Action.NEW: _("Nieuw"),
    Action.CHANGED: _("Gewijzigd"),
    Action.REFUSED: _("Geweigerd"),
    Action.DOUBLE: _("Dubbel"),
    Action.SAME: _("Hetzelfde"),
    Action.GONE: _("Staat niet meer in het bestand"),
    Action.LEFT: _("Gebleven"),
}
COUNTED = (
    *(("new", _("nieuw")), ("changed", _("gewijzigd")), ("same", _("hetzelfde")), ("refused", _("geweigerd")), ("double", _("dubbel"))),
    *(("removed", _("weer weg")), ("restored", _("teruggezet")), ("left", _("gebleven"))),
)
ALWAYS = frozenset({"new", "changed", "refused"})
STAGES = {
    "vergelijken": _("Vergelijken"),
    "bewaren": _("Evenementen bewaren"),
    "bijwerken": _("Evenementen bijwerken"),
    "terugzetten": _("Terugzetten"),
}


@dataclass(frozen=True)
class Tab:
    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Difference:
    label: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Line:
    """number: "12" or "12 + 4". kept: names of facts that an editor changed by hand."""

    number: str
    title: str
    place: str
    when: str
    reason: str
    kept: str
    differences: list[Difference]
    event: int | None


@dataclass(frozen=True)
class Progress:
    """done and total: None when there is no telling. has_stopped: nobody is at it any more."""

    words: str
    done: int | None = None
    total: int | None = None
    has_stopped: bool = False


def counts(batch: CalendarImport) -> list[tuple[str, int]]:
    told = batch.counts or batch.foretold
    return [(str(name), told[key]) for key, name in COUNTED if told.get(key) or (key in told and key in ALWAYS)]


def sentences(batch: CalendarImport) -> list[str]:
    """What to know about the file as a whole."""
    told = batch.counts or batch.foretold
    found = list(batch.notes)
    events = sum(told.get(key, 0) for key in ("new", "changed", "same"))
    rows = told.get("rows", 0) - told.get("refused", 0) - told.get("double", 0)
    if rows > events > 0:
        words = gettext("%(rows)s rijen vertellen van %(events)s evenementen: wat dezelfde titel en plaats heeft, is één evenement op meer dagen.")
        found.append(words % {"rows": rows, "events": events})
    if past := told.get("past", 0):
        words = ngettext("%(count)s nieuw evenement is al voorbij.", "%(count)s nieuwe evenementen zijn al voorbij.", past)
        found.append(words % {"count": past})
    return found


def tabs(kinds: dict[str, int]) -> list[Tab]:
    """kinds: how many rows there are of each action."""
    return [Tab(action, str(title), kinds[action]) for action, title in TITLES.items() if kinds.get(action)]


def lines(rows: Iterable[CalendarImportRow], today: date) -> list[Line]:
    return [line(row, today) for row in rows]


def line(row: CalendarImportRow, today: date) -> Line:
    differences = [
        Difference(facts.label_of(one["fact"]), facts.in_words(one["fact"], one["was"], today), facts.in_words(one["fact"], one["becomes"], today))
        for one in row.changes
    ]
    kept = ", ".join(facts.label_of(fact) for fact in row.kept)
    return Line(number_of(row), row.title, row.place, row.when, row.reason, kept, differences, row.event_id)


def number_of(row: CalendarImportRow) -> str:
    if not row.number:
        return ""
    return f"{row.number} + {len(row.others)}" if row.others else str(row.number)


def progress(batch: CalendarImport, at: datetime) -> Progress:
    if has_stopped(batch, at):
        return Progress(gettext("De verwerking is onderweg gestopt."), has_stopped=True)
    sign = steps.last_sign(key_of(batch)) if batch.claim else None
    if sign is None:
        return Progress(gettext("Nog even wachten: er wordt eerst iets anders verwerkt."))
    stage = str(STAGES.get(sign.stage, _("Bezig")))
    if not sign.total:
        return Progress(stage)
    said = {"stage": stage, "done": min(sign.done, sign.total), "total": sign.total}
    return Progress(gettext("%(stage)s: %(done)s van %(total)s") % said, min(sign.done, sign.total), sign.total)


def state_in_words(batch: CalendarImport, at: datetime) -> str:
    """As people call it: a step at which nobody is any more has failed."""
    return str(State.FAILED.label) if has_stopped(batch, at) else str(batch.get_state_display())


def refused_file(rows: Iterable[CalendarImportRow]) -> bytes:
    """For a spreadsheet; no cell can start a formula."""
    header = [gettext("rij"), gettext("titel"), gettext("waarom")]
    return as_csv(header, ([row.number, row.title, row.reason] for row in rows))
