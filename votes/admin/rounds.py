"""Rounds at a glance: those within reach, grouped by what they need and how they stand."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from municipalities.rights import Reach
from votes.admin.moments import in_words, left
from votes.admin.screens import Page
from votes.glance import Glance, Need, glances
from votes.models import Edition, Round
from votes.querysets import RoundQuerySet

State = Round.State


@dataclass(frozen=True)
class Row:
    """A round as the list shows it. when: its next date in words. needs: what to do first, in words."""

    glance: Glance
    state: str
    when: str
    needs: list[str]


def visible(far: Reach) -> RoundQuerySet:
    """Those whose board somebody may see."""
    found: RoundQuerySet = Round.objects.select_related("edition", "municipality")
    return found if far.everywhere else found.filter(municipality__in=far.edited)


def rows_of(found: list[Round], at: datetime, *, of_province: bool) -> list[Row]:
    """of_province: whether the reader may know of a tie before the result is published."""
    return [Row(one, state_in_words(one.round, at), when(one.round, at), needs_in_words(one, of_province=of_province)) for one in glances(found, at)]


@dataclass(frozen=True)
class Group:
    """Rounds that stand alike. title: "Open, sluit over 3 weken"; of those that need somebody each row says its own state."""

    title: str
    rows: list[Row]
    needs: bool
    has_opened: bool


def groups_of(rows: list[Row], at: datetime) -> list[Group]:
    """What needs attention first, then by state, the nearest date first."""
    found: dict[tuple[bool, str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.glance.first_need, order_of(row.glance.round, at), row.glance.round.opens_at)):
        found.setdefault((bool(row.needs), *(("", "") if row.needs else (row.state, row.when))), []).append(row)
    return [group_of(key, of_group, at) for key, of_group in found.items()]


def group_of(key: tuple[bool, str, str], rows: list[Row], at: datetime) -> Group:
    needs, state, when_in_words = key
    rows = rows if needs else sorted(rows, key=lambda row: row.glance.round.municipality.name)
    title = gettext("Vraagt aandacht") if needs else ", ".join(filter(None, [state[:1].upper() + state[1:], when_in_words]))
    return Group(title, rows, needs, any(row.glance.round.opens_at <= at for row in rows))


def order_of(voting_round: Round, at: datetime) -> int:
    """Those in which people vote stand first, those that are over last."""
    order = (State.SCHEDULED, State.REVIEW, State.FROZEN, State.DRAFT, State.PUBLISHED, State.ARCHIVED, State.CANCELLED)
    return -1 if voting_round.is_open(at) else order.index(voting_round.state(at))


def state_in_words(voting_round: Round, at: datetime) -> str:
    state = voting_round.state(at)
    if voting_round.is_open(at):
        return gettext("open")
    if state == State.REVIEW and at >= voting_round.review_until:
        return gettext("klaar om te tellen")
    return str(state.label)


def when(voting_round: Round, at: datetime) -> str:
    """ "sluit over 3 dagen"; nothing once it is counted or cancelled."""
    state = voting_round.state(at)
    if state in (State.DRAFT, State.SCHEDULED) and at < voting_round.opens_at:
        return gettext("opent over %(time)s") % {"time": left(voting_round.opens_at, at)}
    if state == State.SCHEDULED:
        return gettext("sluit over %(time)s") % {"time": left(voting_round.closes_at, at)}
    if state == State.REVIEW and at < voting_round.review_until:
        return gettext("nazicht nog %(time)s") % {"time": left(voting_round.review_until, at)}
    return ""


def needs_in_words(one: Glance, *, of_province: bool) -> list[str]:
    tied = gettext("Gelijke stand: eerst beslist een lot, in het openbaar.")
    told = {
        Need.COUNT: gettext("Tel deze ronde."),
        Need.LOT: tied if of_province else gettext("Een tweede persoon maakt de uitslag bekend."),
        Need.PUBLISH: gettext("Een tweede persoon maakt de uitslag bekend."),
        Need.REVIEW: ngettext("%(count)s groep stemmen wacht op een oordeel.", "%(count)s groepen stemmen wachten op een oordeel.", one.undecided)
        % {"count": one.undecided},
        Need.MAILS: gettext("Veel mails komen niet aan."),
        Need.CANDIDATES: gettext("Minder dan twee kandidaten."),
    }
    return [told[need] for need in one.needs]


class RoundsView(Page):
    """All rounds of an edition within reach, what needs attention first."""

    template_name = "votes/admin/rounds.html"
    page_title = gettext_lazy("Rondes")

    def is_allowed(self) -> bool:
        return self.far.edits_somewhere

    @cached_property
    def editions(self) -> list[Edition]:
        return list(Edition.objects.filter(rounds__in=visible(self.far)).distinct())

    @cached_property
    def edition(self) -> Edition | None:
        """The one that the address asks for, else the one that people vote in or that is being counted, else the newest."""
        asked = self.request.GET.get("editie", "")
        running = visible(self.far).running(self.at).values_list("edition", flat=True).first()
        told = [one for one in self.editions if str(one.year) == asked] or [one for one in self.editions if one.pk == running] or self.editions
        return next(iter(told), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(visible(self.far).filter(edition=self.edition))
        rows = rows_of(found, self.at, of_province=self.far.everywhere)
        totals = {"votes": sum(row.glance.votes for row in rows), "waiting": sum(bool(row.needs) for row in rows)}
        told = {"groups": groups_of(rows, self.at), "edition": self.edition, "editions": self.editions, "totals": totals}
        return super().get_context_data(**kwargs) | told


def dates_of(voting_round: Round) -> list[tuple[str, str]]:
    """(what, when in words)."""
    names = ("opens_at", "closes_at", "review_until")
    return [(str(voting_round._meta.get_field(name).verbose_name), in_words(getattr(voting_round, name))) for name in names]  # type: ignore[union-attr]
