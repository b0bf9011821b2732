"""From a question to shops: which answer, in which order, and how many there are of each kind."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, F, IntegerField, Value, When

from shops import kept_answers
from shops.category_tree import CategoryTree, category_tree
from shops.centre import Centre
from shops.matching import answering, match_rank
from shops.meaning import Meaning, says_more_than_words, understand
from shops.models.shop import Shop
from shops.narrowing import Narrowing
from shops.query import ShopQuery
from shops.querysets import ShopQuerySet
from shops.tallies import Tally, tally

PER_PAGE = 24


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
    return kept_answers.answered(query, at, lambda: find(query, understand(query.text), category_tree(), at))


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
    """What answers one `meaning`, and how many; when a place or a street in the text leaves nothing, its words are looked for everywhere."""
    narrowing = Narrowing(answering(meaning, tree), query, tree, at)
    counted = tally(narrowing)
    if not counted.total and says_more_than_words(meaning, tree):
        wider = narrowed(query, meaning.as_words(), tree, at)
        if wider[1].total:
            return wider
    return narrowing, counted, meaning


def ordered_of(narrowing: Narrowing, meaning: Meaning) -> ShopQuerySet:
    """The answers in the order that is asked for; those near a spot know how far they are (`away`, see shops.distance.km_of)."""
    query, shops = narrowing.query, narrowing.shops()
    if narrowing.centre:
        shops = shops.annotate(away=F("away"))
        if query.sort in {"", "afstand"}:
            return shops.order_by("away", "name", "pk")
    return ordered(shops, query, meaning, narrowing.tree, narrowing.moment, narrowing.run_out)


def ordered(shops: ShopQuerySet, query: ShopQuery, meaning: Meaning, tree: CategoryTree, at: datetime, run_out: list[int]) -> ShopQuerySet:
    """Among what answers equally well those come first that are surely right (shops.standing); a list by name stays one by name."""
    if query.sort == "nieuw":
        return shops.order_by(F("first_published_at").desc(nulls_last=True), "name", "pk")
    if query.sort == "open":
        return shops.annotate(rank=is_open_rank(shops, at, run_out)).order_by("rank", "faded", "name", "pk")
    if meaning.words and query.sort != "naam":
        return shops.annotate(rank=match_rank(meaning, tree)).order_by("rank", "faded", "name", "pk")
    return shops.order_by("name", "pk")


def is_open_rank(shops: ShopQuerySet, at: datetime, run_out: list[int]) -> Case:
    """0 for what is open at `at`, 1 for the rest."""
    return Case(When(pk__in=Shop.objects.open_at(at, run_out).values("pk"), then=Value(0)), default=Value(1), output_field=IntegerField())
