"""Which shops answer a text, and how well."""

from django.db.models import Case, IntegerField, Q, Value, When

from shops.category_tree import CategoryTree
from shops.indexing import street_key
from shops.meaning import Meaning, Term, terms
from shops.models.shop import Shop
from shops.models.words import ShopWord, beginning
from shops.querysets import ShopQuerySet
from shops.stems import LONGEST_WORD, stems

Field = ShopWord.Field
SHORT_NUMBER = 3  # digits: a house number means itself, a postcode may be typed by its beginning


def answering(meaning: Meaning, tree: CategoryTree) -> ShopQuerySet:
    """Listed shops in the places of `meaning` that have each word, or sell what it names.

    A word is had by who has a word that begins with it, or one with the same stem. A shop that is called just what was typed is one
    wherever it stands: "Café Brugge" in Tielt.
    """
    asked = Q(municipality__in=meaning.municipalities) if meaning.municipalities else Q()
    for term in terms(meaning, tree):
        asked &= sought(term)
    may_be_named = meaning.whole and (meaning.municipalities or any(term.is_street for term in terms(meaning, tree)))
    return Shop.objects.listed().filter(asked | is_called(meaning.whole) if may_be_named else asked)


def sought(term: Term, up_to: int = Field.DESCRIPTION) -> Q:
    """up_to: the least sure field that counts."""
    if term.is_street:
        return having(Q(word=street_key(term.phrase), field=Field.STREET))
    asked = Q()
    for word in term.words:
        rows = matching(word[:LONGEST_WORD])
        asked &= having(rows if up_to == Field.DESCRIPTION else rows & Q(field__lte=up_to))
    return asked | selling(term.ids) if term.ids else asked


def matching(word: str) -> Q:
    """Rows of words that begin with `word`, or come down to the same: "bakkers" and "bakker"."""
    if word.isdigit() and len(word) <= SHORT_NUMBER:
        return Q(word=word)
    roots = sorted(stems(word))
    other = [root for root in roots if not root.startswith(word)]
    return beginning(word) | Q(stem__in=roots) | Q(word__in=other) if other else beginning(word) | Q(stem__in=roots)


def having(rows: Q) -> Q:
    return Q(pk__in=ShopWord.objects.filter(rows).values("shop"))


def selling(ids: frozenset[int]) -> Q:
    """Shops whose main or other kind is one of these."""
    return Q(category__in=ids) | Q(pk__in=Shop.more_categories.through.objects.filter(category__in=ids).values("shop"))


def is_called(name: str) -> Q:
    """Shops with just this name (normalised)."""
    return having(Q(word=name, field=Field.CALLED))


def match_rank(meaning: Meaning, tree: CategoryTree) -> Case:
    """How well a shop answers, the best first: its name begins with the words (0), it sells what they name (1), they stand in its name or
    address (2), in a tagline (3), in a description (4)."""
    asked = terms(meaning, tree)
    ids = frozenset[int]().union(*(term.ids for term in asked))
    begins = When(having(beginning(" ".join(meaning.words)) & Q(field=Field.CALLED)), then=Value(0))
    sells = [When(category__in=ids, then=Value(1))] if ids else []
    surest = [When(all_of(asked, field), then=Value(rank)) for rank, field in ((2, Field.ADDRESS), (3, Field.TAGLINE))]
    return Case(begins, *sells, *surest, default=Value(4), output_field=IntegerField())


def all_of(asked: list[Term], up_to: int) -> Q:
    found = Q()
    for term in asked:
        found &= sought(term, up_to)
    return found
