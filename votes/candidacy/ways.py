"""The two ways in: a shopkeeper stands, a customer nominates. What the pages of each say, and what keeps a shop out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shops.models import Shop
from votes import candidacies, lineup
from votes.candidacy.forms import ApplicationForm, NominationForm
from votes.models import Round

CHAIN = _(
    "Dit is een keten of een franchise, en deze editie is voor zelfstandige zaken. Klopt dat niet? Laat het je gemeente weten: zij past het aan in "
    "de winkelgids."
)
ELSEWHERE = _("Deze zaak staat niet, of niet meer, in de winkelgids van deze gemeente.")
STANDS = _("Voor deze zaak is al een kandidatuur ingediend. Was jij dat niet? Vraag het na bij je gemeente.")


@dataclass(frozen=True)
class Way:
    """name: of its address (votes.addresses); other: of the other way. title, question: above its steps. send: stores what a valid form says."""

    name: str
    other: str
    title: str | Promise
    question: str | Promise
    form: type[forms.Form]
    send: Callable[..., Any]

    def hindrance(self, shop: Shop, voting_round: Round) -> str:
        """Why this shop cannot go this way, "" when it can."""
        try:
            lineup.check_eligible(shop, voting_round)
        except lineup.NotIndependent:
            return str(CHAIN)
        except lineup.NotEligible:
            return str(ELSEWHERE)
        return str(STANDS) if self is STAND and candidacies.stands(shop, voting_round) else ""


def send_application(form: ApplicationForm, **told: Any) -> Any:
    said = form.cleaned_data
    return candidacies.apply(
        pitch=said["waarom"],
        supports=said["steunt"],
        picture=form.picture(),
        contact_name=said["naam"],
        email=said["email"],
        has_consent=said["akkoord"],
        **told,
    )


def send_nomination(form: NominationForm, **told: Any) -> Any:
    return candidacies.nominate(pitch=form.cleaned_data["waarom"], email=form.cleaned_data["email"], **told)


STAND = Way("stand", "nominate", _("Stel je zaak kandidaat"), _("Welke zaak is van jou?"), ApplicationForm, send_application)
NOMINATE = Way("nominate", "stand", _("Draag een winkel voor"), _("Welke winkel draag je voor?"), NominationForm, send_nomination)


def takes_candidates(voting_round: Round, at: datetime) -> bool:
    try:
        candidacies.check_taking(voting_round, at)
    except candidacies.NotTaking:
        return False
    return True
