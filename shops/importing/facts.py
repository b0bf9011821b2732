"""Which facts of a row may be written on a shop, and writing them.

A fact that the shopkeeper or the municipality confirmed is never written, and neither is one that stands there without a source: somebody
typed it. Facts that only make sense together (an address, a spot, a chain) are confirmed together.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from shops.chains import chain_named
from shops.importing.cleaning import FALLBACK_CATEGORY
from shops.importing.matching import street_key
from shops.importing.rows import CleanRow
from shops.models import Shop
from shops.provenance import CONFIRMED

DOOR = ("street", "house_number", "box")
TOGETHER = ((*DOOR, "postcode", "place"), ("latitude", "longitude"), ("kind", "chain_name"))
ALONE = (
    *("name", "category", "phone", "email", "website", "webshop", "enterprise_number", "establishment_number"),
    *("opening_hours", "step_free", "door_width_cm", "accessible_toilet", "payment", "gift_voucher", "delivers", "since"),
)
FACTS = (*ALONE, *(fact for facts in TOGETHER for fact in facts))
REQUIRED = frozenset(["name", "category"])
UNKNOWN: Mapping[str, Any] = dict.fromkeys(["latitude", "longitude", "door_width_cm", "accessible_toilet", "gift_voucher", "delivers", "since"])
GROUPS: Mapping[str, tuple[str, ...]] = {fact: (fact,) for fact in ALONE} | {facts[0]: facts for facts in TOGETHER}
PARTNERS = {fact: facts for facts in TOGETHER for fact in facts}


@dataclass(frozen=True, slots=True)
class Telling:
    """What a source tells of one shop. facts: by field of Shop, only those it knows; category as a slug.

    raw: fact -> text that was not understood. date: ISO day on which the source knew this. columns: facts that it could have told, None for all.
    """

    source: str
    date: str
    facts: dict[str, Any]
    raw: dict[str, str]
    columns: frozenset[str] | None = None

    def is_silent(self, fact: str) -> bool:
        """Whether the source has no place to tell the fact."""
        return self.columns is not None and fact not in self.columns


def telling(row: CleanRow, source: str, day: str, columns: frozenset[str] | None = None) -> Telling:
    """What `row` tells, a chain recognised by its name or tags. day: ISO, for rows that do not say when they were checked."""
    facts = {fact: value for fact, value in row.facts().items() if fact not in ("kind", "chain_name")} | ownership(row)
    if row.payment:
        facts["payment"] = list(row.payment)
    return Telling(source, row.checked or day, facts, dict(row.raw), columns)


def ownership(row: CleanRow) -> dict[str, str]:
    """kind and chain_name, as far as the row says or its name shows. A map's brand alone makes no chain: any optician sells brands."""
    told = "" if row.kind == "unknown" else row.kind
    chain = chain_named(row.name, dict(row.tags), leaf=row.category) or (chain_named(row.chain_name, leaf=row.category) if row.chain_name else None)
    if chain and told != "independent":
        return {"kind": told or chain.kind, "chain_name": chain.name[:80]}
    named = "" if row.tags else row.chain_name
    return {fact: value for fact, value in (("kind", told), ("chain_name", named)) if value}


def fingerprint(told: Telling, municipality: int) -> str:
    """The same for two tellings that say the same; 64 hexadecimal digits."""
    said = json.dumps([municipality, told.facts, told.raw], sort_keys=True, ensure_ascii=False)
    return sha256(said.encode()).hexdigest()


def write(shop: Shop, told: Telling, categories: Mapping[str, int]) -> set[str]:
    """Write on `shop` (not stored) what `told` may change; the fields that changed. categories: key by slug."""
    before = {fact: value_of(shop, fact) for fact in FACTS}
    provenance, raw = dict(shop.provenance), dict(shop.raw)
    values = new_values(shop, told, categories)
    for fact, value in values.items():
        put(shop, fact, value)
        shop.raw.pop(fact, None)
        note_source(shop, fact, told)
    keep_raw(shop, told)
    changed = {column(fact) for fact in FACTS if value_of(shop, fact) != before[fact]}
    return changed | ({"provenance"} if shop.provenance != provenance else set()) | ({"raw"} if shop.raw != raw else set())


