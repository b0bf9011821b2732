"""From a postcode or a village to the race one can vote in."""

from collections.abc import Sequence
from dataclasses import dataclass

from municipalities import places
from municipalities.places import Town
from shops.distance import kilometres
from votes.models import Round

NEAREST = 3
LONGEST = 80  # characters of a question that is answered


@dataclass(frozen=True)
class Answer:
    """rounds: those that the text leads to. known: the name of a place that does not take part, or "". near: rounds close to it."""

    asked: str
    rounds: list[Round]
    known: str = ""
    near: tuple[Round, ...] = ()


def find(text: str, rounds: Sequence[Round]) -> Answer:
    """Which of `rounds` a postcode, a village or a municipality means."""
    asked = " ".join(text.split())[:LONGEST]
    by_town = {places.index().id_for(one.municipality.slug): one for one in rounds}
    hits = places.find(asked) or places.find(asked.partition(" ")[0])  # "8700 Tielt" where the register has no name at a postcode
    found = [by_town[hit.municipality_id] for hit in hits if hit.municipality_id in by_town]
    if found or not hits:
        return Answer(asked, found)
    town = places.index().towns[hits[0].municipality_id]
    return Answer(asked, [], town.name, nearest(town, rounds))


def nearest(town: Town, rounds: Sequence[Round]) -> tuple[Round, ...]:
    return tuple(sorted(rounds, key=lambda one: kilometres(town, one.municipality))[:NEAREST])
