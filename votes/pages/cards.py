"""Candidates as pages show them: all with their drawn front, so that nobody stands out by a better photographer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from content.facades import facade
from votes import whereabouts
from votes.models import Candidate, Round
from votes.pages.frame import language_now, url_of

if TYPE_CHECKING:
    from votes.models import VotingPage

NO_KIND = "dienst"  # the awning of a shop whose kind is gone
MOST_LARGE = 16  # fronts with their upper floors on one page; with more, the small ones keep it light


@dataclass(frozen=True)
class Card:
    """A candidate in a list. anchor: its name in the page, "kandidaat-3". vote_url: of the form, with the anchor as fragment."""

    number: int
    name: str
    kind: str
    where: str
    pitch: str
    supports: str
    url: str
    vote_url: str
    anchor: str
    front: SafeString
    is_withdrawn: bool
    withdrawal_reason: str


def cards(page: "VotingPage", voting_round: Round, candidates: Iterable[Candidate]) -> list[Card]:
    found = list(candidates)
    return [card(page, voting_round, candidate, is_small=len(found) > MOST_LARGE) for candidate in found]


def card(page: "VotingPage", voting_round: Round, candidate: Candidate, *, is_small: bool = False) -> Card:
    anchor = anchor_of(candidate.number)
    return Card(
        number=candidate.number,
        name=candidate.name,
        kind=kind_of(candidate),
        where=where_of(candidate, voting_round),
        pitch=candidate.pitch,
        supports=candidate.supports,
        url=url_of(page, "candidate", voting_round, slug=candidate.slug),
        vote_url=f"{url_of(page, 'vote', voting_round)}#{anchor}",
        anchor=anchor,
        front=front_of(candidate.face, drawn_as(candidate), is_small),
        is_withdrawn=candidate.withdrawn_at is not None,
        withdrawal_reason=candidate.withdrawal_reason,
    )


def where_of(candidate: Candidate, voting_round: Round) -> str:
    """Its street, and its village where that is called otherwise than the municipality."""
    return whereabouts.read(candidate.address).beside(voting_round.municipality.local_name)


def anchor_of(number: int) -> str:
    return f"kandidaat-{number}"


def kind_of(candidate: Candidate) -> str:
    return candidate.category.name_in(language_now()) if candidate.category else ""


def cloth_of(candidate: Candidate) -> str:
    return candidate.category.cloth if candidate.category else NO_KIND


def drawn_as(candidate: Candidate) -> str:
    """What its front is drawn with."""
    return candidate.category.drawn_as if candidate.category else NO_KIND


@lru_cache(maxsize=4_096)
def front_of(face: str, cloth: str, is_small: bool = False) -> SafeString:
    """The drawn front; it adorns the name beside it, so it has no text of its own."""
    return mark_safe(facade(face, cloth, small=is_small, inline=True, title=""))  # noqa: S308 - drawn by us
