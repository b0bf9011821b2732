"""A seal on a shop as an import left it: broken by whatever anybody does to it afterwards."""

import json
from hashlib import sha256

from shops.importing.facts import FACTS, value_of
from shops.models import Shop

BESIDE = ("municipality_id", "slug", "photo_id", "live", "locked", "latest_revision_id", "is_demo")


def seal(shop: Shop) -> str:
    """64 hexadecimal digits. Texts and other kinds are not in it: who changes those in the tool makes a revision, and that is."""
    facts = [value_of(shop, fact) for fact in FACTS]
    beside = [getattr(shop, name) for name in BESIDE]
    said = json.dumps([facts, beside, shop.provenance, shop.raw], sort_keys=True, ensure_ascii=False, default=str)
    return sha256(said.encode()).hexdigest()
