"""Putting a shop on the map that nobody knew the place of."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from municipalities.rights import Reach, reach
from shops import provenance, suggestions
from shops.distance import kilometres
from shops.importing import drafts
from shops.importing.regions import FARTHEST_KM
from shops.models import Shop
from shops.querysets import ShopQuerySet
from shops.spots import Spot

LOG_ACTION = "shops.place"
FACTS = ("latitude", "longitude")
DECIMALS = 6  # a tenth of a metre


class Refused(Exception):
    """Nothing was changed."""


class NotYours(Refused):
    """Of a municipality that the user does not edit."""


class StandsAlready(Refused):
    """Somebody was first."""


class TooFar(Refused):
    """Not in the municipality of the shop, nor near it."""


def waiting(far: Reach) -> ShopQuerySet:
    """Listed shops without a place within what somebody edits, in the order of towns and streets, as one looks them up."""
    shops = Shop.objects.listed().without_place().select_related("municipality").order_by("municipality__name", "street", "name", "pk")
    return shops if far.everywhere else shops.filter(municipality__in=far.edited)


@transaction.atomic
def place(*, shop: int, spot: Spot, by: User, at: datetime) -> Shop:
    """Write down where the shop is, as the word of the municipality; an open draft is brought along. shop: key.

    Raises NotYours, StandsAlready, TooFar.
    """
    held = Shop.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=shop)
    if not reach(by).edits(held.municipality_id):
        raise NotYours
    if held.latitude is not None and held.longitude is not None:
        raise StandsAlready
    if kilometres(spot, held.municipality) > FARTHEST_KM:
        raise TooFar
    drafted = drafts.content_of(held)
    held.latitude, held.longitude = round(spot.latitude, DECIMALS), round(spot.longitude, DECIMALS)
    provenance.confirm(held, FACTS, source=provenance.MUNICIPALITY, at=at)
    held.save()
    suggestions.settle(held)
    if drafted:
        drafts.carry_over(held, drafted)
    log(instance=held, action=LOG_ACTION, user=by, content_changed=True)
    return held
