"""The page behind "klopt dit nog?": all that is known of the shop, and three buttons. Opening it changes nothing, so that a mail scanner
confirms for nobody.

Its form carries no token: who opens it is not logged in, and what is sent works only with the key in the address (as events.invitation_page).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gate.throttle import Rule, TooMany, spend
from gate.visitor import network_of
from mail import links
from shops import confirming
from shops.models import Shop
from shops.shopkeepers import mailing, visits
from shops.shopkeepers.frame import language_now, shown, url_of
from shops.shopkeepers.known import known_facts, seal
from shops.unkept import SEE_OTHER, minutes_of, not_kept, too_many

DONE = ("klopt", "anders", "stop", "toch")
BY_NETWORK = Rule("shops.keeper_links", 60, timedelta(hours=1))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a link that was never made, 410 for one that is over."""
    at = timezone.now()
    try:
        shop = mailing.shop_of(token, at)
        if request.method == "POST":
            spend(BY_NETWORK, network_of(request), at=at)
            return pressed(request, shop, token)
    except links.NotValid as refusal:
        return refused_page(request, refusal, token)
    except TooMany as refused:
        return waiting_page(request, refused, token)
    return page(request, shop, token)


def refused_page(request: HttpRequest, refusal: links.NotValid, token: str) -> HttpResponse:
    why, status = ("unknown", 404) if isinstance(refusal, links.Unknown) else ("late", 410)
    return shown(request, "over.html", {"why": why}, status=status, args=(token,), tells_no_one=True)


def waiting_page(request: HttpRequest, refused: TooMany, token: str) -> HttpResponse:
    context = {"why": "wait", "minutes": minutes_of(refused)}
    return too_many(shown(request, "over.html", context, args=(token,), tells_no_one=True), refused)


def page(request: HttpRequest, shop: Shop, token: str) -> HttpResponse:
    facts = known_facts(shop)
    context = {
        "shop": shop,
        "facts": facts,
        "seal": seal(facts),
        "town": shop.municipality.name_in(language_now()),
        "shop_url": url_of(shop),
        "declined": mailing.has_declined(shop),
        "done": request.GET.get("klaar", ""),
        "cloth": shop.category.cloth,
    }
    return shown(request, "link.html", context, args=(token,), tells_no_one=True)


def pressed(request: HttpRequest, shop: Shop, token: str) -> HttpResponse:
    at, did = timezone.now(), request.POST.get("doe", "")
    if did == "aanpassen":
        visit = visits.by_link(shop=shop, language=language_now(), at=at)
        return visits.remember(to(reverse("shopkeeper")), visit)
    if did == "klopt":
        did = "klopt" if confirmed(shop, request.POST.get("gezien", ""), at) else "anders"
    elif did == "stop":
        mailing.decline(shop=shop, at=at)
    elif did == "toch":
        mailing.accept_again(shop=shop)
    return to(f"{reverse('shopkeeper_link', args=[token])}?klaar={did if did in DONE else ''}")


@transaction.atomic
def confirmed(shop: Shop, seen: str, at: datetime) -> bool:
    """Whether the shop still says what the page showed (`seen`, its seal); only then it is confirmed."""
    standing = Shop.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=shop.pk)
    if seal(known_facts(standing)) != seen:
        return False
    confirming.confirm_by_shopkeeper(key=shop.pk, at=at)
    return True


def to(url: str) -> HttpResponse:
    return not_kept(HttpResponseRedirect(url, status=SEE_OTHER), tells_no_one=True)
