"""Find the shop that a row is about: by establishment number, by phone, else by name and address near. Pure: works on what is handed in."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import floor

from content.words import normalise
from shops.distance import kilometres

NEAR_KM = 0.15
SAME_DOOR_KM = 0.05
ALIKE = 0.85  # of SequenceMatcher: one typing error in seven letters
LEGAL_FORMS = frozenset(["bv", "bvba", "nv", "vof", "cv", "cvba", "ebvba", "gcv", "commv", "vzw", "sa", "sprl", "srl", "snc", "oy", "ab"])
CELL_LATITUDE, CELL_LONGITUDE = 0.002, 0.003  # degrees: about 220 by 210 m in Belgium, so that NEAR_KM reaches no further than the next cell

Cell = tuple[int, int]


@dataclass(slots=True, eq=False)
class Known:
    """A shop as far as recognising it goes. pk: None for one that this import will make.

    name, street, number: as the functions below write them. seen: a row of the file at hand is this shop already.
    is_new: this import made it.
    """

    pk: int | None
    municipality: int
    name: str
    street: str
    number: str
    latitude: float | None
    longitude: float | None
    phone: str
    establishment: str
    is_chain: bool
    seen: bool = False
    is_new: bool = False

    def become(self, row: "Known") -> None:
        """Look from now on as the file at hand tells; what it is silent about stays."""
        self.seen, self.name, self.is_chain = True, row.name, row.is_chain or self.is_chain
        self.phone, self.establishment = row.phone or self.phone, row.establishment or self.establishment
        if row.street:
            self.street, self.number = row.street, row.number
        if row.latitude is not None:
            self.latitude, self.longitude = row.latitude, row.longitude


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """ "Bakkerij 't Hoekje BV" and "bakkerij t hoekje" are the same name."""
    words = normalise(name).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


@lru_cache(maxsize=4096)
def street_key(street: str) -> str:
    """ "Kerkstr." and "KERKSTRAAT" are the same street."""
    return re.sub(r"str\b", "straat", normalise(street)).replace(" ", "")


def number_key(number: str) -> str:
    return re.sub(r"\s", "", number).casefold()


class Matcher:
    """Known shops, and which of them a row is."""

    def __init__(self, shops: Iterable[Known] = ()) -> None:
        self.by_establishment: dict[str, Known] = {}
        self.by_phone: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self.by_door: dict[tuple[int, str, str], list[Known]] = defaultdict(list)
        self.by_name: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self.by_cell: dict[Cell, list[Known]] = defaultdict(list)
        for shop in shops:
            self.add(shop)

    def add(self, shop: Known) -> None:
        if shop.establishment:
            self.by_establishment.setdefault(shop.establishment, shop)
        shelves = [self.by_name[shop.municipality, shop.name], *(self.by_cell[cell] for cell in cells_of(shop.latitude, shop.longitude))]
        if shop.phone:
            shelves.append(self.by_phone[shop.municipality, shop.phone])
        if shop.street and shop.number:
            shelves.append(self.by_door[shop.municipality, shop.street, shop.number])
        for shelf in shelves:
            if shop not in shelf:
                shelf.append(shop)

    def find(self, row: Known) -> Known | None:
        """The shop that `row` is, if any.

        One that another row of the file is already must be the same in name and door; any other may differ a little in name, and may have
        moved when its phone is the same.
        """
        if row.establishment and (shop := self.by_establishment.get(row.establishment)):
            return shop
        return self._by_phone(row) or self._near(row) or self._without_address(row)

    def _by_phone(self, row: Known) -> Known | None:
        same = [shop for shop in self.by_phone.get((row.municipality, row.phone), ()) if alike(shop.name, row.name)] if row.phone else []
        here = [shop for shop in same if same_shop(shop, row) or not (apart(shop, row) or shop.seen)]
        moved = [shop for shop in same if not row.is_chain and not shop.is_chain and not shop.seen] if len(same) == 1 else []
        return best(here or moved, row)

    def _near(self, row: Known) -> Known | None:
        return best([shop for shop in self.around(row) if same_shop(shop, row)], row)

    def around(self, row: Known) -> Iterator[Known]:
        """Every shop at its door or not far from it; some may come twice."""
        yield from self.by_door.get((row.municipality, row.street, row.number), ())
        for cell in cells_around(row.latitude, row.longitude):
            yield from (shop for shop in self.by_cell.get(cell, ()) if shop.municipality == row.municipality)

    def _without_address(self, row: Known) -> Known | None:
        """The only shop of that name in the municipality, when one of the two says nothing of where it is."""
        same = self.by_name.get((row.municipality, row.name), ())
        only = same[0] if len(same) == 1 and not same[0].seen else None
        return only if only and (nowhere(only) or nowhere(row)) and not (only.phone and row.phone and only.phone != row.phone) else None


def same_shop(shop: Known, row: Known) -> bool:
    """Whether a shop around the corner is the one of the row."""
    if shop.seen:
        return shop.name == row.name and not other_door(shop, row) and (same_door(shop, row) or within(shop, row, SAME_DOOR_KM))
    if not alike(shop.name, row.name):
        return False
    return same_door(shop, row) or (within(shop, row, NEAR_KM) and (shop.name == row.name or not other_door(shop, row)))


def same_door(one: Known, other: Known) -> bool:
    return bool(one.street and one.number) and (one.street, one.number) == (other.street, other.number)


def other_door(one: Known, other: Known) -> bool:
    """Whether both tell where they are, and not the same."""
    return bool(one.number and other.number) and not same_door(one, other)


def apart(one: Known, other: Known) -> bool:
    """Whether they surely stand in different places."""
    if one.latitude is not None and other.latitude is not None:
        return not within(one, other, NEAR_KM) and not same_door(one, other)
    return other_door(one, other)


def within(one: Known, other: Known, km: float) -> bool:
    return one.latitude is not None and other.latitude is not None and kilometres(one, other) <= km  # type: ignore[arg-type]


def nowhere(shop: Known) -> bool:
    return shop.latitude is None and not shop.street


def best(shops: list[Known], row: Known) -> Known | None:
    """The one that is most like the row; among equals the one that was known first."""
    return max(shops, key=lambda shop: likeness(shop, row), default=None)


def likeness(shop: Known, row: Known) -> tuple[bool, bool, bool, int]:
    """The more, the likelier that they are one."""
    return not shop.seen, shop.name == row.name, same_door(shop, row), -metres(shop, row)


def metres(one: Known, other: Known) -> int:
    return round(kilometres(one, other) * 1000) if one.latitude is not None and other.latitude is not None else 10**6  # type: ignore[arg-type]


def alike(one: str, other: str) -> bool:
    """Whether two names (as name_key writes them) are one: equal, one with words more, or with a typing error."""
    if one == other:
        return True
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    if fewer <= more and sum(map(len, fewer)) >= 4:
        return True
    a, b = one.replace(" ", ""), other.replace(" ", "")
    if a == b:
        return True
    compared = SequenceMatcher(None, a, b, autojunk=False)
    return min(len(a), len(b)) > 3 and compared.real_quick_ratio() >= ALIKE and compared.quick_ratio() >= ALIKE and compared.ratio() >= ALIKE


def cells_of(latitude: float | None, longitude: float | None) -> list[Cell]:
    """The cell of the map that a place lies in; none without a place."""
    if latitude is None or longitude is None:
        return []
    return [(floor(latitude / CELL_LATITUDE), floor(longitude / CELL_LONGITUDE))]


def cells_around(latitude: float | None, longitude: float | None) -> list[Cell]:
    """That cell and the eight around it."""
    return [(row + up, column + right) for row, column in cells_of(latitude, longitude) for up in (-1, 0, 1) for right in (-1, 0, 1)]
