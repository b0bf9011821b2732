"""From a file to rows that are ready to be matched: read, cleaned, and placed in a municipality. Nothing is stored here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from itertools import count

from content.tables import one_line
from municipalities.places import PlaceIndex, Town
from shops.category_table import leaf_for_nace, leaf_for_osm, leaf_for_words
from shops.hours import what_is_certain
from shops.importing.cleaning import clean
from shops.importing.facts import Telling, fingerprint, telling
from shops.importing.matching import Known, name_key, number_key, other_door, street_key
from shops.importing.mending import line_in, our_column
from shops.importing.regions import Placed, place_anywhere, place_in
from shops.importing.report import Remark, Report
from shops.importing.rows import NOT_A_BUSINESS, CleanRow, Reading, Refusal, SourceRow

Progress = Callable[[str, int, int | None], None]
BETWEEN_CELLS = "\x1f"  # stands in no cell (content.tables.storable)
MADE_UP = "~"  # how a number begins that the source did not give, made from what the row says
LONGEST_REF = 200


@dataclass(slots=True, eq=False)
class Candidate:
    """A row on its way to a shop. ref: its number in the source. sure: whether it says in which municipality it lies.

    known: how it would be recognised. cells: of a row of a table, packed: thousands of them are kept at once.
    """

    line: str
    ref: str
    told: Telling
    fingerprint: str
    known: Known
    sure: bool
    cells: str = ""

    @property
    def has_own_ref(self) -> bool:
        return not self.ref.startswith(MADE_UP)


@dataclass
class Understood:
    """candidates: rows that may become shops. still_there: numbers of rows that were refused for another reason than what they are."""

    candidates: list[Candidate]
    still_there: set[str]


def understand_rows(
    reading: Reading, index: PlaceIndex, own: Town | None, *, source: str, at: datetime, report: Report, progress: Progress
) -> Understood:
    """Every row of the file, in its order; refusals and remarks go into `report`.

    own: the municipality that the file is of, None for a file of the whole region. Raises BrokenFile half-way.
    """
    day = (reading.made_at or at).date().isoformat()
    found, ours = Understood([], set()), our_column(reading.headers)
    for row, number in zip(reading.rows, count(1), strict=False):
        report.read = number
        report.mended.append(line_in(row.cells, ours))
        outcome = understand_row(row, reading, index, own)
        if isinstance(outcome, Refusal):
            report.refusals.append(replace(outcome, cells=row.cells))
            if outcome.reason != NOT_A_BUSINESS:  # what a source now calls vacant, or a school, is gone as a shop
                found.still_there |= {one_line(row.ref)[:LONGEST_REF]} - {""}
        else:
            cleaned, placed = outcome
            report.remarks.extend(remarks_on(cleaned, placed))
            found.candidates.append(candidate(cleaned, placed, telling(cleaned, source, day, reading.told), BETWEEN_CELLS.join(row.cells)))
        if number % 100 == 0:
            progress("lezen", number, reading.total)
    progress("lezen", report.read, report.read)
    apart_by_number(found.candidates)
    return found


def understand_row(row: SourceRow, reading: Reading, index: PlaceIndex, own: Town | None) -> tuple[CleanRow, Placed] | Refusal:
    cleaned = clean(row, region=reading.region or "BE", category_of=category_of, understand_hours=what_is_certain)
    if isinstance(cleaned, Refusal):
        return cleaned
    placed = place_in(cleaned, own, index) if own else place_anywhere(cleaned, index)
    return placed if isinstance(placed, Refusal) else (cleaned, placed)


def category_of(row: SourceRow) -> str | None:
    """The kind of a row: from its tags, else from a NACE-BEL code or words in its column."""
    if row.tags:
        return leaf_for_osm(dict(row.tags))
    return category_in_words(row.category_words)


@lru_cache(maxsize=2048)
def category_in_words(words: str) -> str | None:
    digits = words.replace(".", "").strip()
    return leaf_for_nace(digits) or leaf_for_nace(digits, "2008") if digits.isdigit() else leaf_for_words(words)


def remarks_on(row: CleanRow, placed: Placed) -> Iterator[Remark]:
    for notice in (*row.notices, *((placed.notice,) if placed.notice else ())):
        yield Remark(row.line, row.name, notice.fact, notice.text)


def candidate(row: CleanRow, placed: Placed, told: Telling, cells: str) -> Candidate:
    known = Known(
        pk=None,
        municipality=placed.municipality,
        name=name_key(row.name),
        street=street_key(row.street),
        number=number_key(row.house_number),
        latitude=row.latitude,
        longitude=row.longitude,
        phone=row.phone,
        establishment=row.establishment_number,
        is_chain="chain_name" in told.facts,
    )
    return Candidate(row.line, row.ref or made_up_ref(known), told, fingerprint(told, placed.municipality), known, placed.sure, cells)


def made_up_ref(known: Known) -> str:
    """A number for a row whose source gives none: the same as long as the shop keeps its establishment number, else its name and address."""
    if known.establishment:
        return f"{MADE_UP}{known.establishment}"
    where = f"{known.street} {known.number}" if known.street else f"{known.latitude} {known.longitude}"
    said = f"{known.municipality} {known.name} {where}"
    return f"{MADE_UP}{known.name[:60]} {sha256(said.encode()).hexdigest()[:24]}"


def apart_by_number(candidates: list[Candidate]) -> None:
    """A number that stands with different shops ("code" as a column of kinds) is no number of a shop: those rows get one of their own."""
    first: dict[str, Known] = {}
    shared = {found.ref for found in candidates if not could_be_one(first.setdefault(found.ref, found.known), found.known)}
    for found in candidates:
        if found.ref in shared and found.has_own_ref:
            found.ref = made_up_ref(found.known)


def could_be_one(one: Known, other: Known) -> bool:
    return one.name == other.name and not other_door(one, other)
