"""What passes between the steps of an import: a row as its source tells it, the same understood, or a refusal.

A file is read into `SourceRow`s (raw text only), each is cleaned into a `CleanRow` or a `Refusal`; matching and storing go on from there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType

from content.tables import one_line

NO_NAME, NO_PLACE, NOT_A_BUSINESS, OTHER_REGION = "no_name", "no_place", "not_a_business", "other_region"
REASONS: Mapping[str, str] = MappingProxyType(
    {
        NO_NAME: "Geen naam",
        NO_PLACE: "Geen adres en geen coördinaten",
        NOT_A_BUSINESS: "Geen winkel of zaak",
        OTHER_REGION: "Ligt niet in deze gemeente",
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark for the report of an import: which fact it is about ("phone", "" for the whole row) and a Dutch sentence."""

    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One shop as its source tells it. Every fact is raw text, "" where the source is silent; nothing is judged yet.

    line: where it stands, for people: "rij 12" (as a spreadsheet counts, header included) or "node/123".
    ref: its stable id within its source ("node/123", the id column), "" when the source has none.
    tags: all OpenStreetMap tags; empty for tables. category_words: what a table says it sells, several joined by "; ".
    address: a whole address in one text; the split facts win over it. hours, payment, phone ...: may hold several values.
    checked: when someone looked at it last, as written. notices: what reading already remarked.
    cells: of a table all that stands in the row, whatever column is used; empty for a map.
    """

    line: str
    ref: str = ""
    name: str = ""
    category_words: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    street: str = ""
    house_number: str = ""
    box: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""
    latitude: str = ""
    longitude: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    webshop: str = ""
    enterprise_number: str = ""
    establishment_number: str = ""
    hours: str = ""
    step_free: str = ""
    door_width: str = ""
    accessible_toilet: str = ""
    payment: str = ""
    gift_voucher: str = ""
    delivers: str = ""
    since: str = ""
    kind: str = ""
    brand: str = ""
    checked: str = ""
    notices: tuple[Notice, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanRow:
    """One shop understood. A fact that is "", None or () is unknown: the source is silent, or its text stands in `raw`.

    category: leaf slug. phone: E.164. website, webshop: with http or https. opening_hours: OpenStreetMap syntax.
    latitude, longitude: WGS84 degrees, both or neither. step_free: "yes", "limited", "no" or "".
    kind: "independent", "franchise", "chain" or "unknown". chain_name: the brand that the source names, not yet looked up.
    payment: keys of `words.PAYMENT_WORDS`. checked: ISO date. country: ISO code when the source tells one.
    raw: fact -> verbatim text of what was not understood, under the fact's name here.
    """

    line: str
    ref: str
    name: str
    category: str
    street: str = ""
    house_number: str = ""
    box: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    webshop: str = ""
    enterprise_number: str = ""
    establishment_number: str = ""
    opening_hours: str = ""
    kind: str = "unknown"
    chain_name: str = ""
    step_free: str = ""
    door_width_cm: int | None = None
    accessible_toilet: bool | None = None
    payment: tuple[str, ...] = ()
    gift_voucher: bool | None = None
    delivers: bool | None = None
    since: int | None = None
    checked: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def facts(self) -> dict[str, object]:
        """The facts that are known, under the names of `Shop`'s fields; what the source is silent about is left out."""
        values = {fact: getattr(self, fact) for fact in _FACTS}
        return {fact: value for fact, value in values.items() if value not in ("", None, ())}


_NO_FACT = {"line", "ref", "country", "checked", "tags", "raw", "notices"}
_FACTS = tuple(entry.name for entry in fields(CleanRow) if entry.name not in _NO_FACT)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that does not become a shop. reason: a key of REASONS; text: the same in Dutch, with what shows it. cells: as in SourceRow."""

    line: str
    name: str
    reason: str
    text: str
    cells: tuple[str, ...] = ()


def refuse(row: SourceRow | CleanRow, reason: str, detail: str = "") -> Refusal:
    """Refuse `row` for one of REASONS; `detail` is added after a colon."""
    return Refusal(row.line, one_line(row.name)[:200], reason, f"{REASONS[reason]}: {detail}" if detail else REASONS[reason])


@dataclass(frozen=True)
class Reading:
    """An opened file. Iterate `rows` once; it reads as it goes, and may still raise BrokenFile half-way.

    total: how many rows will come, for a progress bar (an upper estimate for xlsx), None when unknown.
    region: ISO country that most of the objects name ("FI"), "" when the file does not say: for phone numbers without a prefix.
    made_at: when the source made the file, by its own words. headers: of a table, as `SourceRow.cells` follow them.
    unknown_columns: those among them that are not used. told: facts of a shop for which it has a column, None where each object tells all.
    """

    format: str
    total: int | None
    rows: Iterator[SourceRow]
    region: str = ""
    made_at: datetime | None = None
    headers: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    told: frozenset[str] | None = None
