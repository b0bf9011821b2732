"""All that the site keeps of a shop, as its keeper may see it and take it along; and what becomes of each part when the shop leaves.

A room that keeps something of a shop registers it when it starts: `everything.register(part_of, order=30)`. What concerns somebody else (who
reported something, who asked to keep the shop from another mailbox) is no part of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from content.freshness import BRUSSELS
from shops import hours

if TYPE_CHECKING:
    from shops.models import Shop


@dataclass(frozen=True)
class Row:
    """One thing that is kept. words: a line for people. data: the same for machines, plain values of JSON."""

    words: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """name: a key of JSON. stays: why it is kept when the shop leaves; "" for what goes with it."""

    name: str
    title: str
    rows: list[Row] = field(default_factory=list)
    stays: str = ""


PartOf = Callable[["Shop", str], Part]
_PARTS: list[tuple[int, PartOf]] = []


def register(part_of: PartOf, *, order: int) -> None:
    """`part_of(shop, mailbox)` gives a part, perhaps without rows. mailbox: that of whoever asks, which the directory knows for the shop."""
    if part_of not in [known for _order, known in _PARTS]:
        _PARTS.append((order, part_of))
        _PARTS.sort(key=lambda entry: entry[0])


def parts(shop: "Shop", mailbox: str) -> list[Part]:
    """Those of which there is something."""
    found = (part_of(shop, mailbox) for _order, part_of in _PARTS)
    return [part for part in found if part.rows]


def told(day: date | datetime | None) -> str:
    """ "25 november 2026"; "" for never."""
    if day is None:
        return ""
    local = localtime(day, BRUSSELS).date() if isinstance(day, datetime) else day
    _weekday, _space, said = hours.day_and_month(local, get_language() or "nl").partition(" ")
    return f"{said} {local.year}"


def stamp(at: date | datetime | None) -> str | None:
    return at.isoformat() if at else None
