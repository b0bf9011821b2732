""" "Dit is mijn zaak", under the address of a shop: to which mailbox does the code go?"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gate.proof_of_work import NoProof
from gate.throttle import TooMany
from gate.visitor import network_of
from shops.models import Shop
from shops.reports.page import about
from shops.shop_page import listed_shop, moved_shop
from shops.shopkeepers import mailing, visits
from shops.shopkeepers.forms import WayInForm
from shops.unkept import minutes_of, not_kept, see_other, too_many

if TYPE_CHECKING:
    from shops.models import ShopDirectoryPage

TAIL = "mijn-zaak/"


def serve(page: "ShopDirectoryPage", request: HttpRequest, at: datetime, *, town: str, slug: str) -> HttpResponse:
    shop = listed_shop(town, slug)
    if shop is None:
        return HttpResponsePermanentRedirect(f"{page.shop_url(moved_shop(town, slug))}{TAIL}")
    form = WayInForm(request.POST if request.method == "POST" else None, known=hidden(shop))
    if not form.is_valid():
        return form_page(page, request, shop, form)
    told: dict[str, Any] = {"proof": request.POST.get("proof", ""), "network": network_of(request), "at": at}
    try:
        visit = visits.begin(shop=shop, email=form.address(), language=get_language() or "nl", **told)
    except TooMany as refused:
        return too_many(form_page(page, request, shop, form, minutes=minutes_of(refused)), refused)
    except NoProof:
        form.add_error(None, _("De controle tegen robots was verlopen of lukte niet. Druk nog eens op de knop, dan doen we ze opnieuw."))
        return form_page(page, request, shop, form)
    return see_other(reverse("shopkeeper_code", args=[visit.key]))


def form_page(page: "ShopDirectoryPage", request: HttpRequest, shop: Shop, form: WayInForm, *, minutes: int = 0) -> HttpResponse:
    context = about(page, shop, TAIL) | {"form": form, "minutes": minutes, "challenge_url": reverse("shopkeeper_challenge")}
    return not_kept(page.render(request, template="shops/shopkeepers/way_in.html", context_overrides=context))


def hidden(shop: Shop) -> str:
    """ "i…@dekroon.be" of the address that the site shows too; of one that it does not, nothing: a domain of one's own is a person."""
    known = mailing.address_for(shop)
    if mailing.mailbox(known) != mailing.mailbox(shop.email):
        return _("het adres dat we kennen")
    name, _sign, domain = known.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""
