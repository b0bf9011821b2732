"""What a shop was chosen for. Rooms on the left know it and register; the page of a shop asks them all.

A room registers when it starts: `badges.register(badges_of_ambassadors)`. Each is asked once per page, with one query at most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from shops.models import Shop


@dataclass(frozen=True)
class Badge:
    """label: "Ambassadeur van Tielt 2025". url: of the page that tells it, from the root of the site. language: of that page, "nl".
    drawing: a small picture that adorns the label. until: when it is no longer so. is_award: whether search engines may call it an award."""

    label: str
    url: str
    language: str
    drawing: SafeString
    until: datetime | None = None
    is_award: bool = True


BadgesOf = Callable[["Shop", str], list[Badge]]
_ASKED: list[BadgesOf] = []


def register(badges_of_room: BadgesOf) -> None:
    """`badges_of_room(shop, language)` gives what a shop was chosen for, newest first."""
    if badges_of_room not in _ASKED:
        _ASKED.append(badges_of_room)


def badges_of(shop: "Shop", language: str) -> list[Badge]:
    """None for a shop that is not saved."""
    return [badge for asked in _ASKED for badge in asked(shop, language)] if shop.pk else []
