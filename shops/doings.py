"""What is on in a shop. A room on the left knows it and registers; the page of a shop asks it.

A room registers when it starts: `doings.register(doings_of_shop)`. Each is asked once per page, with a number of queries that does not grow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shops.models import Shop


@dataclass(frozen=True)
class Doing:
    """title: of the event; is_dutch: because it is not told in the language of the page. url: from the root of the site.
    when: "morgen, 10 tot 18 u.". what: its kind. place: elsewhere than in the shop. state: kind and text of what is not as planned, or None.
    until: when it is over."""

    title: str
    url: str
    is_dutch: bool
    summary: str
    summary_is_dutch: bool
    when: str
    what: str
    place: str
    place_is_dutch: bool
    state: Any
    until: datetime


DoingsOf = Callable[["Shop", str, datetime], list[Doing]]
_ASKED: list[DoingsOf] = []


def register(doings_of_room: DoingsOf) -> None:
    """`doings_of_room(shop, language, at)` gives what is still to come, the next first."""
    if doings_of_room not in _ASKED:
        _ASKED.append(doings_of_room)


def doings_of(shop: "Shop", language: str, at: datetime) -> list[Doing]:
    """None for a shop that is not saved."""
    return [doing for asked in _ASKED for doing in asked(shop, language, at)] if shop.pk else []
