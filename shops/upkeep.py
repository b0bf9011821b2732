"""What goes along with every change of a shop: its address on the site, the words by which it is found, its intervals."""

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils import timezone
from django.utils.text import slugify

from shops import hours, indexing, openings, shown_at
from shops.kept import forget_counts
from shops.provenance import MUNICIPALITY, confirmed_on, vouched_on
from shops.standing import faded

if TYPE_CHECKING:
    from wagtail.models import Revision

    from shops.models import Shop


def before_saving(shop: "Shop") -> None:
    """Fill what is derived from the shop's own facts."""
    shop.slug = shop.slug or free_slug(shop)
    shop.confirmed_on = confirmed_on(shop)
    shop.vouched_on = vouched_on(shop)
    shop.faded = faded(shop.confirmed_on, shop.vouched_on, shop.open_reports, timezone.localdate())
    shop.special_hours = special_hours_of([shop.pk]).get(shop.pk, "") if shop.pk else ""


def before_publishing(revision: "Revision") -> None:
    """Where an editor wrote another address in the directory, the mailbox that was accepted before no longer speaks for the shop."""
    draft = revision.as_object()
    is_later = draft.go_live_at and draft.go_live_at > timezone.now()
    if is_later or draft.fact_source("email").get("source") != MUNICIPALITY:
        return
    if apps.get_model("shops", "Shop").objects.filter(pk=draft.pk).exclude(email=draft.email).exists():
        apps.get_model("shops", "Shopkeeper").objects.filter(shop=draft.pk).update(email="")


def after_saving(shop: "Shop") -> None:
    """Bring the rows beside the shop in step with it."""
    remember_address(shop)
    openings.rebuild([shop], timezone.now())
    indexing.rebuild([shop])
    towns = towns_of(shop)
    for town in towns:
        forget_counts(town)
    shown_at.changed(shops=[shop.pk], towns=towns)


def before_deleting(shop: "Shop") -> set[int]:
    """Keys of the municipalities in which the shop stands or stood. Its addresses go with it, so their copies are named now."""
    towns = towns_of(shop)
    shown_at.changed(shops=[shop.pk], towns=towns)
    return towns


def after_deleting(towns: set[int]) -> None:
    """towns: those in which the shop stood."""
    openings.forget()
    indexing.drop_lost_words()
    for town in towns:
        forget_counts(town)


def special_hours_of(keys: Iterable[int]) -> dict[int, str]:
    """By key of the shop the rules of the special days on which it opens; only those that have some. One query."""
    rows = apps.get_model("shops", "SpecialOpening").objects.filter(shop__in=list(keys))
    found: dict[int, list[tuple[date, time, time]]] = {}
    for key, day, opens, closes in rows.values_list("shop_id", "day", "opens", "closes"):
        found.setdefault(key, []).append((day, opens, closes))
    return {key: hours.joined_days(days) for key, days in found.items()}


def towns_of(shop: "Shop") -> set[int]:
    """Keys of the municipalities in which the shop stands or stood."""
    former = apps.get_model("shops", "ShopSlug")
    return {shop.municipality_id, *former.objects.filter(shop_id=shop.pk).values_list("municipality_id", flat=True)}


def free_slug(shop: "Shop", taken: set[str] | None = None) -> str:
    """A slug from the name that no other shop of the municipality has or had: "bakkerij-de-kroon", "bakkerij-de-kroon-2"."""
    base = slugify(shop.name)[:120] or "winkel"
    used = taken if taken is not None else slugs_in_use(shop, base)
    slug, number = base, 1
    while slug in used:
        number += 1
        slug = f"{base}-{number}"
    return slug


def slugs_in_use(shop: "Shop", base: str) -> set[str]:
    """Slugs that start with `base` in the shop's municipality, present and former, of other shops."""
    shops, former = apps.get_model("shops", "Shop"), apps.get_model("shops", "ShopSlug")
    present = shops.objects.filter(municipality_id=shop.municipality_id, slug__startswith=base).exclude(pk=shop.pk)
    past = former.objects.filter(municipality_id=shop.municipality_id, slug__startswith=base).exclude(shop_id=shop.pk)
    return {*present.values_list("slug", flat=True), *past.values_list("slug", flat=True)}


def remember_address(shop: "Shop") -> None:
    """Keep every address that a shop ever had, so that links and printed codes go on working."""
    former = apps.get_model("shops", "ShopSlug")
    former.objects.update_or_create(municipality_id=shop.municipality_id, slug=shop.slug, defaults={"shop_id": shop.pk})
