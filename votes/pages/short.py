"""Addresses without a year lead to the current edition: /nl/stemmen/tielt/ is what people say and share, and it stays right when a next
edition comes. The page itself stands under its year, for good. Nothing that was posted is sent on."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from municipalities import places
from votes.clock import database_now
from votes.pages.frame import SAFE, current_edition, public_round

if TYPE_CHECKING:
    from votes.models import VotingPage


def serve(page: "VotingPage", request: HttpRequest, town: str, rest: str = "") -> HttpResponse:
    """To the same page of the current edition; where the municipality does not take part, to the list of those that do."""
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    known, edition = places.town_asked(town), current_edition(database_now())
    if known is None or edition is None:
        raise Http404("no such municipality, or nothing to vote for")
    if public_round(edition.year, known.slug) is None:
        return HttpResponseRedirect(f"{page.url}?{urlencode({'waar': known.name})}")
    return HttpResponseRedirect(f"{page.url}{edition.year}/{known.slug}/{rest}")
