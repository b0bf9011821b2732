"""The likely doubles of a municipality, and what was said of them."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from wagtail.models import ModelLogEntry

from shops.doubles.pairs import Pair, host_of, likely_pairs
from shops.importing.planning import read_known
from shops.models import NotDouble, Shop

LOG_ACTION = "shops.merge"


def doubles_of(municipality: int) -> list[Pair]:
    """Of the shops of this municipality, drafts too; the likeliest first. Three queries, however many there are."""
    known = [shop for _key, shop in read_known(Q(municipality=municipality))]
    sites = Shop.objects.filter(municipality=municipality).exclude(website="").order_by().values_list("pk", "website")
    apart = set(NotDouble.objects.filter(one__municipality=municipality).values_list("one_id", "other_id"))
    return likely_pairs(known, {key: host_of(website) for key, website in sites}, apart)


def went_into(key: int) -> int | None:
    """The key of the shop that this one became, as the log of mergers says; None when it never merged."""
    mergers = ModelLogEntry.objects.filter(action=LOG_ACTION, data__merged__pk=key).order_by("-timestamp")
    found = mergers.values_list("object_id", flat=True).first()
    return int(found) if found else None


def are_two(*, one: Shop, other: Shop, by: AbstractBaseUser, at: datetime) -> None:
    """Somebody looked, and these are two shops: they are not shown again."""
    first, second = sorted((one.pk, other.pk))
    NotDouble.objects.get_or_create(one_id=first, other_id=second, defaults={"by_id": by.pk, "at": at})
