"""What an editor does with what a list says of a confirmed fact: take it, or dismiss it until the list says something else."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from shops import provenance
from shops.importing import drafts
from shops.importing.facts import put, value_of
from shops.importing.suggesting import differs
from shops.locks import hold_shops, hold_towns
from shops.models import Shop, ShopSuggestion

LOG_ACTION = "shops.take_suggestion"
GONE = _("Dit voorstel wacht niet meer.")
CHANGED = _("De lijst of de winkel zegt intussen iets anders. Kijk nog eens.")
TAKEN = _("Dit vestigingsnummer staat al bij een andere winkel. Kijk bij “Dubbels” of het dezelfde winkel is.")


class CannotTake(Exception):
    """Nothing was changed; the text says why and is meant to be shown."""


def as_shown(row: ShopSuggestion) -> str:
    """What an editor sees of a suggestion, 64 hexadecimal digits: another as soon as the list or the shop says something else."""
    said = [row.value, {fact: [value_of(row.shop, fact), row.shop.fact_source(fact).get("source")] for fact in row.value}]
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def waiting(municipality_ids: Iterable[int] | None) -> QuerySet[ShopSuggestion]:
    """Those that nobody dismissed, the oldest first; None for those of every municipality."""
    rows = ShopSuggestion.objects.filter(dismissed_at=None).select_related("shop__municipality").order_by("told_at", "pk")
    return rows if municipality_ids is None else rows.filter(shop__municipality__in=municipality_ids)


@transaction.atomic
def take(*, suggestion: int, by: AbstractBaseUser, at: datetime, seen: str | None = None) -> Shop:
    """Write what the list says, as the word of the municipality; an open draft is brought along. suggestion: key. seen: `as_shown`.

    Raises CannotTake: somebody was first, the list or the shop says something else by now, or the number stands with another shop.
    """
    row = held(suggestion, seen)
    shop = row.shop
    row.delete()
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


@transaction.atomic
def dismiss(*, suggestion: int, by: AbstractBaseUser, at: datetime, seen: str | None = None) -> None:
    """Leave the fact as it is confirmed. seen: as above. Raises CannotTake likewise."""
    row = held(suggestion, seen)
    ShopSuggestion.objects.filter(pk=row.pk).update(dismissed_at=at, dismissed_by=by)  # type: ignore[misc]


def held(suggestion: int, seen: str | None) -> ShopSuggestion:
    """The suggestion with its shop as they stand, in the order of an import; nobody changes one of them until the transaction ends."""
    rows = ShopSuggestion.objects.filter(pk=suggestion, dismissed_at=None)
    hold_towns(rows.values_list("shop__municipality", flat=True))
    hold_shops(rows.values_list("shop", flat=True))
    row = rows.select_for_update(of=("self",)).select_related("shop").first()
    if row is None:
        raise CannotTake(GONE)
    if seen is not None and seen != as_shown(row):
        raise CannotTake(CHANGED)
    return row


def when_published(instance: Shop, **others: Any) -> None:
    settle(instance)


def settle(shop: Shop) -> None:
    """What the shop now says itself waits no more."""
    same = [row.pk for row in ShopSuggestion.objects.filter(shop=shop) if not differs(shop, row.value)]
    ShopSuggestion.objects.filter(pk__in=same).delete()
