"""From a question to shops: which answer, in which order, and how many there are of each kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from itertools import islice

from shops import bits
from shops.bitmaps import Bitmaps, bitmaps
from shops.category_tree import category_tree
from shops.centre import Centre
from shops.matching import answering
from shops.meaning import Meaning, says_more_than_words, understand
from shops.models.shop import Shop
from shops.narrowing import TOWN, Narrowing
from shops.query import ShopQuery
from shops.tallies import tally

PER_PAGE = 24


@dataclass
class Found:
    """One page of answers with the counts around it.

    total and open_total count all answers; open_total those open now. by_category, by_municipality and by_trait count what choosing that
    one would leave. unknown, nowhere: see shops.tallies. centre: around which the question asks, when it does. narrowing: what was answered, to
    ask on from it.
    """

    shops: list[Shop]
    total: int
    open_total: int
    narrowing: Narrowing
    by_category: Counter[int] = field(default_factory=Counter)
    by_municipality: Counter[int] = field(default_factory=Counter)
    meaning: Meaning = field(default_factory=Meaning)
    page: int = 1
    pages: int = 1
    by_trait: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    nowhere: int = 0
    centre: Centre | None = None


def search_shops(query: ShopQuery, at: datetime) -> Found:
    """The answers to `query` at moment `at`. Counts are exact; the order is the same on every database."""
    return shown(*narrowed(query, understand(query.text), at))


def shown(narrowing: Narrowing, meaning: Meaning) -> Found:
    query, counted = narrowing.query, tally(narrowing)
    pages = max(1, -(-counted.total // PER_PAGE))
    page = min(query.page, pages)
    return Found(
        shops=cards_at(narrowing, in_order(narrowing, (page - 1) * PER_PAGE, page * PER_PAGE)),
        total=counted.total,
        open_total=counted.open_now,
        narrowing=narrowing,
        by_category=counted.by_category,
        by_municipality=counted.by_municipality,
        meaning=meaning,
        page=page,
        pages=pages,
        by_trait=counted.by_trait,
        unknown=counted.unknown,
        nowhere=counted.nowhere,
        centre=narrowing.centre,
    )


def first_shops(query: ShopQuery, at: datetime, number: int) -> list[Shop]:
    """The first answers, without counts."""
    narrowing, _meaning = narrowed(query, understand(query.text), at)
    return cards_at(narrowing, in_order(narrowing, 0, number))


def narrowed(query: ShopQuery, meaning: Meaning, at: datetime) -> tuple[Narrowing, Meaning]:
    """What answers `meaning`; when a place or a street in it leaves nothing, whatever the filters, its words are looked for everywhere."""
    listed, tree = bitmaps(), category_tree()
    narrowing = Narrowing(listed, answering(meaning, tree, listed), query, tree, at)
    if not narrowing.found(leaving=narrowing.filters.keys() - {TOWN}) and says_more_than_words(meaning, tree):
        as_words = meaning.as_words()
        wider = narrowing.answered(answering(as_words, tree, listed), strict=narrowing.answers)
        if wider.found():
            return wider, as_words
    return narrowing, meaning


def in_order(narrowing: Narrowing, start: int, stop: int) -> list[int]:
    """Positions of the answers from `start` to `stop`, in the order that is asked for.

    Among what answers equally well those come first that are surely right (shops.standing), then by name; a list by name stays one by name.
    """
    listed, found, sort = narrowing.listed, narrowing.found(), narrowing.query.sort
    if narrowing.centre and sort in {"", "afstand"}:
        away = narrowing.away
        return [position for _, position in nsmallest(stop, ((away[at], at) for at in bits.positions(found)))[start:]]
    if sort == "nieuw":
        return list(islice(among(listed.newest, found), start, stop))
    if sort == "open":
        return bits.stretch(found, surest_first(listed, (narrowing.open,)), start, stop)
    if sort != "naam" and narrowing.answers.ranks:
        return bits.stretch(found, surest_first(listed, narrowing.answers.ranks), start, stop)
    return bits.stretch(found, (), start, stop)


def surest_first(listed: Bitmaps, tiers: tuple[int, ...]) -> Iterator[int]:
    """Each of `tiers` in parts, and last what is in none."""
    yield from (tier & faded for tier in (*tiers, listed.everybody) for faded in listed.by_faded)


def among(positions: list[int], found: int) -> Iterator[int]:
    """Those of `positions` that are in `found`."""
    row = found.to_bytes(len(positions) // 8 + 1, "little")
    return (position for position in positions if row[position >> 3] >> (position & 7) & 1)


def cards_at(narrowing: Narrowing, positions: list[int]) -> list[Shop]:
    """The shops there, with what a card shows; those near a spot know how far they are (`away`, see shops.distance.km_of)."""
    found = []
    for position, shop in narrowing.listed.shops_at(positions):
        shop.away = narrowing.away.get(position)
        found.append(shop)
    return found
