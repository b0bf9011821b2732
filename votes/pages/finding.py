"""From a postcode or a village to the race one can vote in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from content.words import normalise
from municipalities import places
from municipalities.places import PlaceHit, Town
from shops.distance import kilometres
from votes.models import Round

NEAREST = 3
LONGEST = 80  # characters of a question that is answered
ALIKE = 0.78  # of difflib: "kortrik" and "Kortrijk", not "Gent" and "Gits"
COUNTRY = re.compile(r"^b(?:e)?[\s-]*(?=\d{4}\b)", re.IGNORECASE)  # "B-8700"
POSTCODE = re.compile(r"[1-9]\d{3}\b")
OURS = "8"  # West Flanders has all postcodes from 8000 to 8999 (bpost), and no others
# What people type who do not live here, so that they are told why nothing is found. No register of Belgium: only its large towns.
ELSEWHERE = {
    "aalst", "antwerpen", "antwerp", "anvers", "brasschaat", "brussel", "brussels", "bruxelles", "charleroi", "deinze",
    "dendermonde", "eeklo", "gand", "genk", "gent", "ghent", "hasselt", "kapellen", "leuven", "liege",
    "lokeren", "louvain", "luik", "mechelen", "mons", "namen", "namur", "ninove", "oudenaarde", "ronse",
    "schoten", "turnhout", "vilvoorde", "zottegem",
}  # fmt: skip


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
    asked = " ".join(text.split())[:LONGEST]
    meant = COUNTRY.sub("", asked)
    by_town = {places.index().id_for(one.municipality.slug): one for one in rounds}
    hits = places.find(meant) or places.find(meant.partition(" ")[0])  # "8700 Tielt" where the register has no name at a postcode
    found = [by_town[hit.municipality_id] for hit in hits if hit.municipality_id in by_town]
    if found:
        return Answer(asked, found)
    if hits:
        town = places.index().towns[hits[0].municipality_id]
        return Answer(asked, [], town.name, nearest(town, rounds))
    if is_elsewhere(meant):
        return Answer(asked, [], is_elsewhere=True)
    return Answer(asked, [], alike=alike(meant, by_town))


def nearest(town: Town, rounds: Sequence[Round]) -> tuple[Round, ...]:
    return tuple(sorted(rounds, key=lambda one: kilometres(town, one.municipality))[:NEAREST])


def is_elsewhere(meant: str) -> bool:
    """A Belgian postcode that is not of West Flanders, or a large town of another province."""
    postcode = POSTCODE.match(meant)
    return not meant.startswith(OURS) if postcode else normalise(meant) in ELSEWHERE


def alike(meant: str, by_town: dict[int | None, Round]) -> tuple[tuple[str, Round], ...]:
    """Places with nearly that name, the most alike first; each race once."""
    index = places.index()
    leads: dict[str, tuple[PlaceHit, ...]] = index.by_other_name | index.by_own_name
    names = get_close_matches(normalise(meant), leads, n=NEAREST, cutoff=ALIKE)
    found: dict[int, tuple[str, Round]] = {}
    for name in names:
        for hit in leads[name]:
            if hit.municipality_id in by_town:
                found.setdefault(hit.municipality_id, (hit.via, by_town[hit.municipality_id]))
    return tuple(found.values())
