""" "Meld je zaak aan": first a mailbox, then the form."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gate.proof_of_work import NoProof, cost_for, make_challenge
from gate.throttle import Rule, TooMany, tries_of, within
from gate.visitor import network_of
from shops.shopkeepers import visits
from shops.shopkeepers.forms import MailForm
from shops.shopkeepers.frame import language_now, shown
from shops.unkept import minutes_of, not_kept, see_other, too_many

CHALLENGED = Rule("shops.visits.challenged", 60, visits.HOUR)  # only counted: a network that asks often gets harder ones


@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest) -> HttpResponse:
    form = MailForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, form)
    told: dict[str, Any] = {"proof": request.POST.get("proof", ""), "network": network_of(request), "at": timezone.now()}
    try:
        visit = visits.begin(shop=None, email=form.cleaned_data["email"], language=language_now(), **told)
    except TooMany as refused:
        return too_many(page(request, form, minutes=minutes_of(refused)), refused)
    except NoProof:
        form.add_error(None, _("De controle tegen robots was verlopen of lukte niet. Druk nog eens op de knop, dan doen we ze opnieuw."))
        return page(request, form)
    return see_other(reverse("shopkeeper_code", args=[visit.key]))


def page(request: HttpRequest, form: MailForm, minutes: int = 0) -> HttpResponse:
    return shown(request, "new.html", {"form": form, "minutes": minutes, "challenge_url": reverse("shopkeeper_challenge")})


def challenge(request: HttpRequest) -> HttpResponse:
    """A proof of work for these forms, harder for a network that asks often."""
    network, at = network_of(request), timezone.now()
    cost = cost_for(tries=tries_of(CHALLENGED, network, at=at))
    with transaction.atomic():
        within(CHALLENGED, network, at=at)
    return not_kept(JsonResponse(make_challenge(bound_to=visits.BOUND_TO, cost=cost, at=at)))
