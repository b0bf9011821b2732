"""The page behind the link of a mail with a code: a button that lets in. Opening it changes nothing, so a mail scanner lets nobody in.

Its form carries no token, as that of link_page.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gate.throttle import TooMany, spend
from gate.visitor import network_of
from mail import links
from shops.shopkeepers import visits
from shops.shopkeepers.frame import shown
from shops.shopkeepers.link_page import BY_NETWORK, refused_page, to, waiting_page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a link that was never made, 410 for one that is over."""
    at, network = timezone.now(), network_of(request)
    try:
        asked = visits.behind(token, at)
        if request.method != "POST":
            return shown(request, "from_mail.html", {"shop": asked.shop}, args=(token,), tells_no_one=True)
        spend(BY_NETWORK, network, at=at)
        return visits.remember(to(reverse("shopkeeper")), visits.by_mail(token=token, network=network, at=at))
    except links.NotValid as refusal:
        return refused_page(request, refusal, token)
    except TooMany as refused:
        return waiting_page(request, refused, token)
