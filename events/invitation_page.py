"""The page behind a mailed link: "Doe je mee?". Opening it changes nothing, so that a mail scanner answers for nobody.

Its form carries no token: who opens it is not logged in, and what is sent works only with the key in the address. That is told to no other
page (`Referrer-Policy: no-referrer`, with which Django's check would refuse the form; see votes.urls).
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from content import navigation
from events import invitations
from events.invitation_form import AnswerForm
from events.models import EventShop
from events.shop_letters import LANGUAGES, PURPOSE, Letters
from gate.throttle import Rule, TooMany, spend
from gate.visitor import network_of
from mail import links
from municipalities.moderation import Refused
from shops import hours
from shops.special_openings import open_from_to

BY_LINK = Rule("events.answer", 30, timedelta(hours=1))
BY_NETWORK = Rule("events.answers_of_a_network", 300, timedelta(hours=1))  # the wifi of a town hall may answer for many
SEE_OTHER = 303
WHY: dict[type, str] = {invitations.TooLate: "late", invitations.TooEarly: "early", invitations.NotHere: "elsewhere"}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a link that was never made, 410 for what is over, 429."""
    at = timezone.now()
    try:
        row = row_of(token, at)
    except links.NotValid as refusal:
        return over(request, "unknown" if isinstance(refusal, links.Unknown) else "late", token)
    try:
        invitations.refuse_shop(row, at)
        return answered(request, row, token, at) if request.method == "POST" else page(request, row, form_of(row, at), token, at)
    except Refused as refusal:
        return over(request, WHY.get(type(refusal), "off"), token, row)
    except TooMany as refused:
        return too_many(request, refused, token, row)


def row_of(token: str, at: datetime) -> EventShop:
    """Raises links.NotValid; Expired for a shop or an event that is gone."""
    link = links.look_at(purpose=PURPOSE, token=token, at=at)
    rows = EventShop.objects.select_related("event__locale", "shop__municipality", "shop__category")
    row = rows.filter(pk=link.data.get("event_shop"), shop__live=True).first()
    if row is None:
        raise links.Expired
    return row


def form_of(row: EventShop, at: datetime, data: Any = None) -> AnswerForm:
    days = invitations.days_to_answer(row, at)
    return AnswerForm(data, days=days, said=invitations.openings_of(row, days), language=language_now())


def answered(request: HttpRequest, row: EventShop, token: str, at: datetime) -> HttpResponse:
    spend(BY_NETWORK, network_of(request), at=at)
    spend(BY_LINK, token, at=at)
    form = form_of(row, at, request.POST)
    if not form.is_answer():
        return page(request, row, form, token, at)
    invitations.answer(row=row, hours=form.answered(), at=at)
    return private(HttpResponseRedirect(address(token, language_now()), status=SEE_OTHER))


def page(request: HttpRequest, row: EventShop, form: AnswerForm, token: str, at: datetime) -> HttpResponse:
    language = language_now()
    told = Letters(row.event, at).told(row.shop, language)
    openings = invitations.openings_of(row, form.days) if row.answer == EventShop.Answer.YES else {}
    context = told | {
        "form": form,
        "row": row,
        "answers": EventShop.Answer,
        "said": [
            (hours.day_and_month(opening.day, language), open_from_to(opening.opens, opening.closes, language))
            for opening in sorted(openings.values(), key=lambda opening: opening.day)
        ],
        "cloth": row.shop.category.cloth,
        "title_is_dutch": language != "nl" and told["event"] == row.event.title,
    }
    return shown(request, "events/invitation.html", context, token, 200)


def over(request: HttpRequest, why: str, token: str, row: EventShop | None = None) -> HttpResponse:
    """why: "unknown" or one of WHY or "off"."""
    return shown(request, "events/invitation_over.html", {"why": why, "row": row}, token, 404 if why == "unknown" else 410)


def too_many(request: HttpRequest, refused: TooMany, token: str, row: EventShop) -> HttpResponse:
    seconds = max(1, ceil(refused.retry_after.total_seconds()))
    response = shown(request, "events/invitation_over.html", {"why": "wait", "minutes": ceil(seconds / 60), "row": row}, token, 429)
    response["Retry-After"] = str(seconds)
    return response


def shown(request: HttpRequest, template: str, context: dict[str, Any], token: str, status: int) -> HttpResponse:
    language = language_now()
    other_languages = {"versions": [(other, address(token, other)) for other in LANGUAGES], "canonical": ""}
    return private(render(request, template, navigation.frame(language) | other_languages | context, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """What only one shop may see: no cache keeps it, no search engine lists it, and no other page is told its address."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def address(token: str, language: str) -> str:
    with translation.override(language):
        return reverse("event_invitation", args=[token])


def language_now() -> str:
    return get_language() or "nl"
