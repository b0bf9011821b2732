"""Rows of which a list alone cannot tell which shop they are, and what somebody says of them. Pure: works on what is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shops.importing.matching import SAME_DOOR_KM, Known, Matcher, alike, likeness, same_door, same_shop, within

SEVERAL, NUMBER, NEAR = "several", "number", "near"
SAME, NEW, SKIP = "same", "new", "skip"
MOST_NAMED = 5  # shops beside a row


@dataclass(frozen=True)
class Doubt:
    """kind: SEVERAL when the row is like more shops than one; NUMBER when its establishment number is that of a shop with another name;
    NEAR when a shop with a name like it stands near. shops: those that it may be, the likeliest first."""

    kind: str
    shops: tuple[Known, ...]


@dataclass(frozen=True)
class Ruling:
    """what: SAME, NEW or SKIP. shop: key of the shop that the row is, None for the likeliest."""

    what: str
    shop: int | None = None


@dataclass(frozen=True)
class Rulings:
    """rows: by line of the file; kinds: of all doubts of a kind whose row has no ruling of its own."""

    rows: Mapping[str, Ruling] = field(default_factory=dict)
    kinds: Mapping[str, Ruling] = field(default_factory=dict)

    def of(self, line: str, doubt: Doubt) -> Ruling | None:
        return self.rows.get(line) or self.kinds.get(doubt.kind)


def doubt_about(row: Known, matcher: Matcher, within_town: int | None) -> Doubt | None:
    """What is not certain about a row that its own number does not settle; None when there is nothing to ask.

    within_town: key of the only municipality whose shops may be named.
    """
    by_number = matcher.by_establishment.get(row.establishment) if row.establishment else None
    if by_number is not None:
        taken = is_standing(by_number, within_town) and not alike(by_number.name, row.name)
        return Doubt(NUMBER, (by_number,)) if taken else None
    like = [shop for shop in matcher.around(row) if is_standing(shop, within_town) and not shop.seen and alike(shop.name, row.name)]
    like = list(dict.fromkeys(like))
    same = [shop for shop in like if same_shop(shop, row)]
    if len(same) > 1 and sum(is_plain(shop, row) for shop in same) != 1:
        return Doubt(SEVERAL, likeliest_first(same, row))
    if any(is_plain(shop, row) for shop in same):
        return None
    return Doubt(NEAR, likeliest_first(like, row)) if like else None


def is_standing(shop: Known, within_town: int | None) -> bool:
    """Whether the shop was there before this import, and may be named."""
    return shop.pk is not None and not shop.is_new and within_town in (None, shop.municipality)


def is_plain(shop: Known, row: Known) -> bool:
    """Whether nobody would hesitate."""
    return same_door(shop, row) or (shop.name == row.name and within(shop, row, SAME_DOOR_KM)) or bool(row.phone and shop.phone == row.phone)


def likeliest_first(shops: list[Known], row: Known) -> tuple[Known, ...]:
    return tuple(sorted(shops, key=lambda shop: likeness(shop, row), reverse=True)[:MOST_NAMED])


def ruled(row: Known, doubt: Doubt, ruling: Ruling | None, otherwise: Known) -> Known | None:
    """The shop that the row is by the word of somebody; `otherwise` without one, None when it is left out.

    A shop that the file did not bring into doubt cannot be pointed at.
    """
    if ruling is None:
        return otherwise
    if ruling.what == SAME:
        return next((shop for shop in doubt.shops if shop.pk == ruling.shop), doubt.shops[0])
    return row if ruling.what == NEW else None
