"""The yearly "klopt dit nog?": to each listed shop with an address, a year after the last word on it, some a day."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from shops.models import Shop
from shops.querysets import A_YEAR
from shops.shopkeepers import mailing

MOST_A_DAY = 200
AGAIN = timedelta(days=350)  # a year, and no day is ever skipped because a job ran an hour early


def ask_due(at: datetime) -> int:
    """Mail those whose turn it is, the one that was confirmed longest ago first, those that never were last; returns how many.

    Killed halfway, the rest is for tomorrow.
    """
    return sum(ask(shop, at) for shop in due(at))


def due(at: datetime) -> list[Shop]:
    """Listed shops with an address that nobody vouched for within a year, that were not asked within one and want to be asked.

    Those that nobody ever confirmed take their turn in the order of their keys, MOST_A_DAY at a time, so a new directory is spread over weeks.
    """
    had = Q(shopkeeper__asked_at__gt=at - AGAIN) | Q(shopkeeper__declined_at__isnull=False)
    reachable = ~Q(email="") | (Q(shopkeeper__isnull=False) & ~Q(shopkeeper__email=""))
    rows = Shop.objects.listed().filter(reachable, is_demo=False).unconfirmed_since(at - A_YEAR).exclude(had)
    return list(rows.select_related("municipality").prefetch_related("texts").order_by(F("confirmed_on").asc(nulls_last=True), "pk")[:MOST_A_DAY])


def ask(shop: Shop, at: datetime) -> bool:
    return mailing.write(shop, "yearly", at, column="asked_at", after=AGAIN)
