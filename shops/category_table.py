"""Reads categories.json: 14 groups (each a cloth of the facades) with their leaves, and finds the leaf of a tag, a code or a word.

Pure: no database. Sources and licences: docs/data-sources.md.

What counts as a business: whatever a consumer walks into to buy, eat, drink, be served or stay the night. Left out are public services
(school, library, town hall, recycling), things (bench, cash machine, cigarette machine), offices without a counter (company, lawyer,
notary, architect) and medical practices (doctor, dentist, physiotherapist, hospital, vet): they may not advertise as shops do.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.words import fold

CATEGORIES_FILE = Path(__file__).with_name("categories.json")
LANGUAGES = ("nl", "fr", "en", "de")
OSM_KEYS = ("shop", "craft", "amenity", "healthcare", "office", "tourism", "leisure")
EMPTY_PREMISES = {"vacant", "disused"}
ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    names: dict[str, str]
    order: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """names and synonyms by language code. osm_tags: "shop=bakery", or with a second condition "shop=clothes+clothes=children".

    nace: prefixes of NACE-BEL codes by version; the same code may mean something else in the other version.
    """

    slug: str
    group: str
    names: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    schema_type: str
    osm_tags: tuple[str, ...]
    nace: dict[str, tuple[str, ...]]
    order: int

    @property
    def cloth(self) -> str:
        return self.group

    @property
    def nace_codes(self) -> tuple[str, ...]:
        """The codes of both versions, to show; look up with leaf_for_nace, which knows the version."""
        return tuple(sorted({code for codes in self.nace.values() for code in codes}))

    @property
    def words(self) -> Iterator[str]:
        yield from (word for language in LANGUAGES for word in self.synonyms[language])


@dataclass(frozen=True, slots=True)
class CategoryTable:
    groups: tuple[Group, ...]
    leaves: tuple[Leaf, ...]
    not_a_shop: tuple[str, ...]

    def leaf(self, slug: str) -> Leaf:
        """Raises KeyError."""
        return {leaf.slug: leaf for leaf in self.leaves}[slug]


@dataclass(frozen=True, slots=True)
class OsmRule:
    """The first condition is the business itself, a second one narrows it. leaf: None says that it is no shop."""

    conditions: tuple[tuple[str, str], ...]
    leaf: str | None

    def fits(self, key: str, value: str, tags: dict[str, list[str]]) -> bool:
        (own_key, own_value), *others = self.conditions
        return own_key == key and own_value in (value, ANYTHING) and all(_holds(condition, tags) for condition in others)

    @property
    def precision(self) -> tuple[int, int]:
        return sum(value != ANYTHING for _, value in self.conditions), len(self.conditions)

    @property
    def is_a_guess(self) -> bool:
        return self.conditions[0][1] in (ANYTHING, "yes")


@cache
def load() -> CategoryTable:
    """The whole table, read once."""
    content = json.loads(CATEGORIES_FILE.read_text(encoding="utf-8"))
    leaves = (
        Leaf(
            slug=row["slug"],
            group=row["group"],
            names=row["names"],
            synonyms={language: tuple(words) for language, words in row["synonyms"].items()},
            schema_type=row["schema_type"],
            osm_tags=tuple(row["osm_tags"]),
            nace={version: tuple(codes) for version, codes in row["nace"].items()},
            order=order,
        )
        for order, row in enumerate(content["leaves"], start=1)
    )
    groups = (Group(row["slug"], row["names"], order) for order, row in enumerate(content["groups"], start=1))
    return CategoryTable(tuple(groups), tuple(leaves), tuple(content["not_a_shop"]))


def leaf_for_osm(tags: dict[str, str]) -> str | None:
    """Slug of the leaf of an OpenStreetMap object, None when it is not a business (see the top of this module)."""
    return next(iter(leaves_for_osm(tags)), None)


def leaves_for_osm(tags: dict[str, str]) -> list[str]:
    """Every leaf of an OpenStreetMap object, the main one first: a florist with a restaurant has two. Empty for what is no business."""
    values = {key: [value.strip().lower() for value in text.split(";")] for key, text in tags.items()}
    if EMPTY_PREMISES & set(values.get("shop", ())):
        return []
    rules = [rule for key in OSM_KEYS for value in values.get(key, ()) if (rule := _best_rule(key, value, values)) and rule.leaf]
    known = [rule for rule in rules if not rule.is_a_guess] or rules[:1]
    return list(dict.fromkeys(rule.leaf for rule in known if rule.leaf))


def deciding_tag(tags: dict[str, str]) -> str:
    """The tag that says what an object is, such as "amenity=school": to name in a refusal. "" without any."""
    return next((f"{key}={tags[key]}" for key in OSM_KEYS if key in tags), "")


def leaf_for_nace(code: str, version: str = "2025") -> str | None:
    """Slug of the leaf of a NACE-BEL code ("47.241", "47241", "4724101"), by its longest known beginning. version: "2008" or "2025"."""
    digits = re.sub(r"\D", "", code)
    beginnings = (digits[:length] for length in range(len(digits), 1, -1))
    return next((leaf for beginning in beginnings if (leaf := _leaf_by_nace(version).get(beginning))), None)


def leaf_for_words(text: str) -> str | None:
    """Slug of the leaf that a person's category means: its slug, a name or a synonym in one of the four languages.

    "Bakkerij / tearoom" is the first known of its parts; "Schoenwinkel voor dames" is the longest known phrase inside.
    """
    known = _leaf_by_phrase()
    phrases = [fold(text), *(fold(part) for part in re.split(r"[/,;&+|>()]|\s-\s|\b(?:en|et|and|und)\b", text, flags=re.IGNORECASE))]
    candidates = (form for phrase in (*phrases, *_phrases_inside(phrases[0])) for form in (phrase, phrase.removesuffix("s")))
    return next((known[form] for form in candidates if form in known), None)


def _holds(condition: tuple[str, str], tags: dict[str, list[str]]) -> bool:
    """Of several values the first counts: "women;children" is a clothes shop, not one for children."""
    key, value = condition
    return key in tags and value in (tags[key][0], ANYTHING)


def _best_rule(key: str, value: str, tags: dict[str, list[str]]) -> OsmRule | None:
    """The rule that fits most precisely: "amenity=fast_food+cuisine=burger" before "amenity=fast_food+cuisine=*" before "amenity=fast_food"."""
    candidates = _rules_by_first_condition().get((key, value)) or _rules_by_first_condition().get((key, ANYTHING), ())
    return max((rule for rule in candidates if rule.fits(key, value, tags)), key=lambda rule: rule.precision, default=None)


@cache
def _rules_by_first_condition() -> dict[tuple[str, str], tuple[OsmRule, ...]]:
    table = load()
    rules = [_rule(tag, leaf.slug) for leaf in table.leaves for tag in leaf.osm_tags] + [_rule(tag, None) for tag in table.not_a_shop]
    return {first: tuple(rule for rule in rules if rule.conditions[0] == first) for first in {rule.conditions[0] for rule in rules}}


def _rule(tag: str, leaf: str | None) -> OsmRule:
    pairs = (condition.split("=", 1) for condition in tag.split("+"))
    return OsmRule(tuple((key, value) for key, value in pairs), leaf)


@cache
def _leaf_by_nace(version: str) -> dict[str, str]:
    return {code.replace(".", ""): leaf.slug for leaf in load().leaves for code in leaf.nace.get(version, ())}


@cache
def _leaf_by_phrase() -> dict[str, str]:
    """Folded phrase to slug. Slugs win over names, names over synonyms; among equals the leaf that stands first in the table."""
    found: dict[str, str] = {}
    for words_of in (lambda leaf: (leaf.slug,), lambda leaf: leaf.names.values(), lambda leaf: leaf.words):
        for leaf in load().leaves:
            for word in words_of(leaf):
                found.setdefault(fold(word), leaf.slug)
    return found


def _phrases_inside(folded: str) -> Iterator[str]:
    """Every run of one to four whole words, longest first."""
    words = folded.split()
    for length in range(min(4, len(words)), 0, -1):
        yield from (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
