"""Understand the facts of a row. What is not understood never refuses a shop: it is kept as it came and remarked."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import phonenumbers

from content.tables import one_line, storable
from shops.category_table import deciding_tag
from shops.importing.addresses import Address, HouseNumber, leading_number, split_address, split_house_number, split_postcode, split_street
from shops.importing.columns import header_word
from shops.importing.contacts import email_address, phone_numbers, web_address
from shops.importing.rows import NO_NAME, NO_PLACE, NOT_A_BUSINESS, CleanRow, Notice, Refusal, SourceRow, refuse
from shops.importing.words import centimetres, iso_date, kind, payment_codes, step_free, why_no_business, year, yes_or_no
from shops.numbers import NotANumber, enterprise_number, establishment_number

T = TypeVar("T")
CategoryOf = Callable[[SourceRow], str | None]
Understand = Callable[[str], str]

FALLBACK_CATEGORY = "andere"
# Characters that a shop holds of a text; a longer one is cut, and kept whole in `raw`.
LONGEST = {"name": 120, "street": 120, "house_number": 20, "box": 20, "postcode": 12, "place": 80, "chain_name": 80}
_LONGEST_RAW = 2000
_NO_DAYS = re.compile(r"\d\d:")  # how hours begin that name no days
_LONGEST_REF = 100
_DUTCH = {
    "name": "Naam", "category": "Soort zaak", "street": "Straat", "house_number": "Huisnummer", "box": "Bus", "postcode": "Postcode",
    "place": "Plaats", "coordinates": "Coördinaten", "phone": "Telefoonnummer", "email": "E-mailadres", "website": "Website", "webshop": "Webshop",
    "enterprise_number": "Ondernemingsnummer", "establishment_number": "Vestigingsnummer", "opening_hours": "Openingsuren",
    "kind": "Zelfstandig of keten", "chain_name": "Keten", "step_free": "Toegankelijkheid", "door_width_cm": "Deurbreedte",
    "accessible_toilet": "Toegankelijk toilet", "payment": "Betaalwijze", "gift_voucher": "Kadobon", "delivers": "Levering",
    "since": "Beginjaar", "checked": "Nakijkdatum",
}  # fmt: skip
_COUNTRIES = {"belgie": "BE", "belgique": "BE", "belgium": "BE", "nederland": "NL", "frankrijk": "FR", "france": "FR", "duitsland": "DE"}
# Fact of a CleanRow, the field of the SourceRow that tells it, how it is read, and what it is when nobody knows.
_SINGLE: tuple[tuple[str, str, Callable[[str], Any], Any], ...] = (
    ("email", "email", email_address, ""),
    ("website", "website", web_address, ""),
    ("enterprise_number", "enterprise_number", enterprise_number, ""),
    ("establishment_number", "establishment_number", establishment_number, ""),
    ("kind", "kind", kind, "unknown"),
    ("step_free", "step_free", step_free, ""),
    ("door_width_cm", "door_width", centimetres, None),
    ("accessible_toilet", "accessible_toilet", yes_or_no, None),
    ("payment", "payment", payment_codes, ()),
    ("gift_voucher", "gift_voucher", yes_or_no, None),
    ("delivers", "delivers", yes_or_no, None),
    ("since", "since", year, None),
    ("checked", "checked", iso_date, ""),
)


@dataclass
class _Doubts:
    """What was not understood so far: the verbatim texts and the remarks."""

    raw: dict[str, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def understood(self, fact: str, text: str, parse: Callable[[str], T], unknown: T) -> T:
        """What `parse` makes of the text; when it raises ValueError the text is kept as it came and the fact is `unknown`."""
        try:
            return parse(text) if text else unknown
        except ValueError as error:
            why = f" ({error})" if isinstance(error, NotANumber) else ""
            self.keep(fact, text, f"{_DUTCH[fact]} niet begrepen: “{text[:120]}”{why}")
            return unknown

    def cut(self, fact: str, text: str) -> str:
        """The text, shortened to LONGEST."""
        if len(text) > LONGEST[fact]:
            self.keep(fact, text, f"{_DUTCH[fact]} is te lang en werd ingekort: “{text[:60]}…”")
        return text[: LONGEST[fact]].rstrip()

    def keep(self, fact: str, text: str, remark: str) -> None:
        """Keep the text under the fact and say why."""
        self.raw[fact] = text[:_LONGEST_RAW]
        self.say(fact, remark)

    def say(self, fact: str, remark: str) -> None:
        """Remark something about a fact that was understood all the same."""
        self.notices.append(Notice(fact, one_line(remark)))


def clean(
    row: SourceRow,
    *,
    region: str = "BE",
    category_of: CategoryOf,
    understand_hours: Understand,
) -> CleanRow | Refusal:
    """The row understood, or refused: without a name, without any place, or when it is no business.

    region: ISO country of phone numbers without a prefix; a country that the row itself names goes first.
    category_of: leaf slug of a row. None for an object of the map says that it is no business; for a row of a table only that its words
    are not known, and the shop becomes FALLBACK_CATEGORY.
    understand_hours: from text on one line to OpenStreetMap syntax; raises ValueError (or answers "") when it cannot.
    """
    doubts = _Doubts(notices=list(row.notices))
    name = _name(row, doubts)
    if not name:
        return refuse(row, NO_NAME, one_line(row.name)[:60])
    category = category_of(row)
    if shown_by := _why_no_business(row, category):
        return refuse(row, NOT_A_BUSINESS, shown_by)
    address, where = _address(row, doubts), _coordinates(row, doubts)
    if where is None and not (address.street or address.postcode or address.place):
        return refuse(row, NO_PLACE, doubts.raw.get("coordinates", ""))
    country = _country(row.country)
    facts = {fact: doubts.understood(fact, one_line(getattr(row, source)), parse, unknown) for fact, source, parse, unknown in _SINGLE}
    return CleanRow(
        line=row.line,
        ref=one_line(row.ref)[:_LONGEST_REF],
        name=name,
        category=category or _other(row, doubts),
        country=country,
        latitude=where[0] if where else None,
        longitude=where[1] if where else None,
        phone=_phone(row, country or region, doubts),
        webshop=_webshop(row, facts["website"], doubts),
        opening_hours=_hours(_hours_on_one_line(row.hours), understand_hours, doubts),
        chain_name=doubts.cut("chain_name", one_line(row.brand)),
        tags=row.tags,
        raw=doubts.raw,
        notices=tuple(doubts.notices),
        **address._asdict(),
        **facts,
    )


def _name(row: SourceRow, doubts: _Doubts) -> str:
    """The name, of several in one tag the first; "" when it holds no letter and no digit."""
    name = one_line(row.name)
    if row.tags and ";" in name and (first := name.split(";")[0].strip()):
        doubts.say("name", f"Er staan meer namen, de eerste is genomen: “{name[:120]}”")
        name = first
    return doubts.cut("name", name) if any(letter.isalnum() for letter in name) else ""


def _why_no_business(row: SourceRow, category: str | None) -> str:
    """What shows that the row is no place of business ("amenity=school"), "" when it is one; a row of a table is, unless it says otherwise."""
    if not row.tags:
        return why_no_business(row.category_words)
    return "" if category else deciding_tag(dict(row.tags))[:80] or "geen enkel label zegt dat dit een zaak is"


def _other(row: SourceRow, doubts: _Doubts) -> str:
    if told := one_line(row.category_words):
        doubts.keep("category", told, f"{_DUTCH['category']} niet herkend, “{FALLBACK_CATEGORY}” genomen: “{told[:120]}”")
    return FALLBACK_CATEGORY


def _address(row: SourceRow, doubts: _Doubts) -> Address:
    """The split facts; what they lack comes from the whole address. A street of a table may hold the number, a tag's never does."""
    whole = split_address(one_line(row.address))
    number = _house_number(one_line(row.house_number), doubts)
    postcode = doubts.understood("postcode", one_line(row.postcode), split_postcode, Address())
    own = Address(one_line(row.street), number.number, one_line(row.box) or number.box, postcode.postcode, one_line(row.place) or postcode.place)
    if own.street and not row.tags and not row.house_number:
        split = split_street(own.street)
        own = own._replace(street=split.street, house_number=split.house_number, box=own.box or split.box)
    if own.street:
        whole = whole._replace(street="", house_number="", box="")
    return Address(*(doubts.cut(fact, mine or other) for fact, mine, other in zip(Address._fields, own, whole, strict=True)))


