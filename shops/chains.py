"""Tells a shop of a chain, or of a franchise formula, from an independent one, by chains.json. Pure: no database.

A chain is `found_by`
- "start": its name is nobody else's, so a shop whose name begins with it belongs to it: "Kruidvat Kortrijk", "AD Delhaize Heule";
- "exact": the whole name of the shop must be its name, and what the shop is must not contradict: "Action", "Club";
- "kind": an everyday word or a first name, so what the shop is must be known and agree: the baker "Paul", never the hairdresser "Paul".

With a known kind a village may follow: "Action Roeselare" is found, the fan shop "Club Brugge" is not. When in doubt there is no chain:
an independent that is called a chain is worse than the reverse. Sources and licences: docs/data-sources.md.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.words import fold
from municipalities.register import load as load_register
from shops.category_table import leaf_for_osm, leaf_for_words

CHAINS_FILE = Path(__file__).with_name("chains.json")
BRANDS_THAT_INDEPENDENTS_CARRY = {"auto", "fietsen"}
LONGEST_PLACE_NAME = 4


@dataclass(frozen=True, slots=True)
class Chain:
    """kind: "chain" (branches of one company) or "franchise" (a formula that independent owners may run)."""

    name: str
    kind: str
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chain with how it may be recognised; leaves are category slugs, none when its branches differ too much."""

    chain: Chain
    found_by: str
    also: tuple[str, ...]
    leaves: frozenset[str]

    @property
    def phrases(self) -> Iterator[str]:
        yield _phrase(self.chain.name)
        yield from map(_phrase, self.also)


def chain_named(name: str, tags: dict[str, str] | None = None, *, leaf: str | None = None) -> Chain | None:
    """The chain that a shop of this name belongs to, None for an independent one.

    tags: of OpenStreetMap; brand and brand:wikidata tell what the name does not. leaf: slug of its category where there are no tags.
    """
    tags = tags or {}
    leaf = leaf or leaf_for_osm(tags)
    return _by_name(_phrase(name), leaf) or _by_brand_tags(name, tags, leaf)


@cache
def load() -> tuple[Entry, ...]:
    """Every known chain, read once."""
    content = json.loads(CHAINS_FILE.read_text(encoding="utf-8"))
    return tuple(
        Entry(
            chain=Chain(row["name"], row.get("kind", "chain"), row.get("wikidata", "")),
            found_by=row.get("found_by", "exact"),
            also=tuple(row.get("also", ())),
            leaves=frozenset(row.get("leaves", ())),
        )
        for row in content["chains"]
    )


def _phrase(text: str) -> str:
    """Folded words; "&", "+", "and", "et" and "und" are "en", so that C&A is not any company called C.A."""
    words = fold(re.sub("[&+]", " en ", text)).split()
    return " ".join("en" if word in {"and", "et", "und"} else word for word in words)


def _by_brand_tags(name: str, tags: dict[str, str], leaf: str | None) -> Chain | None:
    brand, wikidata = tags.get("brand", ""), tags.get("brand:wikidata", "")
    known = _entries().get(_squeezed(_phrase(brand))) or _entries_by_wikidata().get(wikidata)
    if known:
        return known.chain
    if brand and wikidata and leaf not in BRANDS_THAT_INDEPENDENTS_CARRY and _phrase(brand) in _phrase(name):
        return Chain(brand, "chain", wikidata)
    return None


def _by_name(phrase: str, leaf: str | None) -> Chain | None:
    entry = _beginning_of(phrase) or _after_a_category_word(phrase) or _whole(phrase, leaf) or _before_a_place(phrase, leaf)
    return entry.chain if entry else None


def _beginning_of(phrase: str) -> Entry | None:
    """The chain with the longest name that `phrase` begins with, among those found by their start."""
    words = phrase.split()
    beginnings = (_entries().get("".join(words[:length])) for length in range(len(words), 0, -1))
    return next((entry for entry in beginnings if entry and entry.found_by == "start"), None)


def _after_a_category_word(phrase: str) -> Entry | None:
    """ "Optiek Pearle" is Pearle, since an optician it is."""
    first, _, rest = phrase.partition(" ")
    entry = _beginning_of(rest)
    return entry if entry and leaf_for_words(first) in entry.leaves else None


def _whole(phrase: str, leaf: str | None) -> Entry | None:
    entry = _entries().get(_squeezed(phrase))
    if not entry or (entry.found_by == "kind" and leaf is None):
        return None
    return entry if leaf is None or leaf in entry.leaves else None


def _before_a_place(phrase: str, leaf: str | None) -> Entry | None:
    """ "Action Roeselare": the rest is a name of a place of the register, and the kind of the shop is known and agrees."""
    words = phrase.split()
    cuts = range(max(1, len(words) - LONGEST_PLACE_NAME), len(words)) if leaf else ()
    names = (" ".join(words[:cut]) for cut in cuts if load_register().named(" ".join(words[cut:])))
    return next((entry for name in names if (entry := _whole(name, leaf))), None)


def _squeezed(phrase: str) -> str:
    """Without spaces: "A.S.Adventure", "AS Adventure" and "Media Markt" meet their chains."""
    return phrase.replace(" ", "")


@cache
def _entries() -> dict[str, Entry]:
    """By squeezed phrase; a chain's own name goes before another chain's other name."""
    found = {_squeezed(_phrase(entry.chain.name)): entry for entry in load()}
    for entry in load():
        for phrase in entry.phrases:
            found.setdefault(_squeezed(phrase), entry)
    return found


@cache
def _entries_by_wikidata() -> dict[str, Entry]:
    """Of the formulas that share an item the one with the shortest name: Delhaize, for AD Delhaize and Shop & Go too."""
    longest_first = sorted(load(), key=lambda entry: -len(entry.chain.name))
    return {entry.chain.wikidata: entry for entry in longest_first if entry.chain.wikidata}
