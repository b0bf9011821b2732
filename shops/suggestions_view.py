"""Suggestions as JSON for who is typing; the same for everybody, so that caches keep them."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.freshness import next_midnight, shown_until
from municipalities import places
from shops.query import LONGEST_TEXT
from shops.suggesting import Group, suggestions

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage


def serve(page: "ShopDirectoryPage", request: HttpRequest, at: datetime) -> HttpResponse:
    """{"label", "says", "style", "groups": [{"label", "items": [{"label", "url", "note"}]}]}; no groups for what nobody could mean.

    label: what the list is called. says: for who does not see it. style: the address of its stylesheet.
    """
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_TEXT]
    town = places.town_asked(request.GET.get("gemeente", "").strip().lower()[:80])
    groups = suggestions(page, text, town, at, get_language() or "nl")
    shown_until(request, next_midnight(at))
    told = {"label": _("Suggesties"), "says": says(groups), "style": static("shops/css/suggestions.css")}
    response = JsonResponse(told | {"groups": [asdict(group) for group in groups]})
    response["X-Robots-Tag"] = "noindex"
    return response


def says(groups: list[Group]) -> str:
    number = sum(len(group.items) for group in groups)
    return _("Suggesties: %(number)s. Kies met de pijltjes.") % {"number": number} if number else _("Geen suggesties.")