def _house_number(text: str, doubts: _Doubts) -> HouseNumber:
    """The number and the box; of "2, tweede verdieping" the 2, with the whole text kept."""
    return doubts.understood("house_number", text, split_house_number, HouseNumber(leading_number(text), ""))


def _coordinates(row: SourceRow, doubts: _Doubts) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, a comma for the point allowed; None when they say nothing or nothing on earth."""
    told = one_line(row.latitude), one_line(row.longitude)
    if not any(told):
        return None
    try:
        latitude, longitude = (float(text.replace(",", ".")) for text in told)
    except ValueError:
        latitude = longitude = math.nan
    if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0):
        return round(latitude, 7), round(longitude, 7)
    doubts.keep("coordinates", ", ".join(told), f"{_DUTCH['coordinates']} niet begrepen: “{', '.join(told)[:120]}”")
    return None


def _country(text: str) -> str:
    """ISO code of a country by its code or its name, "" when unknown."""
    code = one_line(text).upper()
    return code if code in phonenumbers.SUPPORTED_REGIONS else _COUNTRIES.get(header_word(text), "")


def _phone(row: SourceRow, region: str, doubts: _Doubts) -> str:
    text = storable(row.phone)
    none: list[str] = []
    numbers = doubts.understood("phone", text, lambda told: phone_numbers(told, region), none)
    if len(numbers) > 1:
        doubts.say("phone", f"Er staan meer nummers, het eerste geldige is genomen: “{text[:120]}”")
    return numbers[0] if numbers else ""


def _webshop(row: SourceRow, website: str, doubts: _Doubts) -> str:
    """The webshop's address; a plain "ja" means that the site itself sells."""
    text = one_line(row.webshop)
    try:
        return website if yes_or_no(text) else ""
    except ValueError:
        return doubts.understood("webshop", text, web_address, "")


def _hours(text: str, understand_hours: Understand, doubts: _Doubts) -> str:
    """What is understood of the hours. Where that is only the certain part of them, the words are kept beside it; hours without days are remarked."""
    hours = doubts.understood("opening_hours", text, _never_empty(understand_hours), "")
    if _NO_DAYS.match(hours):
        doubts.say("opening_hours", f"Er staan geen dagen bij deze uren, we lezen ze als elke dag: “{text[:120]}”")
    if "unknown" in hours and "unknown" not in text.casefold():
        doubts.keep("opening_hours", text, f"Uren kunnen twee dingen betekenen, alleen het zekere is genomen: “{text[:120]}”")
    return hours


def _hours_on_one_line(text: str) -> str:
    return "; ".join(part for line in storable(text).split("\n") if (part := one_line(line).strip("; ")))


def _never_empty(understand: Understand) -> Understand:
    """`understand`, where an empty answer counts as not understood."""

    def filled(text: str) -> str:
        if not (answer := understand(text)):
            raise ValueError("nothing understood")
        return answer

    return filled
