"""Who may become the provincial winner: the winners of the published rounds of an edition. Read from what was published, and from nothing else."""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from content.words import fold
from votes.models import Candidate, Edition, PublishedResult


@dataclass(frozen=True)
class Finalist:
    """A winner of a round; those who ended equal are all finalists. votes: its own; counted: those of its whole round."""

    candidate: Candidate
    votes: int
    counted: int


def share(*, votes: int, counted: int) -> Fraction:
    """Of the counted votes of the own round, exactly; 0 of nothing."""
    return Fraction(votes, counted) if counted else Fraction(0)


def finalists(edition: Edition) -> list[Finalist]:
    """By municipality, and by number where two ended equal. Two queries, however many there are."""
    published = dict(PublishedResult.objects.filter(round__edition=edition).values_list("round_id", "figures"))
    figures = {key: json.loads(text) for key, text in published.items()}
    standing = Candidate.objects.filter(round__in=figures).select_related("round__edition", "round__municipality", "category")
    won = [one for one in standing if one.number in figures[one.round_id]["winners"]]
    won.sort(key=lambda one: (fold(one.round.municipality.name), one.round_id, one.number))
    return [finalist(one, figures[one.round_id]) for one in won]


def finalist(candidate: Candidate, figures: dict[str, Any]) -> Finalist:
    """figures: of the published result of its round."""
    votes = next(told["votes"] for told in figures["candidates"] if told["number"] == candidate.number)
    return Finalist(candidate, votes, figures["counted"])
