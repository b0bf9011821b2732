"""The listed shops as sets of bits, kept in the memory of each process: who is of a kind, stands in a town, is open, or has a word.

A bitmap index: a question is "and" and "or" of such sets, and the number at each choice is how many bits two of them share, so that a hundred
thousand shops take hardly longer than a thousand. Why: docs/decisions/0023-questions-are-answered-from-bitmaps.md
"""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from math import nan
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Case, IntegerField, Q, Value, When

from content.kept import Kept
from content.words import fold
from shops import bits, hours, openings
from shops.distance import Globe, Located
from shops.kept import ANSWERS
from shops.models.shop import Shop
from shops.models.words import ShopWord
from shops.querysets import ShopQuerySet
from shops.traits import TRAITS

MOMENTS = 32  # of which it is kept who is open
MANY = 1_000  # rows: words of which there are more are kept, the others are found as quickly
WORDS = 128  # that are kept

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Newest(dict[Key, Answer], Generic[Key, Answer]):
    """The last `most` things that were put in."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def __setitem__(self, key: Key, answer: Answer) -> None:
        while len(self) >= self.most:
            self.pop(next(iter(self)), None)
        super().__setitem__(key, answer)


@dataclass(frozen=True)
class Had:
    """Who has a word in a place as sure as this, or surer (ShopWord.Field)."""

    address: int = 0
    tagline: int = 0
    description: int = 0


@dataclass
class Bitmaps:
    """Each shop has a position: that of its name in the alphabet, whatever the database, accents and capitals left aside.

    keys, latitude and longitude (degrees, nan for nobody knows) are by position, all else are sets of positions. by_main_kind, by_kind: who has
    a category as main kind, and as any. by_faded: see shops.standing, the surest first. unsure: by what their hours say who is perhaps not
    known to be open or closed; positions, as it may be many texts.
    """

    keys: "array[int]" = field(default_factory=lambda: array("q"))
    latitude: "array[float]" = field(default_factory=lambda: array("d"))
    longitude: "array[float]" = field(default_factory=lambda: array("d"))
    by_main_kind: dict[int, int] = field(default_factory=dict)
    by_kind: dict[int, int] = field(default_factory=dict)
    by_town: dict[int, int] = field(default_factory=dict)
    by_trait: dict[str, int] = field(default_factory=dict)
    by_faded: list[int] = field(default_factory=list)
    unsure: dict[str, list[int]] = field(default_factory=dict)
    placed: int = 0
    opened: Newest[datetime, int] = field(default_factory=lambda: Newest(MOMENTS))
    unknown: Newest[datetime, int] = field(default_factory=lambda: Newest(MOMENTS))
    words: Newest[Q, Had] = field(default_factory=lambda: Newest(WORDS))

    @cached_property
    def everybody(self) -> int:
        return (1 << len(self.keys)) - 1

    @cached_property
    def place(self) -> dict[int, int]:
        """Positions by key."""
        return {key: position for position, key in enumerate(self.keys)}

    @cached_property
    def newest(self) -> list[int]:
        """All positions, what was published last first, among equals by name. Asks the database once."""
        place = self.place
        moments = Shop.objects.listed().order_by().values_list("pk", "first_published_at")
        since = {place[key]: -moment.timestamp() for key, moment in moments if moment and key in place}
        return sorted(range(len(self.keys)), key=lambda position: (since.get(position, 0.0), position))

    def of(self, keys: Iterable[int]) -> int:
        """The shops with these keys; those that are not listed are left out."""
        place = self.place
        return self.of_positions(place[key] for key in keys if key in place)

    def of_positions(self, positions: Iterable[int]) -> int:
        return bits.of(positions, len(self.keys))

    def of_kind(self, categories: Iterable[int], *, main: bool = False) -> int:
        """Those whose kind is one of `categories`. main: whose main kind is."""
        return united(self.by_main_kind if main else self.by_kind, categories)

    def in_towns(self, towns: Iterable[int]) -> int:
        return united(self.by_town, towns)

    def open_at(self, moment: datetime) -> int:
        """Those that are surely open. Asks the database once until the next shop opens or closes."""
        key = openings.next_change(moment) or moment
        if (known := self.opened.get(key)) is None:
            known = self.opened[key] = self.of(Shop.objects.open_keys(moment))
        return known

    def open_then(self, moment: datetime) -> int:
        """As `open_at`, of a moment that somebody chose, which has no next change to know it by."""
        if (known := self.opened.get(moment)) is None:
            known = self.opened[moment] = self.of(Shop.objects.open_keys(moment, openings.open_later(moment)))
        return known

    def unknown_at(self, moment: datetime) -> int:
        """Those of which nobody knows whether they are open, as `hours.answer` says it; reads each text once a minute."""
        minute = moment.replace(second=0, microsecond=0)
        if (known := self.unknown.get(minute)) is None:
            silent = (held for text, held in self.unsure.items() if hours.answer(text, moment) is hours.Answer.UNKNOWN)
            known = self.unknown[minute] = self.of_positions(position for held in silent for position in held)
        return known

    @cached_property
    def globe(self) -> Globe:
        return Globe.of((at, self.latitude[at], self.longitude[at]) for at in bits.positions(self.placed))

    def near(self, spot: Located, radius_km: float) -> dict[int, float]:
        """By position how far the shops are that stand within `radius_km`, as shops.distance.km_of reads it. Keeps nothing."""
        return dict(self.globe.near(spot, radius_km))

    def shops_at(self, positions: Iterable[int], shops: ShopQuerySet | None = None) -> Iterator[tuple[int, Shop]]:
        """(position, shop) with what a card shows, or as `shops` gives them, in the order given, without those that left since. Asks one query."""
        keys = {position: self.keys[position] for position in positions}
        # Not `listed()`: SQLite would go through all that is listed in place of these keys (27 ms, not 1, at 100,000 shops).
        wanted = Shop.objects.for_cards() if shops is None else shops
        found = wanted.filter(live=True).in_bulk(list(keys.values()))
        return ((position, found[key]) for position, key in keys.items() if key in found)

    def having(self, wanted: Iterable[Q]) -> dict[Q, Had]:
        """Who has rows of words as in each of `wanted`, in one query for all that are not kept."""
        asked = list(dict.fromkeys(wanted))
        found = {rows: known for rows in asked if (known := self.words.get(rows)) is not None}
        missing = [rows for rows in asked if rows not in found]
        for rows, said in zip(missing, words_in(missing), strict=True):
            found[rows] = self.had(said)
            if len(said) > MANY:
                self.words[rows] = found[rows]
        return found

    def had(self, said: list[tuple[int, int]]) -> Had:
        """From (key, field) of each row."""
        surest = (ShopWord.Field.ADDRESS, ShopWord.Field.TAGLINE)
        address, tagline = (self.of(key for key, at in said if at <= upto) for upto in surest)
        return Had(address, tagline, self.of(key for key, _ in said))


def united(sets: dict[int, int], names: Iterable[int]) -> int:
    found = 0
    for name in names:
        found |= sets.get(name, 0)
    return found


def words_in(wanted: list[Q]) -> list[list[tuple[int, int]]]:
    """(key of the shop, field) of the rows of each of `wanted`."""
    found: list[list[tuple[int, int]]] = [[] for _ in wanted]
    asked = [ShopWord.objects.filter(rows).order_by().values_list(Value(number), "shop_id", "field") for number, rows in enumerate(wanted)]
    if asked:
        for number, key, at in asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]:
            found[number].append((key, at))
    return found


def read() -> Bitmaps:
    """Three queries, and under a second for a hundred thousand shops."""
    holds = {f"holds_{name}": as_number(trait.holds) for name, trait in TRAITS.items()}
    columns = ("pk", "name", "category", "municipality", "faded", "latitude", "longitude", *holds)
    rows = Shop.objects.listed().order_by().annotate(**holds).values_list(*columns)
    listed = sorted(rows.iterator(), key=lambda row: (fold(row[1]), row[1], row[0]))
    keys, _, kinds, towns, faded, latitude, longitude, *traits = zip(*listed, strict=True) if listed else [()] * len(columns)
    made = Bitmaps(
        keys=array("q", keys),
        latitude=array("d", (nan if degrees is None else degrees for degrees in latitude)),
        longitude=array("d", (nan if degrees is None else degrees for degrees in longitude)),
        by_main_kind=sets_of(kinds),
        by_town=sets_of(towns),
        by_trait={name: sets_of(held).get(1, 0) for name, held in zip(TRAITS, traits, strict=True)},
        by_faded=[found for _, found in sorted(sets_of(faded).items())],
        placed=sets_of(None not in spot for spot in zip(latitude, longitude, strict=True)).get(True, 0),
    )
    made.by_kind, made.unsure = with_side_kinds(made), unsure(made)
    return made


def as_number(condition: Q) -> Case:
    """1 where it holds and 0 elsewhere, which the database gives as it is: a truth value of each of so many rows would have to be converted."""
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def with_side_kinds(made: Bitmaps) -> dict[int, int]:
    side: dict[int, list[int]] = defaultdict(list)
    for key, category in Shop.more_categories.through.objects.values_list("shop_id", "category_id"):
        side[category].append(key)
    return {kind: made.by_main_kind.get(kind, 0) | made.of(side.get(kind, ())) for kind in {*made.by_main_kind, *side}}


def unsure(made: Bitmaps) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, *said in Shop.objects.listed().perhaps_unknown().order_by().values_list("pk", "opening_hours", "special_hours").iterator():
        if key in made.place:
            found[hours.effective(*said)].append(made.place[key])
    return found


def sets_of(column: Iterable[Any]) -> dict[Any, int]:
    """By value the positions that have it."""
    found: dict[Any, list[int]] = defaultdict(list)
    for position, value in enumerate(column):
        found[value].append(position)
    return {value: bits.of(positions, positions[-1] + 1) for value, positions in found.items()}


def bitmaps() -> Bitmaps:
    """The listed shops of today; asks the database only after one changed. A process spends no more than DIRECTORY_READ_SHARE of its time on that:
    while much changes, a hundred thousand shops may be told some seconds late (the cards of a page never are)."""
    return kept.get()


kept: Kept[Bitmaps] = Kept(ANSWERS, read, share=lambda: settings.DIRECTORY_READ_SHARE)
