"""How many shops answer a question, and how many each other choice would leave."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Q

from shops import openings
from shops.category_tree import CategoryTree
from shops.kept import TALLIES_SECONDS, tallies_key
from shops.models.shop import Shop
from shops.narrowing import KIND, OPEN, TOWN, Narrowing
from shops.traits import TRAITS


@dataclass(frozen=True)
class Tally:
    """total, open_now: of all answers; open_now as if nothing else were asked of the clock. unknown: answers to all but the clock of
    which nobody knows the hours, counted when the question asks what is open. by_category, by_municipality: keyed by row; by_trait: by name.
    until: when open_now may change."""

    total: int
    open_now: int
    unknown: int = 0
    by_category: Counter[int] = field(default_factory=Counter)
    by_municipality: Counter[int] = field(default_factory=Counter)
    by_trait: Counter[str] = field(default_factory=Counter)
    until: datetime | None = None


def tally(narrowing: Narrowing) -> Tally:
    """The counts of a question; of one without words or a spot, which many ask, kept for a minute and never past the next opening or closing."""
    query = narrowing.query
    if query.text or query.is_near:
        return count(narrowing)
    key = tallies_key(repr(replace(query, page=1, sort="", on_map=False, odd=None)))
    known: Tally | None = cache.get(key)
    if known and not (known.until and known.until <= narrowing.at):
        return known
    made = replace(count(narrowing), until=openings.next_change(narrowing.at))
    cache.set(key, made, TALLIES_SECONDS)
    return made


def count(narrowing: Narrowing) -> Tally:
    query = narrowing.query
    now = Q(pk__in=Shop.objects.open_at(narrowing.at, narrowing.run_out_now).values("pk"))
    held = {name: Count("pk", filter=trait.holds) for name, trait in TRAITS.items()}
    found = narrowing.shops().order_by().aggregate(total=Count("pk"), **held, **({} if query.asks_open else {"now": Count("pk", filter=now)}))
    any_time = {"now": found.get("now", 0), "unknown": 0}
    if query.asks_open:
        unknown = Q(opening_hours="", special_hours="")
        any_time = narrowing.shops(leaving={OPEN}).order_by().aggregate(now=Count("pk", filter=now), unknown=Count("pk", filter=unknown))
    elsewhere = narrowing.shops(leaving={TOWN}).order_by().values_list("municipality").annotate(Count("pk"))
    return Tally(
        total=found["total"],
        open_now=any_time["now"],
        unknown=any_time["unknown"],
        by_category=count_categories(narrowing.shops(leaving={KIND}), narrowing.tree),
        by_municipality=Counter(dict(elsewhere)),
        by_trait=Counter({name: found[name] for name in TRAITS}),
    )


def count_categories(shops, tree: CategoryTree) -> Counter[int]:
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
