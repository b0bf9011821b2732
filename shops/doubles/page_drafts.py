"""Drafts of pages that name a shop that goes: published later, they would lead nowhere."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, Revision

from shops.models import Shop


def waiting_drafts(model: type[Page]) -> Iterator[Revision]:
    """The newest draft of every page of `model` that has one, and what is planned for later."""
    newest = model.objects.filter(has_unpublished_changes=True).values("latest_revision")
    rows = Revision.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return rows.filter(Q(pk__in=newest) | Q(approved_go_live_at__isnull=False)).iterator()


def lead_on(model: type[Page], field: str, stays: Shop, goes: Shop) -> None:
    """field: of `model`, a foreign key to Shop."""
    for draft in waiting_drafts(model):
        if draft.content.get(field) == goes.pk:
            store(draft, draft.content | {field: stays.pk})


def store(draft: Revision, content: dict[str, Any]) -> None:
    """In place: it stays the draft of who wrote it."""
    Revision.objects.filter(pk=draft.pk).update(content=content)
