"""Somebody of the municipality, or of the shop itself, looked at its facts, and they are right as they stand."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from shops import kept, provenance, shown_at, upkeep
from shops.importing import drafts
from shops.importing.facts import FACTS, unknown, value_of
from shops.models import Shop

LOG_ACTION = "shops.confirm"
LOG_ACTION_OF_SHOP = "shops.confirm_by_shopkeeper"
CHANGED = ["provenance", "raw", "confirmed_on", "vouched_on", "faded"]
AT_ONCE = 500


def filled_facts(shop: Shop) -> list[str]:
    """What is known of the shop, and can be vouched for."""
    return [fact for fact in FACTS if value_of(shop, fact) != unknown(fact)]


def confirm_as_they_stand(*, keys: Iterable[int], by: AbstractBaseUser, at: datetime) -> int:
    """Note the word of the municipality, of today, for every filled fact of these shops; all or none. Returns how many there were.

    What visitors see is confirmed; a draft that somebody has open is brought along where it says the same.
    """
    wanted, done = sorted(keys), 0
    with transaction.atomic():
        for start in range(0, len(wanted), AT_ONCE):
            shops = list(Shop.objects.select_for_update().filter(pk__in=wanted[start : start + AT_ONCE]).order_by("pk"))
            for shop in shops:
                vouch(shop, at)
                log(instance=shop, action=LOG_ACTION, user=by, content_changed=False)
            Shop.objects.bulk_update(shops, CHANGED)
            done += len(shops)
        kept.forget_answers()
        shown_at.changed(shops=wanted, towns=[])
    return done


def confirm_by_shopkeeper(*, key: int, at: datetime, facts: Iterable[str] | None = None) -> None:
    """Note the word of the shop, of today, for `facts`, or for all that are filled. What visitors see is confirmed, as above."""
    with transaction.atomic():
        shop = Shop.objects.select_for_update().get(pk=key)
        vouch(shop, at, source=provenance.SHOPKEEPER, facts=facts)
        log(instance=shop, action=LOG_ACTION_OF_SHOP, content_changed=False)
        Shop.objects.bulk_update([shop], CHANGED)
        kept.forget_answers()
        shown_at.changed(shops=[key], towns=[])


def vouch(shop: Shop, at: datetime, *, source: str = provenance.MUNICIPALITY, facts: Iterable[str] | None = None) -> None:
    """Stores the draft only."""
    drafted = drafts.content_of(shop)
    filled = filled_facts(shop)
    provenance.confirm(shop, filled if facts is None else set(facts).intersection(filled), source=source, at=at)
    upkeep.before_saving(shop)
    if drafted:
        drafts.carry_over(shop, drafted)
