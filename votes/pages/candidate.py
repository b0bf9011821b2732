"""The page of one candidate: what a poster's code and a shared link lead to."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from content.facades import CLOTHS, street
from content.facades.drawing import Draws
from content.freshness import shown_until
from content.share_image import share_image
from content.visits import Seen
from shops.models import ShopDirectoryPage
from votes import lineup, structured_data
from votes.addresses import tail_of
from votes.models import Candidate, Round
from votes.pages import words
from votes.pages.cards import card, cloth_of, drawn_as, kind_of, where_of
from votes.pages.frame import full_url_of, language_now, of_round, shown, town_of, trail_of, url_of
from votes.pages.phase import told, true_until
from votes.posters import NoPdfHere, PosterFacts, Size, is_available, poster_html, poster_pdf

if TYPE_CHECKING:
    from votes.models import VotingPage

SHARE_IMAGE_SECONDS = 86_400
POSTER_SECONDS = 3_600
NEXT = 4


@of_round
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime, slug: str) -> HttpResponse:
    shown_until(request, true_until(voting_round, at))  # also of the page that is missing until the round opens
    standing = lineup.candidates(voting_round, at)
    candidate = named(standing, slug)
    shown_context = context(page, voting_round, candidate, standing, at)
    return shown(page, request, "candidate.html", shown_context, tail=tail_of("candidate", voting_round, slug=slug))


def named(standing: Sequence[Candidate], slug: str) -> Candidate:
    """Raises Http404."""
    found = next((one for one in standing if one.slug == slug), None)
    if found is None:
        raise Http404("no such candidate")
    return found


def context(page: "VotingPage", voting_round: Round, candidate: Candidate, standing: Sequence[Candidate], at: datetime) -> dict[str, Any]:
    url = full_url_of(page, "candidate", voting_round, slug=candidate.slug)
    image_url = full_url_of(page, "share image", voting_round, slug=candidate.slug)
    shop_url = shop_url_of(page, candidate)
    before, following = beside(standing, candidate)
    return {
        "seen": seen(voting_round, candidate),
        "told": told(voting_round, at, language_now()),
        "candidate": candidate,
        "card": card(page, voting_round, candidate),
        "kind": kind_of(candidate),
        "cloth": cloth_of(candidate),
        "edition": voting_round.edition,
        "town_name": town_of(voting_round),
        "front": front_of(candidate),
        "before": card(page, voting_round, before) if before else None,
        "following": [card(page, voting_round, one) for one in following],
        "shop_url": shop_url,
        "round_url": url_of(page, "round", voting_round),
        "poster_url": url_of(page, "poster", voting_round, slug=candidate.slug),
        "has_poster": can_still_vote(voting_round, candidate, at),
        "share_image_url": image_url,
        "json_ld": structured_data.candidate_json_ld(
            candidate, url=url, image_url=image_url, shop_url=shop_url, place=voting_round.municipality.local_name
        ),
        "trail": trail_of(page, voting_round),
        "has_demo": bool(candidate.shop and candidate.shop.is_demo),
    }


def seen(voting_round: Round, candidate: Candidate) -> Seen:
    """Counted for the town alone until the votes are: who is looked at most would say who is ahead."""
    return Seen("candidate", str(candidate.pk) if voting_round.frozen_at else "", voting_round.municipality.slug)


def beside(standing: Sequence[Candidate], candidate: Candidate) -> tuple[Candidate | None, list[Candidate]]:
    """Who stands before, and who after, in the drawn order; the street goes round, so that the last is followed by the first."""
    others = [one for one in standing if one.withdrawn_at is None or one is candidate]
    place = others.index(candidate)
    round_it = [*others[place + 1 :], *others[:place]]
    return (round_it[-1], round_it[: min(NEXT, len(round_it) - 1)]) if len(round_it) > 1 else (None, round_it)


def shop_url_of(page: "VotingPage", candidate: Candidate) -> str:
    """Absolute; "" when the shop is not in the directory any more."""
    if candidate.shop is None or not candidate.shop.live:
        return ""
    directory = ShopDirectoryPage.objects.live().filter(locale=page.locale_id).first()
    return f"{directory.full_url}{candidate.shop.municipality.slug}/{candidate.shop.slug}/" if directory else ""


def front_of(candidate: Candidate) -> SafeString:
    """Its own front with two faded ones beside it that no shop owns: other candidates are no neighbours here."""
    own = cloth_of(candidate)
    draw = Draws(f"{candidate.face}/kandidaat")
    beside_it = [(f"{candidate.face}/naast {i}", draw.choice(f"cloth {i}", [cloth for cloth in CLOTHS if cloth != own])) for i in (1, 2, 3)]
    title = _("Gevel van %(name)s, getekend") % {"name": candidate.name}
    fronts = [(candidate.face, drawn_as(candidate)), *beside_it]
    drawn = street(candidate.face, fronts, focus=0, gaps=(), small=False, inline=True, pavement=False, title=title)
    return mark_safe(drawn)  # noqa: S308 - drawn by us


@of_round
def serve_share_image(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime, slug: str) -> HttpResponse:
    """The picture that a message or a social site shows beside a link to this candidate."""
    candidate = named(lineup.candidates(voting_round, at), slug)
    drawn = share_image(title=candidate.name, line=share_line(voting_round, candidate, at), facade_seed=candidate.face, cloth=drawn_as(candidate))
    seconds = min(SHARE_IMAGE_SECONDS, int((voting_round.closes_at - at).total_seconds())) if can_still_vote(voting_round, candidate, at) else 0
    return kept_for(HttpResponse(drawn, content_type="image/png"), seconds or SHARE_IMAGE_SECONDS)


def share_line(voting_round: Round, candidate: Candidate, at: datetime) -> str:
    """Its number, and the last day to vote while there is one."""
    told = {
        "number": candidate.number,
        "town": town_of(voting_round),
        "day": words.day_in_month(words.day_of(voting_round.closes_at), language_now()),
    }
    if can_still_vote(voting_round, candidate, at):
        return _("Nummer %(number)s in %(town)s · stem tot en met %(day)s") % told
    return _("Nummer %(number)s · kandidaat-ambassadeur van %(town)s") % told


def can_still_vote(voting_round: Round, candidate: Candidate, at: datetime) -> bool:
    return not voting_round.cancelled_at and voting_round.closes_at > at and not candidate.withdrawn_at


@of_round
def serve_poster(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime, slug: str) -> HttpResponse:
    """A PDF; where the machine makes none, or for ?vorm=blad, the same as a page that prints. ?formaat=A5, else A4."""
    candidate = named(lineup.candidates(voting_round, at), slug)
    size: Size = "A5" if request.GET.get("formaat", "").upper() == "A5" else "A4"
    facts = poster_facts(page, voting_round, candidate)
    if request.GET.get("vorm") == "blad" or not is_available():
        return kept_for(HttpResponse(poster_html(facts, size)), POSTER_SECONDS)
    try:
        drawn = kept_poster(facts, size)
    except NoPdfHere:
        return kept_for(HttpResponse(poster_html(facts, size)), POSTER_SECONDS)
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="affiche-{voting_round.municipality.slug}-{candidate.number}-{size}.pdf"'
    return kept_for(response, POSTER_SECONDS)


def kept_poster(facts: PosterFacts, size: Size) -> bytes:
    """Drawing takes a good part of a second, so a poster is drawn once an hour at most."""
    made: Any = cache.get_or_set(f"votes.poster.{hash_of(facts, size)}", lambda: poster_pdf(facts, size), POSTER_SECONDS)
    return bytes(made)


def hash_of(facts: PosterFacts, size: Size) -> str:
    return sha256(f"{facts!r}{size}".encode()).hexdigest()


def poster_facts(page: "VotingPage", voting_round: Round, candidate: Candidate) -> PosterFacts:
    return PosterFacts(
        number=candidate.number,
        shop_name=candidate.name,
        municipality=town_of(voting_round),
        place=where_of(candidate, voting_round),
        pitch=candidate.pitch,
        face=candidate.face,
        cloth=drawn_as(candidate),
        opens_on=words.day_of(voting_round.opens_at),
        closes_on=words.day_of(voting_round.closes_at),
        url=full_url_of(page, "candidate", voting_round, slug=candidate.slug),
        edition=voting_round.edition.name_in(language_now())[0],
        language=language_now(),
    )


def kept_for(response: HttpResponse, seconds: int) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=seconds)
    return response
