"""The filters of a question, each of which can be left out to count what another choice would leave."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from municipalities import places
from shops.bitmaps import Bitmaps
from shops.category_tree import CategoryTree
from shops.centre import Centre, known_centre
from shops.distance import kilometres
from shops.matching import Answers
from shops.query import ShopQuery

KIND, TOWN, OPEN, NEAR = "kind", "town", "open", "near"
OF_FILTERS = {"centre", "away", "open_now", "open", "filters"}  # what is known of a question beside its words


@dataclass(frozen=True)
class Narrowing:
    """answers: to the words of `query`. at: the moment of asking; what is open is asked of `moment`. All sets are of positions in `listed`.

    strict: what a place or a street in the words left, where they are looked for as plain words instead.
    """

    listed: Bitmaps
    answers: Answers
    query: ShopQuery
    tree: CategoryTree
    at: datetime
    strict: Answers | None = None

    def answered(self, answers: Answers, **changes: Any) -> "Narrowing":
        """The same filters around other words; what is known of them is not asked again."""
        made = replace(self, answers=answers, **changes)
        vars(made).update({name: known for name, known in vars(self).items() if name in OF_FILTERS})
        return made

    @property
    def moment(self) -> datetime:
        return self.query.moment or self.at

    @cached_property
    def centre(self) -> Centre | None:
        return known_centre(self.query, self.at)

    @cached_property
    def away(self) -> dict[int, float]:
        """How far from the centre the shops are that stand near enough."""
        return self.listed.near(self.centre, self.query.radius_km) if self.centre else {}

    @property
    def towns_around(self) -> set[int]:
        """Keys of the municipality of the centre, and of those with their own centre near enough."""
        if not self.centre:
            return set()
        around = {town.id for town in places.index().towns.values() if kilometres(self.centre, town) <= self.query.radius_km}
        return around | ({self.centre.town} if self.centre.town else set())

    @cached_property
    def open_now(self) -> int:
        return self.listed.open_at(self.at)

    @cached_property
    def open(self) -> int:
        return self.listed.open_then(self.query.moment) if self.query.moment else self.open_now

    @cached_property
    def unknown(self) -> int:
        """Those of which nobody knows whether they are open at `moment`."""
        return self.listed.unknown_at(self.moment)

    @cached_property
    def filters(self) -> dict[str, int]:
        """By name who passes it; only those that were asked for."""
        query, listed = self.query, self.listed
        found = {name: listed.by_trait[name] for name in query.traits}
        if query.categories:
            found[KIND] = listed.of_kind(self.tree.ids_of(self.tree.narrowest(query.categories)))
        if query.municipality:
            town = places.index().id_for(query.municipality)
            found[TOWN] = listed.in_towns([town] if town else [])
        if self.centre:
            found[NEAR] = listed.of_positions(self.away)
        if query.asks_open:
            found[OPEN] = self.open
        return found

    def found(self, *, leaving: Collection[str] = ()) -> int:
        """The answers, with the filters in `leaving` left out."""
        return self.passing(self.answers.found, leaving=leaving)

    def passing(self, found: int, *, leaving: Collection[str] = ()) -> int:
        """Those of `found` that pass the filters."""
        for name, passing in self.filters.items():
            found &= found if name in leaving else passing
        return found
