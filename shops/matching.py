"""Which shops answer a text, and how well."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from shops.bitmaps import Bitmaps, Had
from shops.category_tree import CategoryTree
from shops.indexing import street_key
from shops.meaning import Meaning, Term, terms
from shops.models.shop import Shop
from shops.models.words import ShopWord, beginning
from shops.stems import LONGEST_WORD, stems

Field = ShopWord.Field
NUMBER = re.compile(r"[+(]?[\d\s()./-]{8,24}")  # what may be a telephone number
SHORT_NUMBER = 3  # digits: a house number means itself, a postcode may be typed by its beginning


@dataclass(frozen=True)
class Answers:
    """found: the shops that answer a text. ranks: how well, the best first; sets that may overlap, of which the first that holds a shop counts:
    its name begins with the words, it sells what they name, they stand in its name or address, in a tagline. The rest say it in a description.
    Those in the village that the text names come before all others. anywhere: who has the words, whatever place the text names."""

    found: int
    ranks: tuple[int, ...] = ()
    anywhere: int = 0


def answering(meaning: Meaning, tree: CategoryTree, listed: Bitmaps) -> Answers:
    """Those in the places of `meaning` that have each word, or sell what it names. Asks one query at most.

    A word is had by who has a word that begins with it, or one with the same stem. A shop that is called just what was typed is one
    wherever it stands: "Café Brugge" in Tielt.
    """
    return answering_each([meaning], tree, listed)[0]


def answering_each(meanings: Sequence[Meaning], tree: CategoryTree, listed: Bitmaps) -> list[Answers]:
    """As `answering`, of several in one query; one more for a text that is a telephone number."""
    asked = [terms(meaning, tree) for meaning in meanings]
    had = listed.having(rows for meaning, its in zip(meanings, asked, strict=True) for rows in rows_for(meaning, its))
    answered = [answers(meaning, its, listed, had) for meaning, its in zip(meanings, asked, strict=True)]
    return [answers_to_number(meaning, its, listed) if telephone(meaning) else its for meaning, its in zip(meanings, answered, strict=True)]


def telephone(meaning: Meaning) -> PhoneNumber | None:
    """The number that the text is, in any way of writing it; nothing for a text with a letter in it, or a few digits."""
    text = " ".join(meaning.pieces)
    if not NUMBER.fullmatch(text):
        return None
    try:
        number = PhoneNumber.from_string(text, region="BE")
    except NumberParseException:
        return None
    return number if number.is_valid() else None


def answers_to_number(meaning: Meaning, answers: Answers, listed: Bitmaps) -> Answers:
    """And who has this number."""
    called = listed.of(Shop.objects.listed().filter(phone=telephone(meaning)).order_by().values_list("pk", flat=True))
    return replace(answers, found=answers.found | called, anywhere=answers.anywhere | called)


def rows_for(meaning: Meaning, asked: list[Term]) -> Iterator[Q]:
    """All rows that an answer needs."""
    for term in asked:
        yield from rows_of(term)
    if asked:
        yield from (is_called(meaning.whole), begins_with(meaning))
    yield from map(matching, meaning.village.split())


def answers(meaning: Meaning, asked: list[Term], listed: Bitmaps, had: dict[Q, Had]) -> Answers:
    anywhere = listed.everybody
    for term in asked:
        anywhere &= saying(term, listed, had, "description")
    found = anywhere & listed.in_towns(meaning.municipalities) if meaning.municipalities else anywhere
    if asked and meaning.whole and (meaning.municipalities or any(term.is_street for term in asked)):
        found |= had[is_called(meaning.whole)].address
    ranked = tuple(ranks(asked, listed, had, had[begins_with(meaning)].address)) if asked else ()
    return Answers(found, (*standing_in(meaning.village, found, ranked, had), *ranked), anywhere)


def standing_in(village: str, found: int, ranked: tuple[int, ...], had: dict[Q, Had]) -> Iterator[int]:
    """Of those in `found` that have the village in their address: the ranks, and then the rest."""
    if village:
        for word in village.split():
            found &= had[matching(word)].address
        yield from (rank & found for rank in ranked)
        yield found


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
