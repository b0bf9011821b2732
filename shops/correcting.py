"""What somebody probably meant who finds nothing: texts with an unknown word replaced by the nearest known one, that do lead to shops."""

from dataclasses import dataclass, replace
from datetime import datetime

from content.spelling import Spelling, slips
from content.words import normalise
from shops import vocabulary
from shops.meaning import MOST_WORDS, pieces_of
from shops.query import LONGEST_TEXT, ShopQuery
from shops.search import Found, search_shops

MOST = 2  # texts that are tried


@dataclass(frozen=True)
class Correction:
    """A text that has answers instead of the one that was typed. is_clear: nothing else is as near, or
    nothing else has answers."""

    typed: str
    text: str
    total: int
    is_clear: bool

    @property
    def literally(self) -> str:
        """What was typed, meant as it stands."""
        return f'"{normalise(self.typed)}"'


def answer(query: ShopQuery, at: datetime) -> tuple[ShopQuery, Found, list[Correction]]:
    """The question as it is answered, its answers, and the corrections: one that is clear is answered itself, unless what was typed is quoted."""
    found = search_shops(query, at)
    if found.total or not query.text:
        return query, found, []
    near = corrections(query, at)
    if near and near[0].is_clear and '"' not in query.text:
        meant = replace(query, text=near[0].text, page=1)
        return meant, search_shops(meant, at), near[:1]
    return query, found, near


def corrections(query: ShopQuery, at: datetime) -> list[Correction]:
    """Those that have answers to the rest of the question, the nearest first. The only one that has is clear."""
    found = [
        Correction(query.text, text, total, is_clear)
        for text, is_clear in near_texts(query.text, vocabulary.known().spelling)
        if (total := search_shops(replace(query, text=text, page=1), at).total)
    ]
    return [replace(one, is_clear=True) for one in found] if len(found) == 1 else found


def near_texts(text: str, known: Spelling) -> list[tuple[str, bool]]:
    """At most MOST texts in which each unknown word is replaced by the nearest, and whether it is surely that; the first unknown word varies."""
    pieces = [piece for piece, _ in pieces_of(text)][:MOST_WORDS]
    near = {number: found for number, piece in enumerate(pieces) if (found := near_words(normalise(piece), known))}
    if not near:
        return []
    first, options = next(iter(near.items()))
    typed = normalise(pieces[first])
    is_clear = len(options) == 1 or slips(typed, options[0]) < slips(typed, options[1])
    best = {number: found[0] for number, found in near.items()}
    texts = [with_words(pieces, best | {first: option}) for option in options]
    return [(changed[:LONGEST_TEXT], is_clear and not place) for place, changed in enumerate(texts)]


def near_words(word: str, known: Spelling) -> list[str]:
    """None for a word that is known, or of which the end may still be missing."""
    return [] if known.begins(word) else known.nearest(word, MOST)


def with_words(pieces: list[str], words: dict[int, str]) -> str:
    return " ".join(words.get(number, piece) for number, piece in enumerate(pieces))
