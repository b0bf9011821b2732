"""How many shops there are, of each kind and open now: numbers that pages around the directory show."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from shops import openings
from shops.bitmaps import bitmaps
from shops.category_tree import Node, category_tree
from shops.kept import counts_key
from shops.tallies import count_categories

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Counts:
    """total and open_total: shops. by_category: keyed by category. until: when open_total may change. vouchers: that take the gift voucher.
    step_free: that one enters without a step."""

    total: int
    open_total: int
    by_category: Counter[int]
    until: datetime | None
    vouchers: int = 0
    step_free: int = 0

    def groups(self) -> list[tuple[Node, int]]:
        """Groups that have shops, in their order."""
        return [(group, self.by_category[group.id]) for group in category_tree().groups if self.by_category[group.id]]


def counts(at: datetime, municipality: int | None = None) -> Counts:
    """Counts of the whole directory or of one municipality (its key), kept for a minute and never past the next opening or closing."""
    key = counts_key(municipality)
    known: Counts | None = cache.get(key)
    if known and not (known.until and known.until <= at):
        return known
    made = count(at, municipality)
    cache.set(key, made, KEPT_SECONDS)
    return made


def count(at: datetime, municipality: int | None) -> Counts:
    listed = bitmaps()
    shops = listed.in_towns([municipality]) if municipality else listed.everybody
    return Counts(
        total=shops.bit_count(),
        open_total=(shops & listed.open_at(at)).bit_count(),
        by_category=count_categories(listed, shops, category_tree()),
        until=openings.next_change(at),
        vouchers=(shops & listed.by_trait["gift_voucher"]).bit_count(),
        step_free=(shops & listed.by_trait["step_free"]).bit_count(),
    )
