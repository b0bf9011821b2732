"""From a question to shops: which answer, in which order, and how many there are of each kind."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, Value, When

from municipalities import places
from shops import kept_answers
from shops.category_tree import CategoryTree, category_tree
from shops.matching import answering, match_rank
from shops.meaning import Meaning, says_more_than_words, understand
from shops.models.shop import Shop
from shops.query import ShopQuery
from shops.querysets import ShopQuerySet

PER_PAGE = 24


@dataclass
class Found:
    """One page of answers with the counts around it.

    total and open_total count all answers. by_category and by_municipality count what choosing that one would leave,
    keyed by row.
    """

    shops: list[Shop]
    total: int
    open_total: int
    by_category: Counter[int] = field(default_factory=Counter)
    by_municipality: Counter[int] = field(default_factory=Counter)
    meaning: Meaning = field(default_factory=Meaning)
    page: int = 1
    pages: int = 1


def search_shops(query: ShopQuery, at: datetime) -> Found:
    """The answers to `query` at moment `at`. Counts are exact; the order is the same on every database."""
    return kept_answers.answered(query, at, lambda: find(query, understand(query.text), category_tree(), at))


def find(query: ShopQuery, meaning: Meaning, tree: CategoryTree, at: datetime) -> Found:
    """The answers for one `meaning`; when a place or a street in the text leaves nothing, its words are looked for everywhere."""
    run_out = Shop.objects.open_without_table(at)
    town = places.index().id_for(query.municipality) if query.municipality else None
    base = answering(meaning, tree)
    chosen = tree.ids_of(query.categories)

    def narrowed(*, category: bool = True, municipality: bool = True, open_now: bool = query.open_now) -> ShopQuerySet:
        shops = base.of_kind(chosen) if category and query.categories else base
        shops = shops.in_municipality(town) if municipality and query.municipality else shops
        return shops.open_at(at, run_out) if open_now else shops

    by_municipality = Counter(dict(narrowed(municipality=False).order_by().values_list("municipality").annotate(Count("pk"))))
    total = by_municipality[town] if query.municipality else by_municipality.total()
    if not total and says_more_than_words(meaning, tree):
        wider = find(query, meaning.as_words(), tree, at)
        if wider.total:
            return wider
    shops = narrowed()
    pages = max(1, -(-total // PER_PAGE))
    page = min(query.page, pages)
    rows = ordered(shops, query, meaning, tree, at, run_out).for_cards()[(page - 1) * PER_PAGE : page * PER_PAGE] if total else ()
    return Found(
        shops=list(rows),
        total=total,
        open_total=total if query.open_now or not total else narrowed(open_now=True).count(),
        by_category=count_categories(narrowed(category=False), tree),
        by_municipality=by_municipality,
        meaning=meaning,
        page=page,
        pages=pages,
    )


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


def count_categories(shops: ShopQuerySet, tree: CategoryTree) -> Counter[int]:
    """How many of `shops` each category holds, as main or other kind, every shop once per group and once per kind."""
    counts: Counter[int] = Counter()
    for category, number in shops.order_by().values_list("category").annotate(Count("pk")):
        for kind in {category, tree.group_of(category)}:
            counts[kind] += number
    side = Shop.more_categories.through.objects.filter(shop__in=shops.order_by().values("pk"))
    seen = set()
    for shop, category, main in side.values_list("shop_id", "category_id", "shop__category_id"):
        group, counted = tree.group_of(category), {main, tree.group_of(main)}
        for kind in {category, group} - counted:
            counts[kind] += (shop, kind) not in seen
            seen.add((shop, kind))
    return counts
