"""Keep the table of open intervals filled, two weeks ahead."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import DateTimeField, Min, Subquery, Value
from django.db.models.functions import Coalesce

from shops import hours
from shops.kept import forget_answers

if TYPE_CHECKING:
    from shops.models import OpenInterval, Shop

BRUSSELS = ZoneInfo("Europe/Brussels")
HORIZON = timedelta(days=14)
BATCH = 500
KEPT_SECONDS = 60
NEXT_CHANGE_KEY = "shops.next_change"
OPEN_LATER_KEY = "shops.open_later"
FIRST_END_KEY = "shops.first_end_of_openings"


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
        insert(rows)
        apps.get_model("shops", "Shop").objects.filter(pk__in=[shop.pk for shop in shops]).update(openings_until=until)
    forget()
    return len(rows)


def insert(rows: list[tuple[int, datetime, datetime]]) -> None:
    """Store intervals as plain rows: making a model instance of each was nearly half of an import of 20,000 shops."""
    meta, names = interval_model()._meta, connection.ops.quote_name
    columns = ", ".join(names(column) for column in ("shop_id", "starts_at", "ends_at"))
    adapted = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {names(meta.db_table)} ({columns}) VALUES (%s, %s, %s)",  # noqa: S608 - names of our own table
            [(shop, adapted(start), adapted(end)) for shop, start, end in rows],
        )


def intervals_of(shop: "Shop", start: datetime, until: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    """(key of the shop, start, end) of each stretch, in UTC."""
    if not shop.effective_hours:
        return
    try:
        known = hours.intervals(shop.effective_hours, start, until)
    except hours.NotUnderstood:
        return
    for begin, end in known:
        for piece_start, piece_end in cut_at_midnight(begin, end):
            yield shop.pk, piece_start, piece_end


def cut_at_midnight(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Split [start, end) at each midnight in Brussels, so that no interval is longer than a day."""
    while start < end:
        next_day = (start.astimezone(BRUSSELS) + timedelta(days=1)).date()
        midnight = datetime(next_day.year, next_day.month, next_day.day, tzinfo=BRUSSELS)
        yield start, min(end, midnight)
        start = midnight


def next_change(at: datetime) -> datetime | None:
    """When the first shop opens or closes after `at`, or nothing when the table ends before that; kept until then.

    Until then every "nu open" on every page stays true. While the table lacks shops that is the next minute, on which they may change.
    """
    kept: tuple[datetime, datetime | None] | None = cache.get(NEXT_CHANGE_KEY)
    since, known = kept or (at, None)
    if not kept or at < since or (known and known <= at):
        known = read_next_change(at)
        cache.set(NEXT_CHANGE_KEY, (at, known), KEPT_SECONDS)
    if has_run_out(at):
        minute = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return min(known or minute, minute)
    return known


def open_later(moment: datetime) -> list[int]:
    """Keys of shops that are open at a chosen moment beyond the table; kept for a minute, as whoever chose it goes on to filter."""
    key = f"{OPEN_LATER_KEY}.{int(moment.timestamp())}"
    known: list[int] | None = cache.get(key)
    if known is None:
        known = apps.get_model("shops", "Shop").objects.open_without_table(moment)
        cache.set(key, known, KEPT_SECONDS)
    return known


def read_next_change(at: datetime) -> datetime | None:
    """In one query, of which each half reads the first row of an index."""
    intervals = interval_model().objects
    opens = intervals.filter(starts_at__gt=at).order_by("starts_at").values("starts_at")[:1]
    closes = intervals.filter(ends_at__gt=at).order_by("ends_at").values("ends_at")[:1]
    found = intervals.order_by().values_list(Subquery(opens), Subquery(closes))[:1]
    return min((moment for both in found for moment in both if moment), default=None)


def has_run_out(at: datetime) -> bool:
    """Whether some listed shop has hours but no intervals as far as `at`."""
    first: datetime | None = cache.get(FIRST_END_KEY)
    if first is None:
        shops = apps.get_model("shops", "Shop").objects.listed().with_any_hours()
        first = shops.aggregate(first=Min(Coalesce("openings_until", Value(at, DateTimeField()))))["first"] or at + HORIZON
        cache.set(FIRST_END_KEY, first, KEPT_SECONDS)
    return first <= at


def forget() -> None:
    """Ask the table anew: it was changed."""
    cache.delete_many([NEXT_CHANGE_KEY, FIRST_END_KEY])
    forget_answers()


def interval_model() -> type["OpenInterval"]:
    return apps.get_model("shops", "OpenInterval")
