"""Where a fact of a shop comes from, and whose word counts."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shops.models.shop import Shop

SHOPKEEPER, MUNICIPALITY = "shopkeeper", "municipality"
CONFIRMED = frozenset([SHOPKEEPER, MUNICIPALITY])  # no import overwrites what these said


def confirm(shop: "Shop", facts: Iterable[str], *, source: str, at: datetime) -> None:
    """Note that `source` vouches for `facts` of `shop` as they stand; what was not understood of them is settled. Stores nothing."""
    for fact in facts:
        shop.provenance[fact] = {"source": source, "date": at.date().isoformat()}
        shop.raw.pop(fact, None)
