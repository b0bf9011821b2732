"""The pages behind the cookie that a code or a link gives: the form, its preview, and leaving the directory. Nobody keeps them."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gate.throttle import Rule, TooMany, spend
from shops.models import OwnerRequest, OwnerVisit, Shop
from shops.shopkeepers import everything, leaving, proposing, visits
from shops.shopkeepers.forms import ClaimForm, LeaveForm, ShopFactsForm
from shops.shopkeepers.frame import directory, language_now, shown, url_of
from shops.shopkeepers.said import drafted_with, initial_of, said_of
from shops.unkept import minutes_of, not_kept, see_other, too_many

FORMS = Rule("shops.keeper_forms", 40, visits.HOUR)  # of one visit; each may hold a photo
View = Callable[..., HttpResponse]
OUTCOMES = ("klopt", "meteen", "nazicht", "meteen-nazicht", "nieuw", "vraag", "weg")


def of_a_visit(view: View) -> View:
    """The view, with the visit and the moment; for nobody a page that says how to begin."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def asked(request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        visit = visits.visit_of(request, at)
        if visit is None:
            return over(request, at)
        try:
            if request.method == "POST":
                spend(FORMS, visit.key, at=at)
        except TooMany as refused:
            return too_many(shown(request, "over.html", {"why": "wait", "minutes": minutes_of(refused)}), refused)
        return view(request, visit, at)

    return asked


def over(request: HttpRequest, at: datetime) -> HttpResponse:
    """How to begin; for the second tap of a button what the first one did."""
    outcome = visits.handed_in(request, at)
    return to_done(outcome) if outcome else shown(request, "over.html", {"why": "nobody"}, status=403)


@of_a_visit
def serve(request: HttpRequest, visit: OwnerVisit, at: datetime) -> HttpResponse:
    if not speaks(visit):
        return claim(request, visit, at)
    form = form_of(request, visit)
    if request.method == "POST" and form.is_valid():
        return handed_in(request, visit, form, at)
    return form_page(request, visit, form)


def speaks(visit: OwnerVisit) -> bool:
    """Whether the form is for this mailbox: the one that the directory knows for the shop, or anybody's for a new one."""
    return visit.shop is None or visit.is_known


def form_of(request: HttpRequest, visit: OwnerVisit) -> ShopFactsForm:
    sent = request.method == "POST"
    initial = initial_of(visit)
    return ShopFactsForm(request.POST if sent else None, request.FILES if sent else None, initial=initial, is_new=visit.shop is None)


def form_page(request: HttpRequest, visit: OwnerVisit, form: ShopFactsForm, **more: Any) -> HttpResponse:
    lost = bool(form.is_bound and request.FILES.get("photo"))
    waits = visit.shop is not None and OwnerRequest.objects.filter(shop=visit.shop, state="waiting").exclude(kind="claim").exists()
    context = {"form": form, "visit": visit, "shop": visit.shop, "lost_a_file": lost, "waits": waits, "cloth": cloth_of(visit.shop)} | more
    return shown(request, "form.html", context)


def handed_in(request: HttpRequest, visit: OwnerVisit, form: ShopFactsForm, at: datetime) -> HttpResponse:
    try:
        act = proposing.register if visit.shop is None else proposing.change
        done = act(visit=visit, said=said_of(form, visit), at=at)
    except proposing.AlreadyListed as refused:
        return form_page(request, visit, form, standing=refused.shop, standing_url=url_of(refused.shop))
    except proposing.NotYours:
        return over(request, at)
    if visit.shop is None:
        return visits.forget(to_done("nieuw"))
    return to_done(outcome_of(done))


def outcome_of(done: proposing.Done) -> str:
    parts = (["meteen"] if done.at_once else []) + (["nazicht"] if done.waits else [])
    return "-".join(parts) or "klopt"


def to_done(outcome: str) -> HttpResponse:
    return see_other(f"{reverse('shopkeeper_done')}?wat={outcome}")


def claim(request: HttpRequest, visit: OwnerVisit, at: datetime) -> HttpResponse:
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return shown(request, "claim.html", {"form": form, "shop": visit.shop, "cloth": cloth_of(visit.shop)})
    try:
        proposing.claim(visit=visit, name=form.cleaned_data["naam"], words=form.cleaned_data["woorden"], at=at)
    except proposing.NotYours:
        return over(request, at)
    return visits.forget(to_done("vraag"))


@of_a_visit
def preview(request: HttpRequest, visit: OwnerVisit, at: datetime) -> HttpResponse:
    """The page of the shop as it would be, of a form that is sent here, agreed or not; else what keeps it from being shown."""
    page = directory()
    if page is None or request.method != "POST" or not speaks(visit):
        return to_own_page()
    form = form_of(request, visit)
    form.fields["akkoord"].required = False
    if not form.is_valid():
        return shown(request, "not_yet.html", {"form": form})
    response = page.preview_shop(drafted_with(visit, said_of(form, visit)), request)
    return not_kept(response.render() if hasattr(response, "render") else response)


@of_a_visit
def leave(request: HttpRequest, visit: OwnerVisit, at: datetime) -> HttpResponse:
    """Out of the directory for good. Only for whom the directory knows, and only by a tick and a button."""
    if visit.shop is None or not visit.is_known:
        return to_own_page()
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        parts = everything.parts(visit.shop, visit.email)
        going, staying = [part for part in parts if not part.stays], [part for part in parts if part.stays]
        context = {"form": form, "shop": visit.shop, "going": going, "staying": staying, "cloth": cloth_of(visit.shop)}
        return shown(request, "leave.html", context)
    try:
        leaving.leave(visit=visit, at=at)
    except proposing.NotYours:
        return over(request, at)
    return visits.forget(to_done("weg"))


def to_own_page() -> HttpResponse:
    return see_other(reverse("shopkeeper"))


def done(request: HttpRequest) -> HttpResponse:
    """What became of it; says nothing of the shop, so it needs no visit."""
    outcome = request.GET.get("wat", "")
    return shown(request, "done.html", {"outcome": outcome if outcome in OUTCOMES else "klopt", "directory_url": directory_url()})


def directory_url() -> str:
    page = directory()
    return page.url if page else f"/{language_now()}/"


def cloth_of(shop: Shop | None) -> str:
    return shop.category.cloth if shop else ""
