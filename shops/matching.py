"""Which shops answer a text, and how well."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from shops.bitmaps import Bitmaps, Had
from shops.category_tree import CategoryTree
from shops.indexing import street_key
from shops.meaning import Meaning, Term, terms
from shops.models.words import ShopWord, beginning
from shops.stems import LONGEST_WORD, stems

Field = ShopWord.Field
SHORT_NUMBER = 3  # digits: a house number means itself, a postcode may be typed by its beginning


@dataclass(frozen=True)
class Answers:
    """found: the shops that answer a text. ranks: how well, the best first; sets that may overlap, of which the first that holds a shop counts:
    its name begins with the words, it sells what they name, they stand in its name or address, in a tagline. The rest say it in a description."""

    found: int
    ranks: tuple[int, ...] = ()


def answering(meaning: Meaning, tree: CategoryTree, listed: Bitmaps) -> Answers:
    """Those in the places of `meaning` that have each word, or sell what it names. Asks one query at most.

    A word is had by who has a word that begins with it, or one with the same stem. A shop that is called just what was typed is one
    wherever it stands: "Café Brugge" in Tielt.
    """
    asked = terms(meaning, tree)
    found = listed.in_towns(meaning.municipalities) if meaning.municipalities else listed.everybody
    if not asked:
        return Answers(found)
    called, begins = is_called(meaning.whole), begins_with(meaning)
    had = listed.having([*(rows for term in asked for rows in rows_of(term)), called, begins])
    for term in asked:
        found &= saying(term, listed, had, "description")
    if meaning.whole and (meaning.municipalities or any(term.is_street for term in asked)):
        found |= had[called].address
    return Answers(found, tuple(ranks(asked, listed, had, had[begins].address)))


def ranks(asked: list[Term], listed: Bitmaps, had: dict[Q, Had], begins: int) -> Iterator[int]:
    yield begins
    yield listed.of_kind(frozenset[int]().union(*(term.ids for term in asked)), main=True)
    for place in ("address", "tagline"):
        found = listed.everybody
        for term in asked:
            found &= saying(term, listed, had, place)
        yield found


def saying(term: Term, listed: Bitmaps, had: dict[Q, Had], place: str) -> int:
    """Who has all words of `term` somewhere as sure as `place`, or sells what they name."""
    found = listed.everybody
    for rows in rows_of(term):
        found &= getattr(had[rows], place)
    return found | listed.of_kind(term.ids)


def rows_of(term: Term) -> list[Q]:
    """The rows of words that a shop must have, one of each."""
    if term.is_street:
        return [Q(word=street_key(term.phrase), field=Field.STREET)]
    return [matching(word[:LONGEST_WORD]) for word in term.words]


def matching(word: str) -> Q:
    """Rows of words that begin with `word`, or come down to the same: "bakkers" and "bakker"."""
    if word.isdigit() and len(word) <= SHORT_NUMBER:
        return Q(word=word)
    roots = sorted(stems(word))
    other = [root for root in roots if not root.startswith(word)]
    return beginning(word) | Q(stem__in=roots) | Q(word__in=other) if other else beginning(word) | Q(stem__in=roots)


def is_called(name: str) -> Q:
    """Rows of shops with just this name (normalised)."""
    return Q(word=name, field=Field.CALLED)


def begins_with(meaning: Meaning) -> Q:
    """Rows of shops whose name begins with what is asked for."""
    return beginning(" ".join(meaning.words)) & Q(field=Field.CALLED)
