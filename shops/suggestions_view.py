"""Suggestions as JSON for who is typing; the same for everybody, so that caches keep them."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from content.freshness import next_midnight, shown_until
from municipalities import places
from shops.query import LONGEST_TEXT
from shops.suggesting import suggestions

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage


def serve(page: "ShopDirectoryPage", request: HttpRequest, at: datetime) -> HttpResponse:
    """{"groups": [{"label", "items": [{"label", "url", "note"}]}]}; empty for what nobody could mean."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_TEXT]
    town = places.town_asked(request.GET.get("gemeente", "").strip().lower()[:80])
    groups = suggestions(page, text, town, at, get_language() or "nl")
    shown_until(request, next_midnight(at))
    response = JsonResponse({"groups": [asdict(group) for group in groups]})
    response["X-Robots-Tag"] = "noindex"
    return response
