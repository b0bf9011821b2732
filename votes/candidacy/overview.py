"""What the municipality sees of what was sent in: lists, one submission with all that is known of it, and files for a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from municipalities.rights import Reach
from votes.candidacies import DECIDED, MENDED, MODELS, AnySubmission, State, of_the_shop
from votes.candidacy.taking_back import TAKEN_BACK
from votes.models import Application, Nomination

SEEN = (State.WAITING, State.APPROVED, State.REFUSED, State.WITHDRAWN)  # nobody sees what is not confirmed


@dataclass(frozen=True)
class Tab:
    """A state to narrow the list by. is_shown: whether it is this one."""

    state: str
    label: str
    count: int
    is_shown: bool


@dataclass(frozen=True)
class Happened:
    """A line of the history of a submission. changes: (what, was, becomes)."""

    at: datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...] = ()


def seen_by(far: Reach, model: type[AnySubmission]) -> QuerySet:
    """What was confirmed, of the municipalities within reach."""
    rows = model.objects.filter(state__in=SEEN)
    return rows if far.everywhere else rows.filter(round__municipality__in=far.written)


def listed(rows: QuerySet) -> QuerySet:
    """For a list: longest waiting first, and `voices`, how many nominated the shop in this round."""
    same = Nomination.objects.filter(round=OuterRef("round"), shop=OuterRef("shop"), confirmed_at__isnull=False)
    counted = same.order_by().values("shop").annotate(number=Count("pk")).values("number")
    related = rows.select_related("shop__category", "round__municipality", "round__edition").defer("email")
    return related.annotate(voices=Coalesce(Subquery(counted), 0)).order_by("-round__edition__year", "confirmed_at", "pk")


def tabs(rows: QuerySet, shown: str) -> list[Tab]:
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    return [Tab(state, str(State(state).label), counts.get(state, 0), state == shown) for state in SEEN]


def others(submission: AnySubmission) -> list[AnySubmission]:
    """What else was sent in about this shop in this round."""
    found = [one for rows in of_the_shop(submission) for one in rows.filter(state__in=SEEN)]
    return [one for one in found if (type(one), one.pk) != (type(submission), submission.pk)]


def history(submission: AnySubmission) -> list[Happened]:
    """What editors did to it, the last first."""
    kind = ContentType.objects.get_for_model(submission, for_concrete_model=False)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id=str(submission.pk), action__in=[MENDED, TAKEN_BACK, *DECIDED.values()])
    return [happened(entry) for entry in entries.select_related("user").order_by("-timestamp", "-pk")]


def happened(entry: ModelLogEntry) -> Happened:
    was, becomes = entry.data.get("was", {}), entry.data.get("becomes", {})
    changes = tuple((label, was[name], becomes.get(name, "")) for name, label in labels().items() if name in was)
    return Happened(entry.timestamp, str(entry.user or _("Iemand")), sentences()[entry.action], changes)


def labels() -> dict[str, str]:
    return {"pitch": _("Tekst"), "supports": _("Club of goed doel")}


def sentences() -> dict[str, str]:
    """By the action of the audit log."""
    decided = {State.APPROVED: _("keurde dit goed"), State.REFUSED: _("weigerde dit"), State.WITHDRAWN: _("trok dit in op vraag van de winkel")}
    return {MENDED: _("verbeterde de tekst"), TAKEN_BACK: _("nam de goedkeuring terug")} | {DECIDED[state]: words for state, words in decided.items()}


# -- a file for a spreadsheet


def header() -> list[str]:
    return [
        *(_("jaar"), _("gemeente"), _("winkel"), _("soort"), _("stand"), _("tekst"), _("club of goed doel"), _("voordrachten")),
        *(_("bevestigd"), _("beslist"), _("reden")),
    ]


def lines(far: Reach) -> Iterable[Sequence[str | int]]:
    """All that was sent in and confirmed, without who sent it in."""
    return (line(one) for model in MODELS for one in listed(seen_by(far, model)))


def line(one: Any) -> Sequence[str | int]:
    facts = (one.round.edition.year, one.round.municipality.name, one.shop.name, str(one._meta.verbose_name), one.get_state_display())
    told = (one.pitch, one.supports if isinstance(one, Application) else "", one.voices)
    return (*facts, *told, day(one.confirmed_at), day(one.decided_at), one.reason)


def day(at: datetime | None) -> str:
    return date_format(localtime(at), "Y-m-d") if at else ""
