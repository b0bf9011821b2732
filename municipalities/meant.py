"""Which place somebody means who types a postcode, a village or a municipality of anywhere."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from content.words import normalise
from municipalities import places
from municipalities.places import PlaceHit

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


def asked(typed: str) -> str:
    """What was typed, without needless blanks and no more of it than a name is long; "" for nothing."""
    return " ".join(typed.replace("\0", " ").split())[:LONGEST]


def hits(text: str) -> list[PlaceHit]:
    """Of this province; of "8700 Tielt" those of 8700 where the register has no such name at that postcode."""
    meant = without_country(text)
    return places.find(meant) or places.find(meant.partition(" ")[0])


def is_elsewhere(text: str) -> bool:
    """A Belgian postcode that is not of West Flanders, or a large town of another province."""
    meant = without_country(text)
    return not meant.startswith(OURS) if POSTCODE.match(meant) else normalise(meant) in ELSEWHERE


def alike(text: str) -> Iterator[PlaceHit]:
    """Places of which the name is spelled nearly so, the most alike first."""
    index = places.index()
    leads = index.by_other_name | index.by_own_name
    for name in get_close_matches(normalise(without_country(text)), leads, n=NEAREST, cutoff=ALIKE):
        yield from leads[name]


def without_country(text: str) -> str:
    return COUNTRY.sub("", text)
