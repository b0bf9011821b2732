"""What a text asks for: places, streets, kinds of shops, and words. Asks no database while places, categories and known words are kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from content.words import normalise
from municipalities import places
from shops import vocabulary
from shops.category_tree import CategoryTree
from shops.indexing import street_key

MOST_WORDS = 8
LONGEST_PLACE = 5  # words: "sint jan in eremo"
LONGEST_NAME = 5  # words: "distributeur de pommes de terre"
LONGEST_STREET = 5  # words: "burgemeester van den bogaerde plein"
SHOPS = frozenset({"winkel", "winkels", "zaak", "zaken", "shop", "shops", "magasin", "magasins", "geschaft", "geschafte"})
NEAR = frozenset(
    {"nabij", "dichtbij", "dicht", "vlakbij", "buurt", "omgeving", "mij", "pres", "proche", "moi", "nearby", "me", "nahe", "nah", "mir", "umgebung"}
)
FILLERS = frozenset(
    {"in", "te", "bij", "en", "de", "het", "een", "van", "op", "a", "au", "les", "la", "le", "des", "du", "the", "near", "im", "bei", "der", "die"}
    | {"das", "winkel", "winkels", "shop", "shops", "magasin", "magasins", "geschaft", "geschafte"}
    | NEAR
)
STREET_ENDINGS = (
    *("straat", "laan", "weg", "plein", "dreef", "baan", "lei", "kaai", "markt", "vest", "vesten", "dijk", "pad", "hof", "park", "singel", "ring"),
    *("kouter", "steeg", "wal", "rei", "wijk", "plaats", "platse", "berg", "poort", "square", "avenue", "boulevard", "allee"),
)
QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True)
class Typed:
    """A normalised word. at: which piece of the text it stands in, from 0. is_quoted: it means itself, never a place or a kind."""

    word: str
    at: int
    is_quoted: bool = False


@dataclass(frozen=True)
class Term:
    """Words that are looked for together. ids: categories that they name. is_street: they are a whole street."""

    phrase: str
    ids: frozenset[int] = frozenset()
    is_street: bool = False
    at: frozenset[int] = frozenset()

    @property
    def words(self) -> list[str]:
        return self.phrase.split()


@dataclass(frozen=True)
class Meaning:
    """What a text asks for. municipalities: keys, empty when no place is named. typed: the rest. pieces: the text as typed, without quotes.

    at: the pieces that name the place. whole: all of it, normalised, when nothing is quoted. has_streets: whether streets are recognised.
    language: that of the reader, whose words win: "vis" is a fish, unless one reads French.
    """

    municipalities: frozenset[int] = frozenset()
    place: str = ""
    typed: tuple[Typed, ...] = ()
    pieces: tuple[str, ...] = ()
    at: frozenset[int] = frozenset()
    whole: str = ""
    has_streets: bool = True
    language: str = ""

    @property
    def village(self) -> str:
        """The place, where it is a part of a municipality or a postcode."""
        return "" if self.place in places.index().by_own_name else self.place

    @property
    def words(self) -> tuple[str, ...]:
        """What is asked for beside places, normalised."""
        return tuple(typed.word for typed in self.typed)

    def as_words(self) -> "Meaning":
        """The same text in which nothing is a place or a street."""
        return replace(understood_as_words(self.pieces), pieces=self.pieces, has_streets=False, language=self.language)

    def without(self, at: frozenset[int]) -> str:
        """The text without these pieces; what was quoted stays so."""
        return self.text_of((number, piece) for number, piece in enumerate(self.pieces) if number not in at)

    def quoted(self, at: frozenset[int]) -> str:
        """The text in which these pieces mean themselves."""
        return self.text_of(enumerate(self.pieces), at)

    def text_of(self, pieces: Iterable[tuple[int, str]], also: frozenset[int] = frozenset()) -> str:
        quoted = {typed.at for typed in self.typed if typed.is_quoted} | also
        return " ".join(f'"{piece}"' if number in quoted else piece for number, piece in pieces)


def understand(text: str) -> Meaning:
    """Take the places out of a text: "bakker meulebeke" asks for "bakker" in Tielt. The longest name wins.

    A second place that agrees with the first goes too: "bakker kortrijk 8500"; one that does not stays a word. What stands between quotes
    is no place and no kind, only words.
    """
    pieces = tuple(pieces_of(text))
    typed = typed_words(pieces)
    plain = tuple(piece for piece, _ in pieces)
    whole = "" if any(one.is_quoted for one in typed) else " ".join(one.word for one in typed)
    language = get_language() or ""
    name, towns, rest = take_place(typed, None)
    if not towns:
        return Meaning(typed=tuple(typed), pieces=plain, whole=whole, language=language)
    while (more := take_place(rest, towns))[1]:
        _, towns, rest = more
    taken = {one.at for one in typed} - {one.at for one in rest}
    return Meaning(towns, name, tuple(rest), plain, frozenset(taken), whole, language=language)


def understood_as_words(pieces: Sequence[str]) -> Meaning:
    typed = typed_words([(piece, False) for piece in pieces])
    return Meaning(typed=tuple(typed), whole=" ".join(one.word for one in typed))


def pieces_of(text: str) -> Iterator[tuple[str, bool]]:
    """What stands between spaces, with whether it stands between quotes; a quote that is never closed is none."""
    parts = text.translate(QUOTES).split('"')
    for number, part in enumerate(parts):
        is_quoted = number % 2 == 1 and number < len(parts) - 1
        yield from ((piece, is_quoted) for piece in part.split())


def typed_words(pieces: Sequence[tuple[str, bool]]) -> list[Typed]:
    found = [Typed(word, at, is_quoted) for at, (piece, is_quoted) in enumerate(pieces) for word in normalise(piece).split()]
    return found[:MOST_WORDS]


def take_place(words: list[Typed], within: frozenset[int] | None) -> tuple[str, frozenset[int], list[Typed]]:
    """The longest name of a place, the keys it leads to (only those `within`, when given) and the words without it; no keys when there is none."""
    in_streets = positions_in_streets(words)
    for start, end in stretches(len(words), LONGEST_PLACE):
        chosen = words[start:end]
        if any(one.is_quoted for one in chosen) or in_streets.intersection(range(start, end)):
            continue
        name = " ".join(one.word for one in chosen)
        towns = frozenset(hit.municipality_id for hit in places.find(name))
        if towns := towns if within is None else towns & within:
            return name, towns, without_last_fillers(without_last_fillers(words[:start]) + words[end:])
    return "", frozenset(), words


def stretches(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each row of words, the longest first."""
    for size in range(min(longest, length), 0, -1):
        yield from ((start, start + size) for start in range(length - size + 1))


