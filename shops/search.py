"""From a question to shops: what the words mean, which shops answer, in which order, and how many there are of each kind."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, F, IntegerField, Q, Value, When

from content.words import normalise
from municipalities import places
from shops.category_tree import CategoryTree, category_tree
from shops.centre import Centre
from shops.models.shop import Shop
from shops.narrowing import Narrowing
from shops.query import ShopQuery
from shops.querysets import ShopQuerySet
from shops.tallies import Tally, tally

PER_PAGE = 24
MOST_WORDS = 8
LONGEST_PLACE = 5  # words: "sint jan in eremo"
LONGEST_NAME = 5  # words: "distributeur de pommes de terre"
FILLERS = {
    "in",
    "te",
    "bij",
    "en",
    "de",
    "het",
    "een",
    "van",
    "op",
    "a",
    "au",
    "les",
    "la",
    "le",
    "des",
    "du",
    "the",
    "near",
    "im",
    "bei",
    "der",
    "die",
    "das",
    "winkel",
    "winkels",
    "shop",
    "shops",
    "magasin",
    "magasins",
    "geschaft",
    "geschafte",
}


@dataclass(frozen=True)
class Meaning:
    """What a text asks for. municipalities: keys, empty when no place is named. words: the rest, normalised. whole: all of it, normalised."""

    municipalities: frozenset[int] = frozenset()
    place: str = ""
    words: tuple[str, ...] = ()
    whole: str = ""


@dataclass
class Found:
    """One page of answers with the counts around it.

    total and open_total count all answers; open_total those open now. by_category, by_municipality and by_trait count what choosing that
    one would leave. unknown: see shops.tallies. centre: around which the question asks, when it does.
    """

    shops: list[Shop]
    total: int
    open_total: int
    by_category: Counter[int] = field(default_factory=Counter)
    by_municipality: Counter[int] = field(default_factory=Counter)
    meaning: Meaning = field(default_factory=Meaning)
    page: int = 1
    pages: int = 1
    by_trait: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    centre: Centre | None = None


def search_shops(query: ShopQuery, at: datetime) -> Found:
    """The answers to `query` at moment `at`. Counts are exact; the order is the same on every database."""
    return find(query, understand(query.text), category_tree(), at)


def understand(text: str) -> Meaning:
    """Take the places out of a text: "bakker meulebeke" asks for "bakker" in Tielt. The longest name wins.

    A second place that agrees with the first goes too: "bakker kortrijk 8500"; one that does not stays a word.
    """
    words = normalise(text).split()[:MOST_WORDS]
    name, towns, rest = take_place(words, None)
    if not towns:
        return Meaning(words=tuple(words), whole=" ".join(words))
    while (more := take_place(rest, towns))[1]:
        _, towns, rest = more
    return Meaning(towns, name, tuple(rest), " ".join(words))


def take_place(words: list[str], within: frozenset[int] | None) -> tuple[str, frozenset[int], list[str]]:
    """The longest name of a place, the keys it leads to (only those `within`, when given) and the words without it; no keys when there is none."""
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            towns = frozenset(hit.municipality_id for hit in places.find(name))
            if towns := towns if within is None else towns & within:
                return name, towns, without_last_fillers(without_last_fillers(words[:start]) + words[start + length :])
    return "", frozenset(), words


def without_last_fillers(words: list[str]) -> list[str]:
    """ "bakker in" says "bakker"; fillers before and between words stay, because names have them: "de kroon", "koffie en thee"."""
    last = max((place for place, word in enumerate(words) if word not in FILLERS), default=-1)
    return words[: last + 1]


def find(query: ShopQuery, meaning: Meaning, tree: CategoryTree, at: datetime) -> Found:
    """One page of the answers."""
    narrowing, counted, meaning = narrowed(query, meaning, tree, at)
    pages = max(1, -(-counted.total // PER_PAGE))
    page = min(query.page, pages)
    return Found(
        shops=list(ordered_of(narrowing, meaning).for_cards()[(page - 1) * PER_PAGE : page * PER_PAGE]) if counted.total else [],
        total=counted.total,
        open_total=counted.open_now,
        by_category=counted.by_category,
        by_municipality=counted.by_municipality,
        meaning=meaning,
        page=page,
        pages=pages,
        by_trait=counted.by_trait,
        unknown=counted.unknown,
        centre=narrowing.centre,
    )


def narrowed(query: ShopQuery, meaning: Meaning, tree: CategoryTree, at: datetime) -> tuple[Narrowing, Tally, Meaning]:
    """What answers one `meaning`, and how many; when a place in the text leaves nothing, its words are looked for everywhere."""
    narrowing = Narrowing(answering(meaning, tree), query, tree, at)
    counted = tally(narrowing)
    if not counted.total and meaning.municipalities:
        wider = narrowed(query, without_places(query.text), tree, at)
        if wider[1].total:
            return wider
    return narrowing, counted, meaning


def without_places(text: str) -> Meaning:
    return Meaning(words=tuple(normalise(text).split()[:MOST_WORDS]))


def ordered_of(narrowing: Narrowing, meaning: Meaning) -> ShopQuerySet:
    """The answers in the order that is asked for; those near a spot know how far they are (`away`, see shops.distance.km_of)."""
    query, shops = narrowing.query, narrowing.shops()
    if narrowing.centre:
        shops = shops.annotate(away=F("away"))
        if query.sort in {"", "afstand"}:
            return shops.order_by("away", "name", "pk")
    return ordered(shops, query, meaning, narrowing.tree, narrowing.moment, narrowing.run_out)


def answering(meaning: Meaning, tree: CategoryTree) -> ShopQuerySet:
    """Listed shops in the places of `meaning` for which each word is the beginning of a word of theirs, or names what they sell.

    A shop that is called just that is one wherever it stands: "Café Brugge" in Tielt.
    """
    asked = Q(municipality__in=meaning.municipalities) if meaning.municipalities else Q()
    for term, ids in terms(meaning.words, tree):
        kinds = Q(category__in=ids) | Q(pk__in=Shop.more_categories.through.objects.filter(category__in=ids).values("shop")) if ids else Q()
        asked &= Q(search_words__contains=f" {term}") | kinds
    return Shop.objects.listed().filter(asked | is_called(meaning.whole) if meaning.municipalities else asked)


def is_called(name: str) -> Q:
    """Shops with just this name (normalised); see upkeep.words_of."""
    return Q(search_words=f" {name}") | Q(search_words__startswith=f" {name} /")


def terms(words: tuple[str, ...], tree: CategoryTree) -> list[tuple[str, frozenset[int]]]:
    """Words with the categories they name, without fillers; words that name one together stay together ("warme bakker", "koffie en thee")."""
    found, rest = [], list(words)
    while rest:
        length = next((length for length in range(min(LONGEST_NAME, len(rest)), 1, -1) if tree.ids_named(" ".join(rest[:length]))), 1)
        if length > 1 or rest[0] not in FILLERS:
            phrase = " ".join(rest[:length])
            found.append((phrase, tree.ids_named(phrase)))
        rest = rest[length:]
    return found or [(word, tree.ids_named(word)) for word in words]


def ordered(shops: ShopQuerySet, query: ShopQuery, meaning: Meaning, tree: CategoryTree, at: datetime, run_out: list[int]) -> ShopQuerySet:
    if query.sort == "nieuw":
        return shops.order_by(F("first_published_at").desc(nulls_last=True), "name", "pk")
    if query.sort == "open":
        return shops.annotate(rank=is_open_rank(shops, at, run_out)).order_by("rank", "name", "pk")
    if meaning.words and query.sort != "naam":
        return shops.annotate(rank=match_rank(meaning, tree)).order_by("rank", "name", "pk")
    return shops.order_by("name", "pk")


def is_open_rank(shops: ShopQuerySet, at: datetime, run_out: list[int]) -> Case:
    """0 for what is open at `at`, 1 for the rest."""
    return Case(When(pk__in=Shop.objects.open_at(at, run_out).values("pk"), then=Value(0)), default=Value(1), output_field=IntegerField())


def match_rank(meaning: Meaning, tree: CategoryTree) -> Case:
    """0 when the name begins with the words, 1 when the shop sells what they name, 2 for the rest."""
    ids = frozenset[int]().union(*(ids for _, ids in terms(meaning.words, tree)))
    begins = When(search_words__startswith=f" {' '.join(meaning.words)}", then=Value(0))
    return Case(begins, *([When(category__in=ids, then=Value(1))] if ids else []), default=Value(2), output_field=IntegerField())
