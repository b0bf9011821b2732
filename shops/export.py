"""The editors' list of shops as a file for a spreadsheet, with the columns that an import recognises: once mended it is read in again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from content.spreadsheets import Cell
from shops.models import Shop
from shops.models.shop import PAYMENT

CHUNK = 2_000  # shops in memory at once
KINDS = dict(Shop.Kind.choices)

Row = Mapping[str, Any]  # the columns of one shop that the file tells of, by FIELDS


def yes_or_no(value: bool | None) -> str:
    return "" if value is None else "ja" if value else "nee"


def payment(shop: Row) -> str:
    return ", ".join(str(PAYMENT[code]) for code in shop["payment"] if code in PAYMENT)


def confirmed(shop: Row) -> str:
    return shop["confirmed_on"].isoformat() if shop["confirmed_on"] else ""


def kind(shop: Row) -> str:
    return "" if shop["kind"] == Shop.Kind.UNKNOWN else str(KINDS.get(shop["kind"], shop["kind"]))


def plain(name: str) -> Callable[[Row], Cell]:
    """The field as text; where it is not known, what a source said and nobody could read, so that it comes back as it was."""

    def cell(shop: Row) -> Cell:
        value = shop[name]
        return str(shop["raw"].get(name, "")) if value in (None, "") else str(value)

    return cell


# Titles are in Dutch whatever language the editor reads, as an import looks for them.
COLUMNS: Sequence[tuple[str, Callable[[Row], Cell]]] = (
    ("naam", plain("name")),
    ("soort", itemgetter("category__name_nl")),
    ("straat", plain("street")),
    ("huisnummer", plain("house_number")),
    ("bus", plain("box")),
    ("postcode", plain("postcode")),
    ("plaats", lambda shop: shop["place"] or shop["municipality__name"]),
    ("breedtegraad", plain("latitude")),
    ("lengtegraad", plain("longitude")),
    ("telefoon", plain("phone")),
    ("e-mail", plain("email")),
    ("website", plain("website")),
    ("webshop", plain("webshop")),
    ("openingsuren", plain("opening_hours")),
    ("zelfstandig of keten", kind),
    ("keten", plain("chain_name")),
    ("ondernemingsnummer", plain("enterprise_number")),
    ("vestigingsnummer", plain("establishment_number")),
    ("rolstoel", plain("step_free")),
    ("deurbreedte", plain("door_width_cm")),
    ("aangepast toilet", lambda shop: yes_or_no(shop["accessible_toilet"])),
    ("betaling", payment),
    ("kadobon", lambda shop: yes_or_no(shop["gift_voucher"])),
    ("levert", lambda shop: yes_or_no(shop["delivers"])),
    ("sinds", plain("since")),
    ("bevestigd", confirmed),
)
TITLES = tuple(title for title, _cell in COLUMNS)
FIELDS = (
    *("name", "category__name_nl", "street", "house_number", "box", "postcode", "place", "municipality__name", "latitude", "longitude", "phone"),
    *("email", "website", "webshop", "opening_hours", "kind", "chain_name", "enterprise_number", "establishment_number", "step_free"),
    *("door_width_cm", "accessible_toilet", "payment", "gift_voucher", "delivers", "since", "confirmed_on", "raw"),
)


def rows(shops: QuerySet[Shop]) -> Iterator[list[Cell]]:
    """A row per shop, in the order of `shops`; as published or kept, not what waits as a draft."""
    with override("nl"):
        for shop in shops.values(*FIELDS).iterator(chunk_size=CHUNK):
            yield [cell(shop) for _title, cell in COLUMNS]