def positions_in_streets(words: list[Typed]) -> set[int]:
    """Of the words that make up a street together: in "beveren steenweg" no place is named."""
    found: set[int] = set()
    for start, end in stretches(len(words), LONGEST_STREET):
        if end - start > 1 and is_street(words[start:end]):
            found |= set(range(start, end))
    return found


def is_street(words: Sequence[Typed]) -> bool:
    """Whether these words are a street in which a shop stands, and look like one: "Markt" alone may be a name as well."""
    phrase = street_key(" ".join(one.word for one in words))
    return (
        phrase not in STREET_ENDINGS
        and phrase.endswith(STREET_ENDINGS)
        and not any(one.is_quoted for one in words)
        and phrase in vocabulary.known().streets
    )


def without_last_fillers(words: list[Typed]) -> list[Typed]:
    """ "bakker in" says "bakker"; fillers before and between words stay, because names have them: "de kroon", "koffie en thee"."""
    last = max((place for place, one in enumerate(words) if one.word not in FILLERS), default=-1)
    return words[: last + 1]


def terms(meaning: Meaning, tree: CategoryTree) -> list[Term]:
    """The words without fillers; those that are a street or name a kind together stay together ("grote markt", "warme bakker", "koffie en thee").

    None when only shops are asked for.
    """
    if meaning.typed and all(one.word in SHOPS and not one.is_quoted for one in meaning.typed):
        return []
    found, rest = [], list(meaning.typed)
    while rest:
        term = next_term(rest, tree, meaning)
        length = len(term.words)
        if length > 1 or term.is_street or rest[0].word not in FILLERS:
            found.append(term)
        rest = rest[length:]
    return found or [Term(one.word, named_by([one], tree, meaning.language), at=frozenset({one.at})) for one in meaning.typed]


def says_more_than_words(meaning: Meaning, tree: CategoryTree) -> bool:
    """Whether a place or a street was recognised, so that the words alone may find more."""
    return bool(meaning.municipalities) or any(term.is_street for term in terms(meaning, tree))


def next_term(words: Sequence[Typed], tree: CategoryTree, meaning: Meaning) -> Term:
    """What the first words are together: a street, a kind, or just the first word."""
    for length in range(min(LONGEST_STREET, len(words)), 0, -1):
        chosen = words[:length]
        phrase, at = " ".join(one.word for one in chosen), frozenset(one.at for one in chosen)
        if meaning.has_streets and is_street(chosen):
            return Term(phrase, is_street=True, at=at)
        if length <= LONGEST_NAME and (ids := named_by(chosen, tree, meaning.language)):
            return Term(phrase, ids, at=at)
    return Term(words[0].word, at=frozenset({words[0].at}))


def named_by(words: Sequence[Typed], tree: CategoryTree, language: str) -> frozenset[int]:
    """The categories that these words name; none when they are quoted."""
    return frozenset() if any(one.is_quoted for one in words) else tree.ids_named(" ".join(one.word for one in words), language)
