"""Keep the table of open intervals filled, two weeks ahead."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import transaction
from django.db.models import Min

from shops import opening_hours

if TYPE_CHECKING:
    from shops.models import OpenInterval, Shop

BRUSSELS = ZoneInfo("Europe/Brussels")
HORIZON = timedelta(days=14)
BATCH = 500


def rebuild(shops: Iterable["Shop"], at: datetime) -> int:
    """Make the intervals of `shops` anew, from the start of yesterday until HORIZON after `at`; returns how many.

    Yesterday is in, because a bar that opened then may still be open.
    """
    made, batch = 0, []
    for shop in shops:
        batch.append(shop)
        if len(batch) == BATCH:
            made += rebuild_batch(batch, at)
            batch = []
    return made + rebuild_batch(batch, at)


def rebuild_batch(shops: list["Shop"], at: datetime) -> int:
    start = (at.astimezone(BRUSSELS) - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    until = at + HORIZON
    rows = [row for shop in shops for row in intervals_of(shop, start, until)]
    with transaction.atomic():
        interval_model().objects.filter(shop__in=shops).delete()
        interval_model().objects.bulk_create(rows, batch_size=2_000)
        apps.get_model("shops", "Shop").objects.filter(pk__in=[shop.pk for shop in shops]).update(openings_until=until)
    return len(rows)


def intervals_of(shop: "Shop", start: datetime, until: datetime) -> Iterator["OpenInterval"]:
    if not shop.opening_hours:
        return
    try:
        known = opening_hours.intervals(shop.opening_hours, start, until)
    except opening_hours.NotUnderstood:
        return
    for begin, end in known:
        for piece_start, piece_end in cut_at_midnight(begin, end):
            yield interval_model()(shop=shop, starts_at=piece_start, ends_at=piece_end)


def cut_at_midnight(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Split [start, end) at each midnight in Brussels, so that no interval is longer than a day."""
    while start < end:
        next_day = (start.astimezone(BRUSSELS) + timedelta(days=1)).date()
        midnight = datetime(next_day.year, next_day.month, next_day.day, tzinfo=BRUSSELS)
        yield start, min(end, midnight)
        start = midnight


def next_change(at: datetime) -> datetime | None:
    """When the first shop opens or closes after `at`, or nothing when the table ends before that.

    Until then every "nu open" on every page stays true.
    """
    intervals = interval_model().objects
    opens = intervals.filter(starts_at__gt=at).aggregate(first=Min("starts_at"))["first"]
    closes = intervals.filter(ends_at__gt=at).aggregate(first=Min("ends_at"))["first"]
    return min((moment for moment in (opens, closes) if moment), default=None)


def interval_model() -> type["OpenInterval"]:
    return apps.get_model("shops", "OpenInterval")
