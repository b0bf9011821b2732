"""A shop as a list shows it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe

from content.facades import facade
from shops import distance, hours
from shops.provenance import CONFIRMED

if TYPE_CHECKING:
    from shops.models.shop import Shop

BRUSSELS = ZoneInfo("Europe/Brussels")
UNKNOWN = hours.State(hours.Answer.UNKNOWN)


@dataclass(frozen=True)
class Card:
    """One row of a list. status: kind "open", "soon", "closed" or "unknown", with its words. fresh: when the hours were confirmed, in words.
    until: when the status changes. far: how far from the spot that a question asks around, "850 m", or ""."""

    shop: "Shop"
    url: str
    kind: str
    where: str
    status: hours.Status
    fresh: str
    front: SafeString
    far: str = ""
    until: datetime | None = None


def card(shop: "Shop", url: str, at: datetime, language: str, moment: datetime | None = None) -> Card:
    """moment: tells what is so then, instead of now."""
    status, until = status_of(shop, at, language, moment)
    away: float | None = getattr(shop, "away", None)
    return Card(
        shop=shop,
        url=url,
        kind=shop.category.name_in(language),
        where=where(shop, language),
        status=status,
        fresh=freshness(shop, at, language),
        front=front_of(shop.face, shop.category.drawn_as),
        far="" if away is None else distance.in_words(distance.km_of(away), language),
        until=until,
    )


def status_of(shop: "Shop", at: datetime, language: str, moment: datetime | None) -> tuple[hours.Status, datetime | None]:
    """And when it changes, which is not said of another moment than now."""
    if moment:
        return hours.status_then(shop.effective_hours, moment, at, language), None
    state = state_of(shop, at)
    return hours.status(state, at, language), state.until


def where(shop: "Shop", language: str) -> str:
    """Street and place, as a neighbour would say it: "Ieperstraat 14, Tielt"."""
    street = f"{shop.street} {shop.house_number}".strip()
    return ", ".join(part for part in (street, shop.place or shop.municipality.name_in(language)) if part)


def state_of(shop: "Shop", at: datetime) -> hours.State:
    """Open, closed or unknown at `at`; hours that nobody understands are unknown."""
    try:
        return hours.state(shop.effective_hours, at)
    except hours.NotUnderstood:
        return UNKNOWN


def freshness(shop: "Shop", at: datetime, language: str) -> str:
    """ "drie weken geleden" for hours that the shop or its municipality confirmed; nothing for others."""
    known = shop.fact_source("opening_hours")
    if known.get("source") not in CONFIRMED or "date" not in known:
        return ""
    day = date.fromisoformat(known["date"])
    return hours.ago(datetime.combine(day, time(12), BRUSSELS), at, language)


@lru_cache(maxsize=4_096)
def front_of(seed: str, cloth: str) -> SafeString:
    """The small front of a shop for a list; it adorns the name beside it, so it has no text of its own."""
    return mark_safe(facade(seed, cloth, small=True, inline=True, title=""))  # noqa: S308 - drawn by us from numbers
