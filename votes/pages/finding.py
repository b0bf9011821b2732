"""From a postcode or a village to the race one can vote in."""

from collections.abc import Sequence
from dataclasses import dataclass

from municipalities import meant, places
from municipalities.places import Town
from shops.distance import kilometres
from votes.models import Round


@dataclass(frozen=True)
class Answer:
    """rounds: those that the text leads to. known: the name of a place that does not take part, or "". near: rounds close to it.

    alike: rounds of places that are spelled nearly so, each with the name it was found by. is_elsewhere: not in the province at all.
    """

    asked: str
    rounds: list[Round]
    known: str = ""
    near: tuple[Round, ...] = ()
    alike: tuple[tuple[str, Round], ...] = ()
    is_elsewhere: bool = False


def find(text: str, rounds: Sequence[Round]) -> Answer:
    """Which of `rounds` a postcode, a village or a municipality means."""
    asked = meant.asked(text)
    by_town = {places.index().id_for(one.municipality.slug): one for one in rounds}
    hits = meant.hits(asked)
    found = [by_town[hit.municipality_id] for hit in hits if hit.municipality_id in by_town]
    if found:
        return Answer(asked, found)
    if hits:
        town = places.index().towns[hits[0].municipality_id]
        return Answer(asked, [], town.name, nearest(town, rounds))
    if meant.is_elsewhere(asked):
        return Answer(asked, [], is_elsewhere=True)
    return Answer(asked, [], alike=alike(asked, by_town))


def nearest(town: Town, rounds: Sequence[Round]) -> tuple[Round, ...]:
    return tuple(sorted(rounds, key=lambda one: kilometres(town, one.municipality))[: meant.NEAREST])


def alike(asked: str, by_town: dict[int | None, Round]) -> tuple[tuple[str, Round], ...]:
    """Places with nearly that name, the most alike first; each race once."""
    found: dict[int, tuple[str, Round]] = {}
    for hit in meant.alike(asked):
        if hit.municipality_id in by_town:
            found.setdefault(hit.municipality_id, (hit.via, by_town[hit.municipality_id]))
    return tuple(found.values())
