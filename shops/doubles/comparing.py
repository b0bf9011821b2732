"""Two shops side by side, fact by fact, and which of the two is likely right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shops.differences import label_of, said
from shops.importing.facts import GROUPS, unknown, value_of
from shops.models import Shop
from shops.origins import known_day, told_by
from shops.provenance import day_of, is_confirmed

ORDER = ("name", "category", "street", "latitude", "phone", "email", "website", "webshop", "opening_hours")


@dataclass(frozen=True)
class Side:
    """What one of the two says: in words, and who said it when."""

    words: str
    told_by: str


@dataclass(frozen=True)
class Compared:
    """key: of GROUPS. takes_other: whether what the shop that goes says is likely right."""

    key: str
    label: str
    stays: Side
    goes: Side
    takes_other: bool


def compare(stays: Shop, goes: Shop) -> list[Compared]:
    """The facts in which they differ, in the order in which one thinks of them."""
    keys = [*ORDER, *(key for key in GROUPS if key not in ORDER)]
    return [
        Compared(key, label(key), side(stays, GROUPS[key]), side(goes, GROUPS[key]), other_is_right(stays, goes, GROUPS[key]))
        for key in keys
        if values(stays, GROUPS[key]) != values(goes, GROUPS[key])
    ]


def values(shop: Shop, facts: Iterable[str]) -> list[Any]:
    return [value_of(shop, fact) for fact in facts]


def is_filled(shop: Shop, facts: Iterable[str]) -> bool:
    return any(value_of(shop, fact) != unknown(fact) for fact in facts)


def other_is_right(stays: Shop, goes: Shop, facts: tuple[str, ...]) -> bool:
    """What its owner or the municipality confirmed goes before a list, what is filled before what is empty, and then the later word."""
    return rank(goes, facts) > rank(stays, facts)


def rank(shop: Shop, facts: tuple[str, ...]) -> tuple[bool, bool, int]:
    entries = [shop.fact_source(fact) for fact in facts if shop.fact_source(fact)]
    latest = max((day_of(entry).toordinal() for entry in entries), default=0)
    return any(is_confirmed(entry) for entry in entries), is_filled(shop, facts), latest


def side(shop: Shop, facts: tuple[str, ...]) -> Side:
    words = [said(fact, value_of(shop, fact)) for fact in facts if value_of(shop, fact) != unknown(fact)]
    known = next((shop.fact_source(fact) for fact in facts if shop.fact_source(fact).get("source")), None)
    return Side(" ".join(words) or _("niets"), said_by(known) if known and words else "")


def said_by(known: dict[str, str]) -> str:
    """ "de winkel zelf, 12 mei 2026"; without the day when nobody knows it."""
    day, teller = known_day(known), str(told_by(known["source"]))
    return f"{teller}, {date_format(day, 'j F Y')}" if day else teller


def label(key: str) -> str:
    titles = {"street": _("adres"), "latitude": _("ligging"), "kind": _("zaak en keten")}
    return titles.get(key) or label_of(key)
