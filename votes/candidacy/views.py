"""The public pages of candidacy: find the shop, tell about it, type the mailed code. The rules stand in votes.candidacies."""

from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from content.freshness import shown_until
from gate.proof_of_work import NoProof
from gate.throttle import TooMany
from gate.visitor import network_of
from shops.cards import front_of, where
from shops.models import Shop, ShopDirectoryPage
from votes import candidacies
from votes.candidacy.code_page import submission
from votes.candidacy.finding import found_shops, shop_named
from votes.candidacy.ways import NOMINATE, STAND, Way, takes_candidates
from votes.identity import NotAnAddress
from votes.lineup import NotEligible
from votes.models import Round
from votes.pages import words
from votes.pages.form import SEE_OTHER, not_kept
from votes.pages.frame import is_form_sent, language_now, shown, tail_of, town_of, trail_of, url_of

if TYPE_CHECKING:
    from votes.models import VotingPage

__all__ = ["nominate", "stand", "submission"]

TOO_MANY = 429


def stand(page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """A shopkeeper applies: GET ?q= finds the shop, ?winkel=<slug> shows the form, POST sends it."""
    return walk(STAND, page, request, voting_round, at)


def nominate(page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """A customer nominates a shop; the same steps."""
    return walk(NOMINATE, page, request, voting_round, at)


def walk(way: Way, page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """The step that the address names, as far as one can go."""
    if not takes_candidates(voting_round, at):
        return closed(way, page, request, voting_round, at)
    slug = request.GET.get("winkel", "")
    shop = shop_named(slug, voting_round.municipality) if slug else None
    if shop is None:
        return find(way, page, request, voting_round, at, is_unknown=bool(slug))
    if hindrance := way.hindrance(shop, voting_round):
        return show(way, page, request, "hindered.html", voting_round, about(shop) | {"hindrance": hindrance})
    if is_form_sent(request):
        return sent(way, page, request, voting_round, shop, at)
    return form_page(way, page, request, voting_round, shop, way.form())


def find(way: Way, page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime, *, is_unknown: bool) -> HttpResponse:
    """Step one; anybody may keep it until nobody can be sent in any more."""
    shown_until(request, voting_round.edition.candidacy_until)
    found = found_shops(request.GET.get("q", ""), voting_round, language_now(), at)
    context = {"found": found, "is_unknown": is_unknown, "directory_url": directory_url(voting_round)}
    return show(way, page, request, "find.html", voting_round, context)


def directory_url(voting_round: Round) -> str:
    """The list of the municipality's shops, "" where the site has none."""
    directory = ShopDirectoryPage.objects.live().filter(locale__language_code=language_now()).first()
    return f"{directory.url}{voting_round.municipality.slug}/" if directory else ""


def sent(way: Way, page: "VotingPage", request: HttpRequest, voting_round: Round, shop: Shop, at: datetime) -> HttpResponse:
    try:
        candidacies.count_try(network=network_of(request), at=at)
    except TooMany as refused:
        return too_many(way, page, request, voting_round, shop, refused)
    form = way.form(request.POST, request.FILES)
    if form.is_valid() and (stored := stored_or_told(way, form, request, voting_round, shop, at)):
        return HttpResponseRedirect(url_of(page, "submission", voting_round, key=stored.key), status=SEE_OTHER)
    return form_page(way, page, request, voting_round, shop, form)


def stored_or_told(way: Way, form: forms.Form, request: HttpRequest, voting_round: Round, shop: Shop, at: datetime) -> Any:
    """What was stored; else None, and the form says why. What can change while somebody types is checked again."""
    told = {"voting_round": voting_round, "shop": shop, "language": language_now(), "at": at, "proof": request.POST.get("proof", "")}
    try:
        return way.send(form, **told)
    except NoProof:
        form.add_error(None, _("De controle tegen robots was verlopen of lukte niet. Druk nog eens op de knop, dan doen we ze opnieuw."))
    except NotAnAddress:
        form.add_error("email", _("Dit is geen mailadres. Kijk het even na: naam@voorbeeld.be."))
    except (candidacies.Refused, NotEligible):
        form.add_error(None, way.hindrance(shop, voting_round) or _("Dit kan nu niet meer."))
    return None


def too_many(way: Way, page: "VotingPage", request: HttpRequest, voting_round: Round, shop: Shop, refused: TooMany) -> HttpResponse:
    """The same form, with what was typed: not a letter is lost."""
    seconds = max(1, ceil(refused.retry_after.total_seconds()))
    response = form_page(way, page, request, voting_round, shop, way.form(initial=request.POST.dict()), minutes=ceil(seconds / 60))
    response.status_code = TOO_MANY
    response["Retry-After"] = str(seconds)
    return response


def form_page(
    way: Way, page: "VotingPage", request: HttpRequest, voting_round: Round, shop: Shop, form: forms.Form, *, minutes: int = 0
) -> HttpResponse:
    """minutes: until the network may send again, 0 when it may."""
    context = about(shop) | {
        "form": form,
        "minutes": minutes,
        "lost_a_file": bool(form.is_bound and form.errors and request.FILES.get("foto")),
        "challenge_url": url_of(page, "challenge", voting_round),
        "kept_url": f"{page.url}wat-we-bewaren/",
    }
    return not_kept(show(way, page, request, "form.html", voting_round, context))


def closed(way: Way, page: "VotingPage", request: HttpRequest, voting_round: Round, at: datetime) -> HttpResponse:
    """Too early, too late, or called off: until when that is so is known."""
    edition, language = voting_round.edition, language_now()
    is_early = at < edition.candidacy_from and not voting_round.cancelled_at
    shown_until(request, edition.candidacy_from if is_early else None)
    context = {
        "begins": words.moment_with_zone(edition.candidacy_from, language) if is_early else "",
        "is_cancelled": bool(voting_round.cancelled_at),
        "is_lost": is_form_sent(request),
    }
    response = show(way, page, request, "closed.html", voting_round, context)
    response.status_code = 409 if is_form_sent(request) else 200
    return response


def about(shop: Shop) -> dict[str, Any]:
    """The shop that was chosen, as the pages show it."""
    language = language_now()
    kind = shop.category.name_in(language)
    return {"shop": shop, "kind": kind, "where": where(shop, language), "front": front_of(shop.face, shop.category.drawn_as)}


def show(way: Way, page: "VotingPage", request: HttpRequest, template: str, voting_round: Round, context: dict[str, Any]) -> HttpResponse:
    """A page of `way` in the frame, with what each of them has."""
    chosen = f"?{urlencode({'winkel': context['shop'].slug})}" if "shop" in context else ""
    shared = {
        "way": way,
        "is_own": way is STAND,
        "town_name": town_of(voting_round),
        "edition": voting_round.edition,
        "until": words.moment_with_zone(voting_round.edition.candidacy_until, language_now()),
        "find_url": url_of(page, way.name, voting_round),
        "other_url": url_of(page, way.other, voting_round) + chosen,
        "round_url": url_of(page, "round", voting_round),
        "trail": trail_of(page, voting_round),
    }
    response = shown(page, request, f"candidacy/{template}", shared | context, tail=tail_of(way.name, voting_round))
    if request.GET:
        response["X-Robots-Tag"] = "noindex"
    return response
