"""Where an event is, from its facts: a shop of the directory, or an address. Asks no query when `venue_shop` and its municipality are there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.models import EventPage
    from shops.models import Shop


@dataclass(frozen=True)
class Where:
    """name: of the shop, square or hall. street: with its number. postcode, place: of the village or town. shop: when it is a listed one.
    latitude, longitude: WGS84 degrees, both or none."""

    name: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    shop: "Shop | None" = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def address(self) -> str:
        """Without the name: "Bruggestraat 52, 8700 Tielt"."""
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.place}".strip()) if part)

    @property
    def line(self) -> str:
        """All of it: "De Letterzetter, Bruggestraat 52, 8700 Tielt"; "" when nothing is known."""
        return ", ".join(part for part in (self.name, self.address) if part)


def where(facts: "EventPage", town: str = "") -> Where:
    """town: what stands there when the event names no village or town itself."""
    shop = facts.venue_shop
    if shop is not None and shop.live:
        return in_shop(shop)
    here = (facts.latitude, facts.longitude) if facts.latitude is not None and facts.longitude is not None else (None, None)
    return Where(facts.venue, facts.street, facts.postcode, facts.place or town, None, *here)


def in_shop(shop: "Shop") -> Where:
    number = f"{shop.house_number} bus {shop.box}" if shop.box else shop.house_number
    street = f"{shop.street} {number}".strip() if shop.street else ""
    return Where(shop.name, street, shop.postcode, shop.place or shop.municipality.name, shop, shop.latitude, shop.longitude)
