"""Somebody of the municipality looked at a shop, and its facts are right as they stand."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from shops import provenance, upkeep
from shops.importing import drafts
from shops.importing.facts import FACTS, unknown, value_of
from shops.models import Shop

LOG_ACTION = "shops.confirm"
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
            Shop.objects.bulk_update(shops, ["provenance", "raw", "confirmed_on"])
            done += len(shops)
    return done


def vouch(shop: Shop, at: datetime) -> None:
    """Stores the draft only."""
    drafted = drafts.content_of(shop)
    provenance.confirm(shop, filled_facts(shop), source=provenance.MUNICIPALITY, at=at)
    upkeep.before_saving(shop)
    if drafted:
        drafts.carry_over(shop, drafted)
