"""The seals of a running round: hourly heads that say that nothing was changed, and nothing of what was voted."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from content.freshness import BRUSSELS, shown_until
from content.numbers import grouped
from votes import turnout
from votes.addresses import tail_of
from votes.models import Round, SealHead
from votes.models.ballots import in_utc
from votes.pages import words
from votes.pages.frame import language_now, of_round, shown, town_of, trail_of, url_of
from votes.pages.phase import BEFORE_OPENING, TURNOUT_LAGS, phase_of, told, true_until

if TYPE_CHECKING:
    from votes.models import VotingPage

SHOWN = 24  # the newest; all of them stand in the text


@of_round
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    shown_until(request, true_until(voting_round, at))
    shown_until(request, at + TURNOUT_LAGS)
    heads = heads_of(voting_round, at)
    language, count = language_now(), turnout.of_round(voting_round)
    context = {
        "told": told(voting_round, at, language),
        "heads": [(words.moment(head.at, language, at), grouped(head.position, language), head.head) for head in heads[:SHOWN]],
        "more": max(0, len(heads) - SHOWN),
        "turnout": grouped(count, language),
        "turnout_number": count,
        "town_name": town_of(voting_round),
        "edition": voting_round.edition,
        "text_url": url_of(page, "seal text", voting_round),
        "result_url": url_of(page, "result", voting_round) if voting_round.published_at else "",
        "how_url": f"{page.url}zo-tellen-we/",
        "trail": trail_of(page, voting_round),
    }
    return shown(page, request, "seal.html", context, tail=tail_of("seal", voting_round))


def heads_of(voting_round: Round, at: datetime) -> list[SealHead]:
    """The newest first. Raises Http404 before the round opens: there is nothing to seal."""
    if phase_of(voting_round, at) in BEFORE_OPENING:
        raise Http404("nothing is sealed yet")
    return list(SealHead.objects.filter(round=voting_round).order_by("-at"))


@of_round
def as_text(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    """For observers: one head a line, the oldest first. `<UTC> <links> <head>`."""
    shown_until(request, at + TURNOUT_LAGS)
    heads = reversed(heads_of(voting_round, at))
    first = f"# {voting_round.code} {voting_round.municipality.name}; votes until {voting_round.closes_at.astimezone(BRUSSELS).isoformat()}\n"
    lines = (f"{in_utc(head.at)} {head.position} {head.head}\n" for head in heads)
    return HttpResponse(first + "# UTC, links of the chain, SHA-256 of the chain so far\n" + "".join(lines), content_type="text/plain; charset=utf-8")