def new_values(shop: Shop, told: Telling, categories: Mapping[str, int]) -> dict[str, Any]:
    """Facts that differ from what stands there and may be written; an unknown one is emptied when this source had told it."""
    wanted = {fact: told.facts.get(fact, unknown(fact)) for fact in FACTS if fact in told.facts or is_withdrawn(shop, fact, told)}
    if "category" in wanted:
        wanted["category"] = categories[wanted["category"]]
    return {fact: value for fact, value in wanted.items() if value != value_of(shop, fact) and may_write(shop, fact, told)}


def is_withdrawn(shop: Shop, fact: str, told: Telling) -> bool:
    """Whether the source told the fact before and no longer does, though it could; a new street takes the old number and box along."""
    if fact in REQUIRED:
        return False
    moved = fact in DOOR and "street" in told.facts and street_key(told.facts["street"]) != street_key(shop.street)
    return moved or (shop.fact_source(fact).get("source") == told.source and not told.is_silent(fact))


def may_write(shop: Shop, fact: str, told: Telling) -> bool:
    if any(is_human(shop, partner) for partner in PARTNERS.get(fact, (fact,))):
        return False
    vague = fact == "category" and shop.category_id and told.facts["category"] == FALLBACK_CATEGORY
    return not vague or shop.fact_source(fact).get("source") == told.source


def is_human(shop: Shop, fact: str) -> bool:
    """Whether a person stands for the fact: confirmed, or filled in by nobody knows whom."""
    source = shop.fact_source(fact).get("source")
    return source in CONFIRMED or (source is None and value_of(shop, fact) != unknown(fact))


def keep_raw(shop: Shop, told: Telling) -> None:
    """Keep texts that were not understood, where nobody told the fact better; drop those that this source took back."""
    for fact, text in told.raw.items():
        partners = PARTNERS.get(fact, (fact,))
        confirmed = any(shop.fact_source(partner).get("source") in CONFIRMED for partner in partners)
        if not confirmed and (fact not in FACTS or not_told_elsewhere(shop, fact, told)):
            shop.raw[fact] = text
            shop.provenance[fact] = shop.provenance.get(fact) or {"source": told.source, "date": told.date}
    for fact in [
        fact for fact in shop.raw if fact not in told.raw and shop.fact_source(fact).get("source") == told.source and not told.is_silent(fact)
    ]:
        del shop.raw[fact]
        if fact not in FACTS or value_of(shop, fact) == unknown(fact):
            del shop.provenance[fact]


def not_told_elsewhere(shop: Shop, fact: str, told: Telling) -> bool:
    return value_of(shop, fact) == unknown(fact) or shop.fact_source(fact).get("source") == told.source


def note_source(shop: Shop, fact: str, told: Telling) -> None:
    if value_of(shop, fact) == unknown(fact):
        shop.provenance.pop(fact, None)
    else:
        shop.provenance[fact] = {"source": told.source, "date": told.date}


def unknown(fact: str) -> Any:
    return [] if fact == "payment" else "unknown" if fact == "kind" else UNKNOWN.get(fact, "")


def column(fact: str) -> str:
    return "category_id" if fact == "category" else fact


def value_of(shop: Shop, fact: str) -> Any:
    if fact == "phone":
        return getattr(shop.phone, "raw_input", shop.phone) or ""  # str() would check the number again, each time
    if fact == "payment":
        return list(shop.payment)
    if fact == "category":
        return shop.category_id or ""
    return getattr(shop, fact)


def put(shop: Shop, fact: str, value: Any) -> None:
    setattr(shop, column(fact), value)
