"""New shops that were refused: their draft waits a month for an editor who thinks otherwise, then it goes with all that its keeper told."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from wagtail.models import ModelLogEntry, WorkflowState

from shops.models import OwnerRequest, Shop
from shops.shopkeepers.pictures import forget_picture

KEPT = timedelta(days=30)


def forget_refused(at: datetime) -> int:
    """Delete drafts of new shops that were refused KEPT ago, with their photo, history and request; returns how many.

    Whoever does something with the draft after the refusal makes it theirs: it stays, and so does one that a list names by now.
    """
    return sum(forget(key, at) for key in refused_long_ago(at).order_by("pk").values_list("pk", flat=True))


def refused_long_ago(at: datetime) -> QuerySet[OwnerRequest]:
    refused = OwnerRequest.objects.filter(kind=OwnerRequest.Kind.NEW, state=OwnerRequest.State.REFUSED, decided_at__lte=at - KEPT)
    unseen = refused.filter(shop__live=False, shop__first_published_at=None, shop__go_live_at=None, shop__sources=None)
    return unseen.filter(shop__latest_revision__created_at__lte=F("decided_at"))


@transaction.atomic
def forget(key: int, at: datetime) -> bool:
    """Of a request; False when somebody was busy with the draft after all."""
    held = OwnerRequest.objects.select_for_update(of=("self",)).filter(pk=key).select_related("shop", "draft").first()
    if held is None or not refused_long_ago(at).filter(pk=key).exists() or is_busy(held.shop):
        return False
    shop, draft = held.shop, held.draft
    told: Any = draft.as_object() if draft and "photo" in held.facts else None
    ModelLogEntry.objects.for_instance(shop).delete()
    Shop.objects.get(pk=shop.pk).delete()
    forget_picture(told.photo if told else None, shop)
    return True


def is_busy(shop: Shop) -> bool:
    """Whether it was handed in anew, or asked for again."""
    asked = OwnerRequest.objects.filter(shop=shop, state=OwnerRequest.State.WAITING).exists()
    return asked or WorkflowState.objects.active().for_instance(shop).exists()
