"""Shops that open on a special day of their municipality: what they said, kept in step with their hours.

A shop's own hours stay as they are; what is added stands in `special_hours` and in the table of openings. Whoever changes a SpecialOpening
otherwise than by these functions calls `keep_in_step`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from municipalities.models import SpecialDay
from shops import hours, openings, shown_at, upkeep
from shops.hours.words import sentence
from shops.kept import forget_counts
from shops.models import Shop, SpecialOpening

MOST_SHOWN = 6  # on the page of a shop; hours know of all
A_NIGHT = timedelta(days=1)  # what began yesterday evening may still be open


@dataclass(frozen=True)
class Line:
    """One coming day, for the page of a shop: "Zondag 6 december", "open van 10 tot 18 u.", and why it opens."""

    day: str
    hours: str
    name: str
    name_is_dutch: bool


@transaction.atomic
def open_on(*, shop: Shop, day: SpecialDay, opens: time, closes: time, at: datetime) -> SpecialOpening:
    """The shop opens on that day, at these hours; instead of those that it said before."""
    said = {"day": day.day, "opens": opens, "closes": closes}
    opening, _is_new = SpecialOpening.objects.update_or_create(shop=shop, special_day=day, defaults=said)
    keep_in_step([shop.pk], at=at)
    return opening


@transaction.atomic
def open_many(said: Iterable[SpecialOpening], *, at: datetime) -> None:
    """Store what several shops said, as it was read; who said something of such a day already keeps that."""
    said = list(said)
    SpecialOpening.objects.bulk_create(said, batch_size=200, ignore_conflicts=True)
    keep_in_step({opening.shop_id for opening in said}, at=at)


@transaction.atomic
def stay_closed_on(*, shop: Shop, days: Iterable[SpecialDay], at: datetime) -> int:
    """The shop does as it always does on those days; returns how many openings went."""
    gone, _by_model = SpecialOpening.objects.filter(shop=shop, special_day__in=list(days)).delete()
    if gone:
        keep_in_step([shop.pk], at=at)
    return gone


@transaction.atomic
def take_back(days: Iterable[SpecialDay], *, at: datetime) -> int:
    """These days are no more, and nobody opens for them; returns how many shops had said that they would."""
    days = list(days)
    keys = set(SpecialOpening.objects.filter(special_day__in=days).values_list("shop_id", flat=True))
    SpecialDay.objects.filter(pk__in=[day.pk for day in days]).delete()
    keep_in_step(keys, at=at)
    return len(keys)


@transaction.atomic
def change_hours(day: SpecialDay, opens: time | None, closes: time | None, *, at: datetime) -> int:
    """Other hours are announced for the same day. Shops that took those offered before go along; the rest keep what they said, and all do
    when no hours are announced any more. Returns how many went along."""
    former, day.opens, day.closes = day.offered_hours, opens, closes
    day.save(update_fields=["opens", "closes"])
    if day.hours is None:
        return 0
    followers = day.openings.filter(opens=former[0], closes=former[1])
    keys = list(followers.values_list("shop_id", flat=True))
    followers.update(opens=opens, closes=closes)
    keep_in_step(keys, at=at)
    return len(keys)


@transaction.atomic
def keep_in_step(keys: Iterable[int], *, at: datetime) -> None:
    """Write what the special openings of these shops (keys) add to their hours, and make their intervals and counts anew."""
    keys = sorted(set(keys))
    for start in range(0, len(keys), openings.BATCH):
        some = keys[start : start + openings.BATCH]
        shops = list(Shop.objects.select_for_update().filter(pk__in=some).order_by("pk"))  # two answers of one shop: the second sees the first
        said = upkeep.special_hours_of(some)
        for shop in shops:
            shop.special_hours = said.get(shop.pk, "")
        Shop.objects.bulk_update(shops, ["special_hours"])
        openings.rebuild(shops, at)
        towns = {shop.municipality_id for shop in shops}
        for town in towns:
            forget_counts(town)
        shown_at.changed(shops=some, towns=towns)


def forget_past(at: datetime) -> int:
    """Every night: days that are over go, with what shops said of them; returns how many shops changed. Nothing that is shown waits for this."""
    over = at.astimezone(hours.BRUSSELS).date() - A_NIGHT
    with transaction.atomic():
        SpecialDay.objects.filter(day__lt=over).delete()
        said = Shop.objects.exclude(special_hours="").values_list("pk", "special_hours")
        stands = dict(said)
        holds = upkeep.special_hours_of(set(stands) | set(SpecialOpening.objects.values_list("shop_id", flat=True)))
        changed = {key for key in stands.keys() | holds.keys() if stands.get(key, "") != holds.get(key, "")}
        keep_in_step(changed, at=at)
    return len(changed)


def lines_of(shop: Shop, language: str, at: datetime) -> list[Line]:
    """The coming days on which the shop opens specially, the next first; asks the database only for a shop that has some."""
    if not (shop.pk and shop.special_hours):
        return []
    today = at.astimezone(hours.BRUSSELS).date()
    rows = shop.special_openings.filter(day__gte=today).select_related("special_day").order_by("day", "opens", "pk")[:MOST_SHOWN]
    return [line(row, language) for row in rows]


def line(row: SpecialOpening, language: str) -> Line:
    names = row.special_day.names
    return Line(
        day=sentence(hours.day_and_month(row.day, language)),
        hours=open_from_to(row.opens, row.closes, language),
        name=row.special_day.name_in(language),
        name_is_dutch=language != "nl" and not names.get(language),
    )


def open_from_to(opens: time, closes: time, language: str) -> str:
    """ "open van 10 tot 18 u."."""
    return _("open van %(opens)s tot %(closes)s") % {"opens": hours.hour_of(opens, language), "closes": hours.clock(closes, language)}
