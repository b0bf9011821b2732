"""The page of the contact form. Only the form itself is kept by nobody and sets a cookie, for its token."""

from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gate.proof_of_work import NoProof, cost_for, make_challenge
from gate.throttle import Rule, TooMany, tries_of, within
from gate.visitor import network_of
from home import contact
from home.provider import as_linked_data, provider
from votes.pages.form import SEE_OTHER, not_kept

if TYPE_CHECKING:
    from home.models import ContactPage

PREFIX = "veld"  # so that no question can be called like a field of ours
TOO_MANY = 429
CHALLENGED = Rule("contact.challenged", 60, contact.HOUR)  # only counted: a network that asks often gets harder ones


def serve(page: "ContactPage", request: HttpRequest, at: datetime) -> HttpResponse:
    if request.method != "POST":
        return form_page(page, request, form_of(page))
    form = form_of(page, request.POST)
    if not form.is_valid():
        return form_page(page, request, form)
    try:
        contact.receive(
            page=page,
            letter=letter_of(form),
            proof=request.POST.get("proof", ""),
            network=network_of(request),
            at=at,
        )
    except TooMany as refused:
        return too_many(page, request, form, refused)
    except NoProof:
        form.add_error(None, _("De controle tegen robots was verlopen of lukte niet. Druk nog eens op de knop, dan doen we ze opnieuw."))
        return form_page(page, request, form)
    return HttpResponseRedirect(f"{page.url}verzonden/", status=SEE_OTHER)


def form_of(page: "ContactPage", data: Any = None) -> forms.Form:
    made: forms.Form = page.get_form(data, prefix=PREFIX, page=page)
    return made


def letter_of(form: forms.Form) -> contact.Letter:
    """An answer goes to the first mail address that is filled in."""
    lines = [(name, str(field.label), answer_of(form.cleaned_data.get(name))) for name, field in form.fields.items()]
    addresses = [answer for name, _question, answer in lines if answer and isinstance(form.fields[name], forms.EmailField)]
    return contact.Letter(lines, addresses[0] if addresses else "", get_language() or "nl")


def answer_of(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return "" if value is None else str(value)


def form_page(page: "ContactPage", request: HttpRequest, form: forms.Form, **more: Any) -> HttpResponse:
    context = {"form": form, "challenge_url": f"{page.url}controle/", "months": page.facts.months_kept, **provided(), **more}
    response = not_kept(page.render(request, context_overrides=context))
    del response["X-Robots-Tag"]  # it may be found
    return response


def provided() -> dict[str, Any]:
    """Who provides the site, for readers and for search engines."""
    found = provider()
    return {"provider": found, "provider_facts": as_linked_data(found, settings.WAGTAILADMIN_BASE_URL) if found else None}


def too_many(page: "ContactPage", request: HttpRequest, form: forms.Form, refused: TooMany) -> HttpResponse:
    """The same form, with what was typed."""
    seconds = max(1, ceil(refused.retry_after.total_seconds()))
    response = form_page(page, request, form, minutes=ceil(seconds / 60))
    response.status_code = TOO_MANY
    response["Retry-After"] = str(seconds)
    return response


def serve_sent(page: "ContactPage", request: HttpRequest) -> HttpResponse:
    """Says nothing of what was sent, so anybody may keep it."""
    page.tail = "verzonden/"
    can_be_answered = any(question.field_type == "email" and question.required for question in page.get_form_fields())
    response = page.render(request, template=page.landing_page_template, context_overrides={"can_be_answered": can_be_answered})
    response["X-Robots-Tag"] = "noindex"
    return response


def serve_challenge(page: "ContactPage", request: HttpRequest, at: datetime) -> HttpResponse:
    """A proof of work for this form, harder for a network that asks often."""
    network = network_of(request)
    cost = cost_for(tries=tries_of(CHALLENGED, network, at=at))
    with transaction.atomic():
        within(CHALLENGED, network, at=at)
    return not_kept(JsonResponse(make_challenge(bound_to=contact.bound_to(page), cost=cost, at=at)))
