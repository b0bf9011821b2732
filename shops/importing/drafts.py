"""Carry what an import changed into a draft that somebody has open, so that publishing it later does not bring the old facts back."""

from copy import deepcopy
from typing import Any

from wagtail.models import Revision

from shops.models import Shop

Content = dict[str, Any]


def content_of(shop: Shop) -> Content | None:
    """The facts as a draft would hold them, when there is a draft that waits; nothing when there is none."""
    if not (shop.has_unpublished_changes and shop.latest_revision_id):
        return None
    return deepcopy(shop.serializable_data())  # it hands out the shop's own dictionaries, which the caller is about to change


def carry_over(shop: Shop, before: Content) -> None:
    """Bring the draft of `shop` in step: what its writer left as it was (`before`) becomes what the shop says now, the rest stays."""
    after = shop.serializable_data()
    draft = Revision.objects.get(pk=shop.latest_revision_id)
    changed = {fact: merged(draft.content.get(fact), before.get(fact), after[fact]) for fact in after if after[fact] != before.get(fact)}
    Revision.objects.filter(pk=draft.pk).update(content={**draft.content, **changed})


def merged(draft: Any, before: Any, after: Any) -> Any:
    """The new value where the draft still has the old one; of dictionaries (sources, texts) entry by entry."""
    if isinstance(draft, dict) and isinstance(before, dict) and isinstance(after, dict):
        entries = {key: merged(draft.get(key), before.get(key), after.get(key)) for key in {**draft, **before, **after}}
        return {key: value for key, value in entries.items() if value is not None}
    return after if draft == before else draft
