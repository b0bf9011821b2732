"""What somebody probably meant who finds nothing: texts with an unknown word replaced by the nearest known one, that do lead to shops."""

from dataclasses import dataclass, replace
from datetime import datetime

from content.spelling import Spelling, slips
from content.words import normalise
from shops import vocabulary
from shops.bitmaps import bitmaps
from shops.category_tree import category_tree
from shops.matching import Answers, answering_each
from shops.meaning import MOST_WORDS, Meaning, pieces_of, understand
from shops.narrowing import Narrowing
from shops.query import LONGEST_TEXT, ShopQuery
from shops.search import Found, search_shops, shown

TRIED = 6  # texts, in one query
MOST = 2  # that are offered
SLIPS = {8: 2, 5: 1}  # from so many letters on, so many may be taken for a slip without asking; a shorter word is another word


@dataclass(frozen=True)
class Correction:
    """A text that has answers instead of the one that was typed. is_clear: it is a slip, and nothing else is as near or has answers.
    narrowing, meaning: how it is answered."""

    typed: str
    text: str
    is_clear: bool
    narrowing: Narrowing
    meaning: Meaning

    @property
    def total(self) -> int:
        return self.narrowing.found().bit_count()

    @property
    def literally(self) -> str:
        """What was typed, meant as it stands."""
        return f'"{normalise(self.typed)}"'


@dataclass(frozen=True)
class NearText:
    """is_slip: each word in it that was replaced is so near that it is a slip. is_nearest: none of the others is as near."""

    text: str
    is_slip: bool
    is_nearest: bool


def answer(query: ShopQuery, at: datetime) -> tuple[ShopQuery, Found, list[Correction]]:
    """The question as it is answered, its answers, and the corrections: one that is clear is answered itself, unless what was typed is quoted."""
    found = search_shops(query, at)
    if found.total or not query.text:
        return query, found, []
    near = corrections(query, found.narrowing)
    if near and near[0].is_clear and '"' not in query.text:
        return near[0].narrowing.query, shown(near[0].narrowing, near[0].meaning), near[:1]
    return query, found, near


def corrections_of(query: ShopQuery, at: datetime) -> list[Correction]:
    """As `corrections`, of a question that was not answered yet."""
    return corrections(query, Narrowing(bitmaps(), Answers(0), query, category_tree(), at))


def corrections(query: ShopQuery, narrowing: Narrowing) -> list[Correction]:
    """Those that have answers to the rest of the question, the nearest first; asks one query. The only one that has is clear when it is a slip."""
    near = near_texts(query.text, vocabulary.known().spelling)
    meanings = [understand(one.text) for one in near]
    answered = [
        (one, meaning, narrowing.answered(answers, query=replace(query, text=one.text, page=1)))
        for one, meaning, answers in zip(near, meanings, answering_each(meanings, narrowing.tree, narrowing.listed), strict=True)
    ]
    having = [(one, meaning, its) for one, meaning, its in answered if its.found()]
    return [
        Correction(query.text, one.text, one.is_slip and (one.is_nearest or len(having) == 1), its, meaning) for one, meaning, its in having[:MOST]
    ]


def near_texts(text: str, known: Spelling) -> list[NearText]:
    """At most TRIED texts in which each unknown word is replaced by the nearest; the first unknown word varies."""
    pieces = [piece for piece, _ in pieces_of(text)][:MOST_WORDS]
    near = {number: found for number, piece in enumerate(pieces) if (found := near_words(normalise(piece), known))}
    if not near:
        return []
    first, options = next(iter(near.items()))
    distances = [slips(normalise(pieces[first]), option) for option in options]
    best = {number: found[0] for number, found in near.items()}
    return [
        NearText(
            with_words(pieces, words := best | {first: option})[:LONGEST_TEXT],
            is_slip=all(is_slip(normalise(pieces[number]), word) for number, word in words.items()),
            is_nearest=distances.count(distances[place]) == 1 and not place,
        )
        for place, option in enumerate(options)
    ]


def is_slip(typed: str, word: str) -> bool:
    """Whether it is so near that nobody needs to be asked: "kado" may be a "kade", "dokter" is no "doner"."""
    return slips(typed, word) <= next((most for length, most in SLIPS.items() if len(typed) >= length), 0)


def near_words(word: str, known: Spelling) -> list[str]:
    """None for a word that is known, or of which the end may still be missing."""
    return [] if known.begins(word) else known.nearest(word, TRIED)


def with_words(pieces: list[str], words: dict[int, str]) -> str:
    """words: those that replace a piece, by its number; they are written as their kind writes them."""
    written = vocabulary.known().written
    return " ".join(written.get(words[number], words[number]) if number in words else piece for number, piece in enumerate(pieces))
