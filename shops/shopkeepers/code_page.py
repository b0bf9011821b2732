"""The box for the six digits. Its address names the visit, never the mailbox; a right code opens it for an hour."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gate.visitor import network_of
from mail.links import NotValid
from shops.models import OwnerVisit
from shops.shopkeepers import visits
from shops.shopkeepers.forms import CodeForm
from shops.shopkeepers.frame import shown
from shops.unkept import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: HttpRequest, key: str) -> HttpResponse:
    at = timezone.now()
    visit = visits.waiting(key, at)
    if visit is None:
        return shown(request, "over.html", {"why": "code"}, status=404, args=(key,))
    if request.POST.get("doe") == "opnieuw":
        with transaction.atomic():
            visits.mail_again(visit, network=network_of(request), at=at)
        return see_other(f"{reverse('shopkeeper_code', args=[key])}?opnieuw=1#mail")
    if request.method == "POST":
        return typed(request, visit, at)
    return page(request, visit, CodeForm())


def typed(request: HttpRequest, visit: OwnerVisit, at: datetime) -> HttpResponse:
    form, key = CodeForm(request.POST), visit.key
    if form.is_valid():
        try:
            visits.prove(visit=visit, code=form.cleaned_data["code"], network=network_of(request), at=at)
        except NotValid:
            form.add_error("code", _("Die code klopt niet, of ze is ouder dan een uur. Na vijf keer fout werkt ze niet meer: vraag dan een nieuwe."))
        else:
            return visits.remember(see_other(reverse("shopkeeper")), visit)
    visit.key = key
    return page(request, visit, form)


def page(request: HttpRequest, visit: OwnerVisit, form: CodeForm) -> HttpResponse:
    context = {
        "form": form,
        "shop": visit.shop,
        "is_again": bool(request.GET.get("opnieuw")),
        "mailbox_url": reverse("mailbox") if settings.MAILBOX_PAGE else "",
    }
    return shown(request, "code.html", context, args=(visit.key,))
