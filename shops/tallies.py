"""How many shops answer a question, and how many each other choice would leave."""

from collections import Counter
from dataclasses import dataclass, field

from shops.bitmaps import Bitmaps
from shops.category_tree import CategoryTree
from shops.narrowing import KIND, NEAR, OPEN, TOWN, Narrowing


@dataclass(frozen=True)
class Tally:
    """total, open_now: of all answers; open_now as if nothing else were asked of the clock. unknown: answers to all but the clock of which
    nobody knows whether they are open then, counted when the question asks what is open. by_category, by_municipality: keyed by row;
    by_trait: by name. nowhere: answers to all but the circle, of the municipalities around its middle, of which nobody knows where they are."""

    total: int
    open_now: int
    unknown: int = 0
    nowhere: int = 0
    by_category: Counter[int] = field(default_factory=Counter)
    by_municipality: Counter[int] = field(default_factory=Counter)
    by_trait: Counter[str] = field(default_factory=Counter)


def tally(narrowing: Narrowing) -> Tally:
    listed, found = narrowing.listed, narrowing.found()
    any_time = narrowing.found(leaving={OPEN})
    return Tally(
        total=found.bit_count(),
        open_now=(any_time & narrowing.open_now).bit_count(),
        unknown=(any_time & narrowing.unknown).bit_count() if narrowing.query.asks_open else 0,
        nowhere=(narrowing.found(leaving={NEAR}) & listed.in_towns(narrowing.towns_around) & ~listed.placed).bit_count(),
        by_category=count_categories(listed, narrowing.found(leaving={KIND}), narrowing.tree),
        by_municipality=count_each(listed.by_town, narrowing.found(leaving={TOWN})),
        by_trait=count_each(listed.by_trait, found),
    )


def count_each(sets: dict, among: int) -> Counter:
    return Counter({name: number for name, held in sets.items() if (number := (held & among).bit_count())})


def count_categories(listed: Bitmaps, among: int, tree: CategoryTree) -> Counter[int]:
    """How many each category holds, as main or other kind, every shop once per group and once per kind."""
    counts: Counter[int] = Counter()
    groups: dict[int, int] = {}
    for category, held in listed.by_kind.items():
        here, group = held & among, tree.group_of(category)
        counts[category] = here.bit_count()
        groups[group] = groups.get(group, 0) | here
    return counts | Counter({group: held.bit_count() for group, held in groups.items()})
