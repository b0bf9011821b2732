"""Which shops answer a text, and how well."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from shops import vocabulary
from shops.category_tree import CategoryTree
from shops.indexing import street_key
from shops.meaning import Meaning, Term, terms
from shops.models.shop import Shop
from shops.models.words import ShopWord, beginning
from shops.querysets import ShopQuerySet
from shops.stems import LONGEST_WORD, stems

Field = ShopWord.Field
SHORT_NUMBER = 3  # digits: a house number means itself, a postcode may be typed by its beginning
FEW = 2_000  # shops: so many answers are asked for once, and counted by their keys


def answering(meaning: Meaning, tree: CategoryTree) -> ShopQuerySet:
    """Listed shops in the places of `meaning` that have each word, or sell what it names. Asks one query when there are words.

    A word is had by who has a word that begins with it, or one with the same stem. A shop that is called just what was typed is one
    wherever it stands: "Café Brugge" in Tielt.
    """
    asked = terms(meaning, tree)
    wanted = Q(municipality__in=meaning.municipalities) if meaning.municipalities else Q()
    for number, term in enumerate(sorted(asked, key=frequency)):
        wanted &= sought(term, one_by_one=number > 0)
    may_be_named = meaning.whole and (meaning.municipalities or any(term.is_street for term in asked))
    shops = Shop.objects.listed().filter(wanted | is_called(meaning.whole) if may_be_named else wanted)
    return gathered(shops) if asked else shops


def gathered(shops: ShopQuerySet) -> ShopQuerySet:
    """The same shops; by their keys when they are few, so that counts and order need not look for the words again."""
    keys = list(shops.order_by().values_list("pk", flat=True)[: FEW + 1])
    return shops if len(keys) > FEW else Shop.objects.listed().filter(pk__in=keys)


def frequency(term: Term) -> int:
    """About how many shops have the words, so that the rarest is looked for first; a guess that changes no answer."""
    if term.ids:
        return 10 * FEW
    spelling = vocabulary.known().spelling
    return min((spelling.weight(word) for word in term.words), default=0)


def sought(term: Term, up_to: int = Field.DESCRIPTION, *, one_by_one: bool = False) -> Q:
    """up_to: the least sure field that counts. one_by_one: look at the words of each shop, which is quick when few are left to look at."""
    if term.is_street:
        return having(Q(word=street_key(term.phrase), field=Field.STREET), one_by_one=one_by_one)
    asked = Q()
    for word in term.words:
        rows = matching(word[:LONGEST_WORD])
        asked &= having(rows if up_to == Field.DESCRIPTION else rows & Q(field__lte=up_to), one_by_one=one_by_one)
    return asked | selling(term.ids) if term.ids else asked


def matching(word: str) -> Q:
    """Rows of words that begin with `word`, or come down to the same: "bakkers" and "bakker"."""
    if word.isdigit() and len(word) <= SHORT_NUMBER:
        return Q(word=word)
    roots = sorted(stems(word))
    other = [root for root in roots if not root.startswith(word)]
    return beginning(word) | Q(stem__in=roots) | Q(word__in=other) if other else beginning(word) | Q(stem__in=roots)


def having(rows: Q, *, one_by_one: bool = False) -> Q:
    found = ShopWord.objects.filter(rows)
    return Q(Exists(found.filter(shop=OuterRef("pk")))) if one_by_one else Q(pk__in=found.values("shop"))


def selling(ids: frozenset[int]) -> Q:
    """Shops whose main or other kind is one of these."""
    return Q(category__in=ids) | Q(pk__in=Shop.more_categories.through.objects.filter(category__in=ids).values("shop"))


def is_called(name: str) -> Q:
    """Shops with just this name (normalised)."""
    return having(Q(word=name, field=Field.CALLED))


def match_rank(meaning: Meaning, tree: CategoryTree) -> Case:
    """How well a shop answers, the best first: its name begins with the words (0), it sells what they name (1), they stand in its name or
    address (2), in a tagline (3), in a description (4)."""
    asked = sorted(terms(meaning, tree), key=frequency)
    few = min(map(frequency, asked), default=0) <= FEW
    ids = frozenset[int]().union(*(term.ids for term in asked))
    begins = When(having(beginning(" ".join(meaning.words)) & Q(field=Field.CALLED), one_by_one=few), then=Value(0))
    sells = [When(category__in=ids, then=Value(1))] if ids else []
    surest = [When(all_of(asked, field, one_by_one=few), then=Value(rank)) for rank, field in ((2, Field.ADDRESS), (3, Field.TAGLINE))]
    return Case(begins, *sells, *surest, default=Value(4), output_field=IntegerField())


def all_of(asked: list[Term], up_to: int, *, one_by_one: bool) -> Q:
    found = Q()
    for number, term in enumerate(asked):
        found &= sought(term, up_to, one_by_one=one_by_one or number > 0)
    return found
