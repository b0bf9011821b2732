"""What an editor does with what a list says of a confirmed fact: take it, or dismiss it until the list says something else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from shops import provenance
from shops.importing import drafts
from shops.importing.facts import put
from shops.importing.suggesting import differs
from shops.locks import hold_towns
from shops.models import Shop, ShopSuggestion

LOG_ACTION = "shops.take_suggestion"
GONE = "Dit voorstel wacht niet meer."
TAKEN = "Dit vestigingsnummer staat al bij een andere winkel. Kijk bij “Dubbels” of het dezelfde winkel is."


class CannotTake(Exception):
    """Nothing was changed; the text says why in Dutch and is meant to be shown."""


def waiting(municipality_ids: Iterable[int] | None) -> QuerySet[ShopSuggestion]:
    """Those that nobody dismissed, the oldest first; None for those of every municipality."""
    rows = ShopSuggestion.objects.filter(dismissed_at=None).select_related("shop__municipality").order_by("told_at", "pk")
    return rows if municipality_ids is None else rows.filter(shop__municipality__in=municipality_ids)


@transaction.atomic
def take(*, suggestion: int, by: AbstractBaseUser, at: datetime) -> Shop:
    """Write what the list says, as the word of the municipality; an open draft is brought along. suggestion: key.

    Raises CannotTake: somebody was first, or the number stands with another shop.
    """
    row = ShopSuggestion.objects.filter(pk=suggestion, dismissed_at=None).select_related("shop").first()
    hold_towns([row.shop.municipality_id] if row else [])
    shop = Shop.objects.select_for_update().filter(pk=row.shop_id).first() if row else None
    if row is None or shop is None or not ShopSuggestion.objects.filter(pk=row.pk).delete()[0]:
        raise CannotTake(GONE)
    number = row.value.get("establishment_number")
    if number and Shop.objects.filter(establishment_number=number).exclude(pk=shop.pk).exists():
        raise CannotTake(TAKEN)
    drafted = drafts.content_of(shop)
    for fact, value in row.value.items():
        put(shop, fact, value)
    provenance.confirm(shop, row.value, source=provenance.MUNICIPALITY, at=at)
    shop.save()
    if drafted:
        drafts.carry_over(shop, drafted)
    log(instance=shop, action=LOG_ACTION, user=by, data={"source": row.source, "facts": row.value}, content_changed=True)
    return shop


def dismiss(*, suggestion: int, by: AbstractBaseUser, at: datetime) -> None:
    """Leave the fact as it is confirmed. A second time changes nothing."""
    ShopSuggestion.objects.filter(pk=suggestion, dismissed_at=None).update(dismissed_at=at, dismissed_by=by)  # type: ignore[misc]


def when_published(instance: Shop, **others: Any) -> None:
    settle(instance)


def settle(shop: Shop) -> None:
    """What the shop now says itself waits no more."""
    same = [row.pk for row in ShopSuggestion.objects.filter(shop=shop) if not differs(shop, row.value)]
    ShopSuggestion.objects.filter(pk__in=same).delete()
