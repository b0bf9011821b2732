"""Where a fact of a shop comes from, whose word counts, and since when that word stands."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from shops.models.shop import Shop

SHOPKEEPER, MUNICIPALITY = "shopkeeper", "municipality"
CONFIRMED = frozenset([SHOPKEEPER, MUNICIPALITY])  # no import overwrites what these said
# What sends people to a closed door when it is no longer so; docs/architecture.md, "Freshness".
RELIED_ON = ("name", "street", "phone", "opening_hours")


def confirm(shop: "Shop", facts: Iterable[str], *, source: str, at: datetime) -> None:
    """Note that `source` vouches for `facts` of `shop` as they stand; what was not understood of them is settled. Stores nothing."""
    for fact in facts:
        shop.provenance[fact] = {"source": source, "date": timezone.localdate(at).isoformat()}
        shop.raw.pop(fact, None)


def is_confirmed(known: Mapping[str, str] | None) -> bool:
    """Whether an entry of a provenance is the word of the shop or its municipality."""
    return known is not None and known.get("source", "") in CONFIRMED


def confirmed_on(shop: "Shop") -> date | None:
    """The day of the oldest word on the facts of RELIED_ON that are filled; None as long as nobody vouched for one of them."""
    words = [shop.provenance.get(fact) for fact in RELIED_ON if getattr(shop, fact)]
    if not all(map(is_confirmed, words)):
        return None
    return min((day_of(known) for known in words if known), default=None)


def vouched_on(shop: "Shop") -> date | None:
    """The day of the newest word on one of the facts of RELIED_ON that are filled; None where nobody said any."""
    words = [known for fact in RELIED_ON if getattr(shop, fact) and is_confirmed(known := shop.provenance.get(fact))]
    return max((day_of(known) for known in words if known), default=None)


def day_of(known: Mapping[str, str]) -> date:
    """The day of an entry of a provenance; one that cannot be read counts as long ago."""
    try:
        return date.fromisoformat(known.get("date", ""))
    except ValueError:
        return date.min
