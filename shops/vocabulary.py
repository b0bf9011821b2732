"""The words that searches know: of categories and places, of names of listed shops, and the streets in which they stand. Kept in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from content.kept import Kept
from content.spelling import Spelling
from content.words import normalise
from municipalities import places
from shops.bitmaps import bitmaps
from shops.category_tree import category_tree
from shops.kept import WORDS
from shops.models.words import KnownWord

SURE = 1_000  # a word of a category or a place weighs as one that so many shops have; that of a kind as many more as there are of it


@dataclass(frozen=True)
class Vocabulary:
    """streets: how each is written, by its words (indexing.street_key), the one with most shops first. written: words of kinds that
    have accents, by the word without."""

    spelling: Spelling = field(default_factory=Spelling)
    streets: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)


def known() -> Vocabulary:
    """The words of today; asks the database only after they changed."""
    return kept.get()


def read() -> Vocabulary:
    """Words that two of these have weigh as in the surest."""
    counts: dict[str, int] = {}
    streets: dict[str, str] = {}
    rows = KnownWord.objects.order_by("-count", "word").values_list("kind", "word", "label", "count")
    for kind, word, label, count in rows.iterator():
        if kind == KnownWord.Kind.STREET:
            streets[word] = label
        for part in word.split():
            counts[part] = max(counts.get(part, 0), count)
    index = places.index()
    for phrase in (*index.by_own_name, *index.by_other_name):
        counts |= dict.fromkeys(phrase.split(), SURE)
    for phrase, kinds in category_tree().by_word.items():
        number = SURE + bitmaps().of_kind(kinds).bit_count()
        counts |= {part: max(counts.get(part, 0), number) for part in phrase.split()}
    return Vocabulary(Spelling(counts), streets, dict(with_accents()))


def with_accents() -> Iterator[tuple[str, str]]:
    for node in category_tree().nodes:
        for word in " ".join((*node.names.values(), *node.words)).split():
            if word.isalpha() and (plain := normalise(word)) != word.lower():
                yield plain, word


kept = Kept(WORDS, read)
