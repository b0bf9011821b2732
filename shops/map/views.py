"""The three answers that an open map asks for, behind the address of the directory."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from content.freshness import next_midnight, shown_until
from municipalities import places
from shops import openings
from shops.cards import card
from shops.map.land import land
from shops.map.markers import Box, markers
from shops.models.shop import Shop
from shops.query import ShopQuery

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage

MOST_TOLD = 100  # markers that tell who they are, at once
LAND_SECONDS = int(timedelta(hours=1).total_seconds())


def serve_markers(request: HttpRequest, at: datetime, town: str = "") -> HttpResponse:
    """Where the answers stand to the question in the address, which is that of the list."""
    query = ShopQuery.from_params(request.GET, town=town).at(at)
    if town and not places.index().id_for(town):
        raise Http404("no such municipality")
    for until in (openings.next_change(at), query.moment):
        shown_until(request, until)
    answer = compact(markers(query, at, Box.read(request.GET.get("vak", ""))))
    if query.spot:
        patch_cache_control(answer, private=True, no_store=True)
    return answer


def serve_told(page: "ShopDirectoryPage", request: HttpRequest, at: datetime) -> HttpResponse:
    """Who the shops in "wie" are, by key: what a marker is called, and what it says when it is opened."""
    keys = [int(key) for key in request.GET.get("wie", "").split(",")[:MOST_TOLD] if key.isascii() and key.isdigit() and len(key) < 10]
    moment = ShopQuery.from_params(request.GET).at(at).moment
    language = get_language() or "nl"
    for until in (openings.next_change(at), next_midnight(at), moment):
        shown_until(request, until)
    return compact({shop.pk: told(page, shop, at, language, moment) for shop in Shop.objects.listed().filter(pk__in=keys).for_cards()})


def told(page: "ShopDirectoryPage", shop: Shop, at: datetime, language: str, moment: datetime | None) -> dict[str, str]:
    shown = card(shop, page.shop_url(shop), at, language, moment)
    return {"name": shop.name, "kind": shown.kind, "where": shown.where, "is": shown.status.kind, "status": shown.status.text, "url": shown.url}


def serve_land(request: HttpRequest) -> HttpResponse:
    answer = compact(land(get_language() or "nl"))
    patch_cache_control(answer, public=True, max_age=LAND_SECONDS)
    return answer


def compact(said: dict[Any, Any]) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
