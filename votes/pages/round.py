"""The page of one municipality's race: who stands, how many voted, and never who leads."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from content.facades import skyline
from content.freshness import shown_until
from content.numbers import grouped
from content.visits import Seen
from votes import lineup, structured_data, turnout
from votes.addresses import tail_of
from votes.models import PublishedResult, Round
from votes.pages import result, words
from votes.pages.cards import cards
from votes.pages.frame import full_url_of, language_now, of_round, shown, town_of, trail_of, url_of
from votes.pages.phase import Told, told, true_until

if TYPE_CHECKING:
    from votes.models import VotingPage


@of_round
def serve(page: "VotingPage", request: HttpRequest, *, voting_round: Round, at: datetime) -> HttpResponse:
    shown_until(request, true_until(voting_round, at))
    language = language_now()
    return shown(page, request, "round.html", context(page, voting_round, told(voting_round, at, language), at), tail=tail_of("round", voting_round))


def context(page: "VotingPage", voting_round: Round, state: Told, at: datetime) -> dict[str, Any]:
    language = language_now()
    found = lineup.candidates(voting_round, at) if state.has_candidates else []
    count = turnout.of_round(voting_round) if state.has_candidates else 0
    told_cards = cards(page, voting_round, found)
    return {
        "seen": Seen("round", str(voting_round.pk), voting_round.municipality.slug),
        "told": state,
        "round": voting_round,
        "edition": voting_round.edition,
        "town_name": town_of(voting_round),
        "cards": [one for one in told_cards if not one.is_withdrawn],
        "withdrawn": [one for one in told_cards if one.is_withdrawn],
        "turnout": grouped(count, language),
        "turnout_number": count,
        "dates": dates(voting_round, at, language),
        "skyline": mark_safe(skyline(voting_round.municipality.slug, inline=True)),  # noqa: S308 - drawn by us
        "trail": trail_of(page, voting_round, with_round=False),
        "winners": winners(page, voting_round) if voting_round.published_at else [],
        "json_ld": structured_data.round_json_ld(page, voting_round, state, full_url_of(page, "round", voting_round)),
        "is_dutch": language != "nl",
        "has_demo": any(one.shop and one.shop.is_demo for one in found),
        **urls(page, voting_round),
    }


def winners(page: "VotingPage", voting_round: Round) -> list[result.Winner]:
    """From what was published."""
    published = PublishedResult.objects.get(round=voting_round)
    return result.winners_of(page, voting_round, json.loads(published.figures))


def urls(page: "VotingPage", voting_round: Round) -> dict[str, str]:
    names = ("round", "vote", "stand", "nominate", "seal", "check", "result")
    told_urls = {f"{name}_url": url_of(page, name, voting_round) for name in names}
    year = voting_round.edition.year
    return told_urls | {"how_url": f"{page.url}zo-tellen-we/", "rules_url": f"{page.url}{year}/spelregels/", "edition_url": f"{page.url}{year}/"}


def dates(voting_round: Round, at: datetime, language: str) -> list[tuple[str, str]]:
    """(what, when) of each step, for the table under the candidates."""
    edition = voting_round.edition
    return [
        (_("Kandidaat worden"), _("tot %(moment)s") % {"moment": words.moment(edition.candidacy_until, language, at)}),
        (_("Stemmen vanaf"), words.moment(voting_round.opens_at, language, at)),
        (_("Stemmen tot"), words.moment(voting_round.closes_at, language, at)),
        (_("Nazicht en bezwaar"), _("tot %(moment)s") % {"moment": words.moment(voting_round.review_until, language, at)}),
    ]
