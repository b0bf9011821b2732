"""Answers with many shops, kept until a shop changes, or the first of all opens or closes: counting them is what takes time.

What is kept is nobody's: the question as its address says it, hashed, with counts and keys.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.cache import cache

from content import kept
from shops import openings
from shops.kept import ANSWERS
from shops.models.shop import Shop
from shops.query import ShopQuery

if TYPE_CHECKING:
    from shops.search import Found

MANY = 1_000  # answers; fewer are found as quickly
KEPT_SECONDS = 300


@dataclass(frozen=True)
class KeptAnswer:
    """found: without its shops. keys: of those on the page, in order. It holds from `since` until before `until`."""

    found: "Found"
    keys: list[int]
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


def answered(query: ShopQuery, at: datetime, ask: Callable[[], "Found"]) -> "Found":
    """What `ask` answers, or answered before."""
    if not is_plain(query):
        return ask()
    name = key_of(query)
    known: KeptAnswer | None = cache.get(name)
    if known and known.holds(at):
        shops = Shop.objects.listed().for_cards().in_bulk(known.keys)
        if len(shops) == len(known.keys):
            return replace(known.found, shops=[shops[key] for key in known.keys])
    found = ask()
    if found.total >= MANY:
        until = openings.next_change(at) or at + timedelta(seconds=KEPT_SECONDS)
        cache.set(name, KeptAnswer(replace(found, shops=[]), [shop.pk for shop in found.shops], at, until), KEPT_SECONDS)
    return found


def is_plain(query: ShopQuery) -> bool:
    """Whether the question holds nothing but what stands here: what tells of a person (where somebody is) is not kept."""
    plain = ShopQuery(query.text, query.municipality, query.categories, open_now=query.open_now, sort=query.sort, page=query.page)
    return query == plain


def key_of(query: ShopQuery) -> str:
    """Changes with the edition: see shops.kept.forget_answers."""
    edition = cache.get_or_set(kept.key(ANSWERS), kept.new_edition, None)
    return f"{ANSWERS}.{edition}.{sha256(repr(query).encode()).hexdigest()}"
