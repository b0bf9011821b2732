"""What a source says otherwise of facts that somebody confirmed: kept beside them, never written over them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shops.differences import said
from shops.distance import kilometres
from shops.importing.cleaning import FALLBACK_CATEGORY
from shops.importing.facts import DOOR, GROUPS, Telling, unknown, value_of
from shops.importing.matching import SAME_DOOR_KM, name_key, number_key, street_key
from shops.importing.planning import chunks
from shops.models import ImportBatch, Shop, ShopSuggestion
from shops.provenance import CONFIRMED

KEYS: Mapping[str, Any] = {"name": name_key, "street": street_key, "place": name_key, "house_number": number_key, "box": number_key}


class Spot(NamedTuple):
    latitude: float
    longitude: float


def otherwise(shop: Shop, told: Telling, categories: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """By key of GROUPS what the source says of facts that were confirmed and say something else. categories: key by slug."""
    found = {}
    for key, facts in GROUPS.items():
        if any(shop.fact_source(fact).get("source") in CONFIRMED for fact in facts):
            value = told_of(told, facts, categories)
            if value and differs(shop, value):
                found[key] = value
    return found


def told_of(told: Telling, facts: tuple[str, ...], categories: Mapping[str, int]) -> dict[str, Any]:
    """What the source tells of facts that belong together; a street without a number or a box has none. A vague kind tells nothing."""
    value = {fact: told.facts[fact] for fact in facts if fact in told.facts}
    if "street" in value:
        value = {fact: unknown(fact) for fact in DOOR} | value
    if value.get("category") == FALLBACK_CATEGORY:
        return {}
    return {fact: categories[slug] if fact == "category" else slug for fact, slug in value.items()}


def differs(shop: Shop, value: Mapping[str, Any]) -> bool:
    """Whether a person would call it something else: not for capitals, the way a number is written, or a few metres."""
    if "latitude" in value and shop.latitude is not None and shop.longitude is not None:
        here, there = Spot(shop.latitude, shop.longitude), Spot(value["latitude"], value["longitude"])
        return kilometres(here, there) > SAME_DOOR_KM
    return any(plain(fact, said_value) != plain(fact, value_of(shop, fact)) for fact, said_value in value.items())


def plain(fact: str, value: Any) -> Any:
    if fact in KEYS:
        return KEYS[fact](value)
    if fact == "payment":
        return sorted(value)
    return said(fact, value) if fact == "phone" else value


class Suggestions:
    """What one import says of confirmed facts, gathered per stretch of shops and stored at once; unasked in a dry run."""

    def __init__(self, source: str, batch: ImportBatch | None, at: datetime) -> None:
        self.source, self.batch, self.at = source, batch, at
        self.told: dict[int, tuple[str, dict[str, dict[str, Any]]]] = {}

    def note(self, shop: Shop, told: Telling, categories: Mapping[str, int]) -> None:
        self.told[shop.pk] = (told.date, otherwise(shop, told, categories))

    def store(self) -> None:
        """What waits for these shops becomes what the source says now; what somebody dismissed stays so while the source says the same."""
        for some in chunks(list(self.told)):
            known = {(row.shop_id, row.fact): row for row in ShopSuggestion.objects.filter(shop__in=some, source=self.source)}
            wanted = {(shop, fact): (self.told[shop][0], value) for shop in some for fact, value in self.told[shop][1].items()}
            changed = [self.renewed(known[key], *wanted[key]) for key in known.keys() & wanted.keys() if known[key].value != wanted[key][1]]
            ShopSuggestion.objects.filter(pk__in=[known[key].pk for key in known.keys() - wanted.keys()]).delete()
            ShopSuggestion.objects.bulk_update(changed, ["value", "date", "told_at", "batch", "dismissed_at", "dismissed_by"])
            ShopSuggestion.objects.bulk_create(self.made(wanted, wanted.keys() - known.keys()))
        self.told = {}

    def renewed(self, row: ShopSuggestion, date: str, value: dict[str, Any]) -> ShopSuggestion:
        row.value, row.date, row.told_at, row.batch = value, date, self.at, self.batch
        row.dismissed_at = row.dismissed_by = None
        return row

    def made(self, wanted: Mapping[tuple[int, str], tuple[str, dict[str, Any]]], keys: Iterable[tuple[int, str]]) -> list[ShopSuggestion]:
        beside = {"source": self.source, "told_at": self.at, "batch": self.batch}
        return [ShopSuggestion(shop_id=key[0], fact=key[1], date=wanted[key][0], value=wanted[key][1], **beside) for key in sorted(keys)]
