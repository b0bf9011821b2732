"""Two shops that become one: pages on which an editor named the one that goes name the one that stays (shops.doubles.rooms)."""

import json
from typing import Any

from wagtail.models import ReferenceIndex

from home.models import CampaignPage, StandardPage
from shops.doubles import page_drafts
from shops.models import Shop

PAGES = (StandardPage, CampaignPage)
BLOCK = "named_shops"  # of home.page_blocks.PageBody


def move(stays: Shop, goes: Shop) -> None:
    """On the site and in the drafts that wait."""
    for model in PAGES:
        for page in model.objects.iterator():
            blocks = list(page.body.raw_data)
            if rename(blocks, stays.pk, goes.pk):
                model.objects.filter(pk=page.pk).update(body=page.body.stream_block.to_python(blocks))
                ReferenceIndex.create_or_update_for_object(model.objects.get(pk=page.pk))
        for draft in page_drafts.waiting_drafts(model):
            blocks = json.loads(draft.content.get("body") or "[]")
            if rename(blocks, stays.pk, goes.pk):
                page_drafts.store(draft, draft.content | {"body": json.dumps(blocks)})


def rename(blocks: list[dict[str, Any]], stays: int, goes: int) -> bool:
    """Whether one of the blocks named the shop. blocks: raw, as a page stores them; of a list with both the second is left out when it is shown."""
    found = False
    for value in (block["value"] for block in blocks if block["type"] == BLOCK):
        found = found or goes in map(key_of, value["shops"])
        value["shops"] = [renamed(item, stays) if key_of(item) == goes else item for item in value["shops"]]
    return found


def key_of(item: Any) -> Any:
    """An item of a list stands alone, or in an envelope with its number."""
    return item["value"] if isinstance(item, dict) else item


def renamed(item: Any, key: int) -> Any:
    return item | {"value": key} if isinstance(item, dict) else key
