"""What a page keeps of a shop, so that it stands when the shop is gone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage
    from shops.models import Category


@dataclass(frozen=True)
class Snapshot:
    """A shop as it stood on the ballot. slug: in addresses; face: the seed of its drawn front."""

    name: str
    slug: str
    face: str
    category: "Category | None" = None


def fill_from_shop(page: "AmbassadorPage") -> None:
    """Take from the shop what the page does not say itself: name, place, kind and face. Stores nothing."""
    shop = page.shop
    if shop is None:
        return
    page.shop_name = page.shop_name or shop.name
    page.place = page.place or shop.place
    page.category = page.category or shop.category
    page.face = page.face or shop.face
    page.is_demo = page.is_demo or shop.is_demo
