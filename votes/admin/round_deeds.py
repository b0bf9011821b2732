"""What the province may do to a round: dates of its own, a later deadline, calling it off, a candidate who withdraws."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import log

from votes import drafting, rounds
from votes.admin.forms import DeadlineForm, OwnDatesForm, ReasonForm
from votes.admin.screens import Deed
from votes.models import Candidate

NO_REASON = gettext_lazy("Zeg waarom: iedereen leest het.")


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
