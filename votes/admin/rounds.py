"""Rounds at a glance, and what the province may do to one: later deadline, cancel, a candidate who withdraws."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, gettext_lazy, ngettext
from wagtail.log_actions import log

from municipalities.rights import Reach
from votes import drafting, rounds
from votes.admin.forms import DeadlineForm, OwnDatesForm, ReasonForm
from votes.admin.moments import in_words, left
from votes.admin.screens import Deed, Page
from votes.glance import Glance, Need, glances
from votes.models import Candidate, Edition, Round
from votes.querysets import RoundQuerySet

State = Round.State
NO_REASON = gettext_lazy("Zeg waarom: iedereen leest het.")


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
        return self.far.everywhere or bool(self.far.edited)

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


class OwnDatesView(Deed):
    """While its edition is a draft: a municipality whose fair or market asks for other days."""

    form_class = OwnDatesForm
    page_title = gettext_lazy("Eigen data")
    button = gettext_lazy("Bewaar deze data")
    done = gettext_lazy("Deze ronde heeft eigen data.")
    refusals = {  # noqa: RUF012 - never changed
        rounds.TooLate: gettext_lazy("Deze editie is aangekondigd: de data staan vast. Alleen later sluiten kan nog."),
        drafting.NotForward: gettext_lazy("Niet bewaard: eerst opent de stemming, dan sluit ze, en daarna duurt het nazicht 3 tot 14 dagen."),
        drafting.TooEarly: gettext_lazy("Niet bewaard: de stemming opent pas als de tijd om kandidaat te worden voorbij is."),
    }

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        now = gettext("Deze ronde heeft eigen data.") if self.round.has_own_dates else gettext("Deze ronde volgt nu de data van de editie.")
        return (now, gettext("In Brusselse tijd. Zodra je de editie aankondigt, liggen ze vast."))

    @property
    def also(self) -> str:
        """Another button: back to the dates of the edition."""
        return gettext("Volg weer de editie") if self.round.has_own_dates else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"of": self.round}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"also": self.also}

    def hindrance(self) -> str:
        return str(self.refusals[rounds.TooLate]) if self.round.edition.scheduled_at else ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "also" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            drafting.drop_own_dates(voting_round=self.round)
        except rounds.TooLate:
            messages.warning(request, str(self.refusals[rounds.TooLate]))
        else:
            log(instance=self.round.edition, action="votes.own_dates", user=self.user, data={"round": self.round.pk})
            messages.success(request, gettext("Deze ronde volgt weer de editie."))
        return self.back()

    def act(self, said: dict[str, Any]) -> None:
        drafting.set_own_dates(voting_round=self.round, **said)
        log(instance=self.round.edition, action="votes.own_dates", user=self.user, data={"round": self.round.pk})


class MoveDeadlineView(Deed):
    form_class = DeadlineForm
    page_title = gettext_lazy("Later sluiten")
    button = gettext_lazy("Laat deze ronde later sluiten")
    done = gettext_lazy("De ronde sluit later. Het staat op haar pagina, met de reden.")
    says = (
        gettext_lazy("Doe dit alleen als mensen buiten hun schuld niet konden stemmen, zoals wanneer de mail een tijd plat lag."),
        gettext_lazy("Het nazicht schuift evenveel op. Vroeger sluiten kan niet, en dit kan niet terug."),
    )
    refusals = {  # noqa: RUF012 - never changed
        rounds.OnlyLater: gettext_lazy("Dat kan niet: het einde kan alleen later."),
        rounds.TooFar: gettext_lazy("Dat kan niet: hoogstens een week later."),
        rounds.RoundIsOver: gettext_lazy("Dat kan niet meer: de stemming is dicht. Wat gesloten is, gaat niet opnieuw open."),
        rounds.NoReason: NO_REASON,
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"of": self.round, "at": self.at}

    def hindrance(self) -> str:
        try:
            rounds.check_movable(self.round, self.round.closes_at + rounds.LONGEST_DELAY, self.at)
        except rounds.RoundIsOver:
            return str(self.refusals[rounds.RoundIsOver])
        return ""

    def act(self, said: dict[str, Any]) -> None:
        rounds.move_deadline(round_id=self.round.pk, to=said["to"], reason=said["reason"], by=self.user.pk, at=self.at)


class CancelView(Deed):
    """Before the count one person decides; after it somebody else has to have asked for it."""

    form_class = ReasonForm
    is_serious = True
    page_title = gettext_lazy("Afgelasten")
    refusals = {  # noqa: RUF012 - never changed
        rounds.CannotCancel: gettext_lazy("Dat kan niet meer: de uitslag is bekend, of de ronde was al afgelast."),
        rounds.NoReason: NO_REASON,
    }

    @cached_property
    def asks(self) -> bool:
        """Whether this person may only ask for it."""
        return bool(self.round.frozen_at) and not rounds.asked_to_cancel(self.round).exclude(by=self.user.pk).exists()

    @property
    def button(self) -> str:  # type: ignore[override]
        return gettext("Vraag om af te gelasten") if self.asks else gettext("Gelast deze ronde af")

    @property
    def done(self) -> str:  # type: ignore[override]
        return gettext("Gevraagd. Iemand anders van de provincie beslist.") if self.asks else gettext("De ronde is afgelast.")

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        told = [gettext("Er wordt niet meer gestemd en nooit geteld. Dit kan niet terug.")]
        if self.round.frozen_at:
            told = [
                gettext("Deze ronde is geteld. Daarom beslissen twee mensen: de een vraagt het, de ander gelast af. Iedereen leest beide redenen.")
            ]
        told += [gettext("Gevraagd, met deze reden: %(reason)s") % {"reason": event.reason} for event in rounds.asked_to_cancel(self.round)]
        return tuple(told)

    def hindrance(self) -> str:
        return str(self.refusals[rounds.CannotCancel]) if self.round.published_at or self.round.cancelled_at else ""

    def act(self, said: dict[str, Any]) -> None:
        deed = rounds.ask_to_cancel if self.asks else rounds.cancel
        deed(round_id=self.round.pk, reason=said["reason"], by=self.user.pk, at=self.at)


class WithdrawView(Deed):
    """A candidate who stops. Votes that were given stay in the count, so that nobody's vote disappears."""

    form_class = ReasonForm
    is_serious = True
    page_title = gettext_lazy("Kandidaat terugtrekken")
    button = gettext_lazy("Trek deze kandidaat terug")
    done = gettext_lazy("Op deze kandidaat kan niemand nog stemmen.")
    refusals = {rounds.NoReason: NO_REASON}  # noqa: RUF012 - never changed

    @cached_property
    def candidate(self) -> Candidate:
        return get_object_or_404(Candidate, pk=self.kwargs["candidate_id"], round=self.round)

    @property
    def says(self) -> tuple[str, ...]:  # type: ignore[override]
        told = gettext("%(name)s blijft op de pagina staan, maar niemand kan er nog op stemmen. Stemmen die er al zijn, blijven meetellen.")
        return (told % {"name": self.candidate.name}, gettext("Dit kan niet terug."))

    def hindrance(self) -> str:
        if self.candidate.withdrawn_at:
            return gettext("Deze kandidaat trok zich al terug.")
        return "" if self.round.has_opened(self.at) else gettext("Dat kan alleen tot er geteld is.")

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        if told := self.hindrance():
            messages.warning(self.request, told)
            return self.back()
        return super().form_valid(form)

    def act(self, said: dict[str, Any]) -> None:
        rounds.withdraw_candidate(candidate=self.candidate, reason=said["reason"], by=self.user.pk, at=self.at)


def dates_of(voting_round: Round) -> list[tuple[str, str]]:
    """(what, when in words)."""
    names = ("opens_at", "closes_at", "review_until")
    return [(str(voting_round._meta.get_field(name).verbose_name), in_words(getattr(voting_round, name))) for name in names]  # type: ignore[union-attr]
