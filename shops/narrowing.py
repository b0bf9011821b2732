"""The filters of a question, each of which can be left out to count what another choice would leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from municipalities import places
from shops import openings
from shops.category_tree import CategoryTree
from shops.centre import Centre, known_centre
from shops.models.shop import Shop
from shops.query import ShopQuery
from shops.querysets import ShopQuerySet
from shops.traits import TRAITS

KIND, TOWN, OPEN, NEAR = "kind", "town", "open", "near"


@dataclass(frozen=True)
class Narrowing:
    """base: the shops that answer the words of `query`. at: the moment of asking; what is open is asked of `moment`."""

    base: ShopQuerySet
    query: ShopQuery
    tree: CategoryTree
    at: datetime

    @cached_property
    def moment(self) -> datetime:
        return self.query.moment or self.at

    @cached_property
    def town(self) -> int | None:
        return places.index().id_for(self.query.municipality) if self.query.municipality else None

    @cached_property
    def centre(self) -> Centre | None:
        return known_centre(self.query, self.at)

    @cached_property
    def run_out(self) -> list[int]:
        """Keys of shops that are open at the moment beyond the table of intervals."""
        return openings.open_later(self.query.moment) if self.query.moment else Shop.objects.open_without_table(self.at)

    @cached_property
    def run_out_now(self) -> list[int]:
        return Shop.objects.open_without_table(self.at) if self.query.moment else self.run_out

    def shops(self, *, leaving: Collection[str] = ()) -> ShopQuerySet:
        """The answers, with the filters in `leaving` left out."""
        query, shops = self.query, self.base
        if query.categories and KIND not in leaving:
            shops = shops.of_kind(self.tree.ids_of(query.categories))
        if query.municipality and TOWN not in leaving:
            shops = shops.in_municipality(self.town)
        if self.centre and NEAR not in leaving:
            shops = shops.within(self.centre, query.radius_km)
        for name in query.traits:
            shops = shops.filter(TRAITS[name].holds)
        return shops.open_at(self.moment, self.run_out) if query.asks_open and OPEN not in leaving else shops
