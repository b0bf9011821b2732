"""What the screens of doubles show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from shops.doubles.pairs import DOOR, NEAR, PHONE, SITE, Pair
from shops.models import Shop

WHY = {
    DOOR: _("zelfde adres en bijna dezelfde naam"),
    NEAR: _("bijna dezelfde naam, vlakbij"),
    PHONE: _("zelfde telefoon"),
    SITE: _("zelfde website"),
}


@dataclass(frozen=True)
class Line:
    one: Shop
    other: Shop
    why: str


def lines(pairs: Sequence[Pair]) -> list[Line]:
    """One query for all of them; a pair of which one went meanwhile is left out."""
    keys = {key for pair in pairs for key in (pair.one, pair.other)}
    shops = Shop.objects.select_related("municipality").in_bulk(keys)
    return [Line(shops[pair.one], shops[pair.other], in_words(pair)) for pair in pairs if pair.one in shops and pair.other in shops]


def in_words(pair: Pair) -> str:
    """ "zelfde adres en bijna dezelfde naam, zelfde telefoon (12 m uit elkaar)"."""
    why = ", ".join(str(WHY[reason]) for reason in pair.why)
    if not pair.metres:
        return why
    return gettext("%(why)s (%(metres)s m uit elkaar)") % {"why": why, "metres": pair.metres}


def mentions(shop: Shop) -> int:
    """How many other rows name the shop in their text: a block on a page loses it when the shop goes."""
    own = ("shops", "votes")
    return (
        ReferenceIndex.get_references_to(shop)
        .exclude(base_content_type__app_label__in=own)
        .values("base_content_type", "object_id")
        .distinct()
        .count()
    )


def photos(stays: Shop, goes: Shop) -> list[Any]:
    """Of both, where each has one of its own; else nothing is left to choose."""
    return [stays.photo, goes.photo] if stays.photo and goes.photo and stays.photo_id != goes.photo_id else []
