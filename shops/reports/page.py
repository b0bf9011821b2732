"""The page under a shop's address on which a visitor says what is wrong. Only the form is kept by nobody and sets a cookie, for its token."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gate.proof_of_work import NoProof, cost_for, make_challenge
from gate.throttle import Rule, TooMany, tries_of, within
from gate.visitor import network_of
from shops.models import Shop
from shops.reports import actions
from shops.reports.forms import ReportForm
from shops.shop_page import listed_shop, moved_shop
from shops.unkept import minutes_of, not_kept, see_other, too_many

if TYPE_CHECKING:
    from shops.models import ShopDirectoryPage

CHALLENGED = Rule("shops.reports.challenged", 60, actions.HOUR)  # only counted: a network that asks often gets harder ones
TAIL = "melden/"


def serve(page: "ShopDirectoryPage", request: HttpRequest, at: datetime, *, town: str, slug: str) -> HttpResponse:
    shop = listed_shop(town, slug)
    if shop is None:
        return HttpResponsePermanentRedirect(f"{page.shop_url(moved_shop(town, slug))}{TAIL}")
    if request.method != "POST":
        return form_page(page, request, shop, ReportForm())
    form = ReportForm(request.POST)
    if form.is_valid():
        return sent(page, request, shop, form, at)
    return form_page(page, request, shop, form)


def sent(page: "ShopDirectoryPage", request: HttpRequest, shop: Shop, form: ReportForm, at: datetime) -> HttpResponse:
    told = {"what": form.cleaned_data["wat"], "words": form.cleaned_data["woorden"], "proof": request.POST.get("proof", "")}
    try:
        actions.receive(shop=shop, network=network_of(request), at=at, **told)
    except TooMany as refused:
        return too_many(form_page(page, request, shop, form, minutes=minutes_of(refused)), refused)
    except NoProof:
        form.add_error(None, _("De controle tegen robots was verlopen of lukte niet. Druk nog eens op de knop, dan doen we ze opnieuw."))
        return form_page(page, request, shop, form)
    except actions.NotListed:
        return see_other(page.url)
    return see_other(f"{page.shop_url(shop)}{TAIL}dank-je/")


def form_page(page: "ShopDirectoryPage", request: HttpRequest, shop: Shop, form: ReportForm, *, minutes: int = 0) -> HttpResponse:
    """minutes: until the network may send again, 0 when it may."""
    context = about(page, shop, TAIL) | {"form": form, "minutes": minutes, "challenge_url": f"{page.shop_url(shop)}{TAIL}controle/"}
    return not_kept(page.render(request, template="shops/reports/form.html", context_overrides=context))


def thanks(page: "ShopDirectoryPage", request: HttpRequest, *, town: str, slug: str) -> HttpResponse:
    """The same for everybody, also for who reported twice."""
    shop = listed_shop(town, slug)
    if shop is None:
        return HttpResponsePermanentRedirect(page.shop_url(moved_shop(town, slug)))
    context = about(page, shop, f"{TAIL}dank-je/")
    response = page.render(request, template="shops/reports/thanks.html", context_overrides=context)
    response["X-Robots-Tag"] = "noindex"
    return response


def about(page: "ShopDirectoryPage", shop: Shop, tail: str) -> dict[str, Any]:
    page.tail = f"{shop.municipality.slug}/{shop.slug}/{tail}"
    town = shop.municipality.name_in(get_language() or "nl")
    trail = [(page.title, page.full_url), (town, f"{page.full_url}{shop.municipality.slug}/"), (shop.name, page.shop_url(shop))]
    return {"shop": shop, "town_name": town, "trail": trail, "shop_url": page.shop_url(shop), "cloth": shop.category.cloth}


def challenge(request: HttpRequest, at: datetime) -> HttpResponse:
    """A proof of work, harder for a network that asks often."""
    network = network_of(request)
    cost = cost_for(tries=tries_of(CHALLENGED, network, at=at))
    with transaction.atomic():
        within(CHALLENGED, network, at=at)
    return not_kept(JsonResponse(make_challenge(bound_to=actions.BOUND_TO, cost=cost, at=at)))
