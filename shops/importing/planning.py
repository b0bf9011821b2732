"""Decide for each row what it is: a new shop, one that stands here already, another row of such a shop, or one that must stay away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from municipalities.places import PlaceIndex
from shops.importing.doubts import Doubt, Ruling, Rulings, doubt_about, ruled
from shops.importing.matching import Known, Matcher, alike, apart, name_key, number_key, street_key
from shops.importing.report import Report
from shops.importing.rows import OTHER_REGION, REASONS, Refusal
from shops.importing.understanding import BETWEEN_CELLS, MADE_UP, Candidate, Understood, made_up_ref
from shops.models import Shop, ShopSource
from shops.provenance import CONFIRMED
from shops.removal import Suppressed, Traces

CHAIN_KINDS = frozenset([Shop.Kind.CHAIN, Shop.Kind.FRANCHISE])
IDENTIFYING = ("name", "phone", "street", "house_number", "latitude")
AT_ONCE = 500
OF_ANOTHER = "dit vestigingsnummer staat al bij een andere gemeente"


class Standing(NamedTuple):
    """A number of the source as an earlier import left it."""

    pk: int
    ref: str
    shop: int
    region: str
    fingerprint: str
    vanished_at: datetime | None
    is_held: bool = False

    @property
    def vanished(self) -> bool:
        return self.vanished_at is not None


class Asked(NamedTuple):
    """A row that raises a question, what somebody said of it, and the shop that it was taken for (None: left out)."""

    row: Candidate
    doubt: Doubt
    ruling: Ruling | None
    shop: Known | None


@dataclass
class Plan:
    """first: for each shop the row that tells its facts, in the order of the file. others: more rows of the same shop.

    standing: what earlier imports left of this source, by number. establishments: shop by establishment number.
    asked: the rows that raise a question, with the shop that they were taken for (None: left out).
    """

    standing: dict[str, Standing]
    first: list[tuple[Known, Candidate]] = field(default_factory=list)
    others: list[tuple[Known, Candidate]] = field(default_factory=list)
    establishments: dict[str, Known] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def held_refs(self) -> set[str]:
        """Numbers of rows of which somebody said that they are a shop that stands here."""
        return {asked.row.ref for asked in self.asked if asked.ruling and asked.shop and asked.shop.pk and not asked.shop.is_new}

    @property
    def seen_refs(self) -> set[str]:
        return {candidate.ref for _, candidate in (*self.first, *self.others)}


def make_plan(understood: Understood, index: PlaceIndex, source: str, report: Report, *, within: int | None = None, rulings: Rulings) -> Plan:
    """Match the rows with the shops that stand here; counts duplicates, suppressed and skipped rows into `report`. Writes nothing.

    rulings: what somebody said of rows that raise a question. within: key of the only municipality whose shops may be touched. A row that is
    a shop of another one is refused, and a number of the source that stands with such a shop is no number of this file.
    """
    suppressed = Suppressed()
    candidates = [found for found in understood.candidates if not suppressed.holds(traces_of(found, index, source))]
    report.suppressed = len(understood.candidates) - len(candidates)
    plan = Plan({row.ref: row for row in standing_refs(source, within)})
    if within is not None:
        leave_numbers_of_others(candidates, source, within)
    shops = known_shops(candidates, plan.standing)
    matcher = Matcher(shops.values())
    choosing = Choosing(matcher, rulings, within)
    claims = claim(candidates, shops, plan.standing, choosing)
    if within is not None:
        refuse_shops_of_others(claims, understood, report, within)
    for shop, rows in claims.items():
        first = chief(shop, rows, plan.standing)
        plan.first.append((shop, first))
        plan.others += [(shop, found) for found in rows if found is not first]
    plan.establishments, plan.asked = matcher.by_establishment, choosing.asked
    left_out = [asked.row for asked in plan.asked if asked.shop is None]
    understood.still_there |= {found.ref for found in left_out}
    report.duplicates, report.skipped = len(plan.others), len(left_out)
    return plan


def leave_numbers_of_others(candidates: list[Candidate], source: str, within: int) -> None:
    """Give a row whose number stands with a shop of another municipality a number of its own: lists of two towns may both count from 1."""
    numbers = ShopSource.objects.filter(source=source).exclude(shop__municipality=within).values_list("ref", flat=True)
    taken = set(numbers.iterator(chunk_size=2000))
    for found in candidates:
        if found.ref in taken:
            found.ref = made_up_ref(found.known)


def refuse_shops_of_others(claims: dict[Known, list[Candidate]], understood: Understood, report: Report, within: int) -> None:
    """Refuse the rows that are, by their establishment number, a shop of another municipality. Says nothing about that shop."""
    for shop in [shop for shop in claims if shop.pk is not None and shop.municipality != within]:
        for found in claims.pop(shop):
            report.refusals.append(refused_as_of_another(found))
            understood.still_there.add(found.ref)


def refused_as_of_another(found: Candidate) -> Refusal:
    cells = tuple(found.cells.split(BETWEEN_CELLS)) if found.cells else ()
    return Refusal(found.line, found.told.facts["name"], OTHER_REGION, f"{REASONS[OTHER_REGION]}: {OF_ANOTHER}", cells)


class Choosing:
    """Which shop a row is whose number does not say so: what it is like, unless somebody said otherwise."""

    def __init__(self, matcher: Matcher, rulings: Rulings, within: int | None) -> None:
        self.matcher, self.rulings, self.within = matcher, rulings, within
        self.asked: list[Asked] = []

    def shop_for(self, found: Candidate) -> Known | None:
        doubt = doubt_about(found.known, self.matcher, self.within)
        likeliest = self.matcher.find(found.known) or found.known
        if doubt is None:
            return likeliest
        ruling = self.rulings.of(found.line, doubt)
        shop = ruled(found.known, doubt, ruling, likeliest)
        self.asked.append(Asked(found, doubt, ruling, shop))
        return shop


def claim(candidates: list[Candidate], shops: dict[int, Known], standing: dict[str, Standing], choosing: Choosing) -> dict[Known, list[Candidate]]:
    """The rows of each shop. First those whose number and name say so, then those that are like a shop, then those whose number alone does.

    So a shop keeps its place here when the map gave its number to the one that came after it, and it a new one.
    """
    claims: dict[Known, list[Candidate]] = defaultdict(list)
    numbered = {found: shops[row.shop] for found in candidates if (row := standing.get(found.ref))}
    firm = {found for found, shop in numbered.items() if is_as_told(found, standing[found.ref]) or is_alike(shop, found.known)}
    astray = {found for found, shop in numbered.items() if found not in firm and is_elsewhere(shop, found.known)}
    theirs = confirmed_shops({numbered[found].pk for found in astray})
    weak = {found for found in numbered if found not in firm and (found not in astray or numbered[found].pk in theirs)}
    for found in candidates:
        if found in firm:
            take(claims, numbered[found], found, choosing.matcher)
    for found in candidates:
        if found not in firm and found not in weak:
            take(claims, choosing.shop_for(found), found, choosing.matcher)
    for found in candidates:
        if found in weak:
            shop = numbered[found]
            take(claims, choosing.shop_for(found) if shop in claims else shop, found, choosing.matcher)
    return claims


def is_as_told(found: Candidate, row: Standing) -> bool:
    """Whether the source says what it said before, or somebody said which shop the number is."""
    return row.is_held or found.fingerprint == row.fingerprint


def confirmed_shops(keys: set[int | None]) -> set[int]:
    """Those of which somebody confirmed a name or a place: these tell nothing of what the source called them, or where it put them."""
    rows = (row for some in chunks(list(keys)) for row in Shop.objects.filter(pk__in=some).values_list("pk", "provenance"))
    return {pk for pk, provenance in rows if any(provenance.get(fact, {}).get("source") in CONFIRMED for fact in IDENTIFYING)}


def take(claims: dict[Known, list[Candidate]], shop: Known | None, found: Candidate, matcher: Matcher) -> None:
    if shop is None:
        return
    claims[shop].append(found)
    if not shop.seen:
        shop.become(found.known)
        matcher.add(shop)


def chief(shop: Known, rows: list[Candidate], standing: dict[str, Standing]) -> Candidate:
    """The row that tells the facts: the one that told them before, else the first."""
    before = (found for found in rows if (row := standing.get(found.ref)) and row.shop == shop.pk and row.fingerprint)
    return next(before, rows[0])


def is_alike(shop: Known, row: Known) -> bool:
    return alike(shop.name, row.name) or (bool(shop.phone) and shop.phone == row.phone)


def is_elsewhere(shop: Known, row: Known) -> bool:
    """Whether a number now stands in another place: numbers that are given out anew."""
    return shop.municipality != row.municipality or apart(shop, row)


def standing_refs(source: str, within: int | None) -> Iterable[Standing]:
    rows = ShopSource.objects.filter(source=source, **({} if within is None else {"shop__municipality": within}))
    known = rows.values_list("pk", "ref", "shop_id", "region", "fingerprint", "vanished_at", "is_held")
    return (Standing(*row) for row in known.iterator(chunk_size=2000))


def known_shops(candidates: list[Candidate], standing: dict[str, Standing]) -> dict[int, Known]:
    """Every shop that one of the rows could be: of their municipalities, with their numbers, or known by their refs."""
    wanted = {row.shop for found in candidates if (row := standing.get(found.ref))}
    establishments = {found.known.establishment for found in candidates} - {""}
    municipalities = {found.known.municipality for found in candidates}
    shops = dict(read_known(Q(municipality__in=municipalities)))
    elsewhere = Shop.objects.exclude(municipality__in=municipalities).exclude(establishment_number="").values_list("pk", "establishment_number")
    wanted |= {pk for pk, number in elsewhere.iterator(chunk_size=2000) if number in establishments}
    for some in chunks(sorted(wanted - shops.keys())):
        shops |= dict(read_known(Q(pk__in=some)))
    return shops


def read_known(which: Q) -> Iterable[tuple[int, Known]]:
    """By key. The phone is read as plain text: making a number of each takes longer than everything else here together."""
    columns = ("pk", "municipality_id", "name", "street", "house_number", "latitude", "longitude", "phone_text", "establishment_number", "kind")
    shops = Shop.objects.filter(which).annotate(phone_text=Cast("phone", CharField())).order_by("pk")
    for pk, municipality, name, street, number, latitude, longitude, phone, establishment, kind in shops.values_list(*columns).iterator(
        chunk_size=2000
    ):
        keys = (name_key(name), street_key(street), number_key(number))
        yield pk, Known(pk, municipality, *keys, latitude, longitude, phone or "", establishment, kind in CHAIN_KINDS)


def traces_of(found: Candidate, index: PlaceIndex, source: str) -> Traces:
    known = found.known
    return Traces(
        refs=((source, found.ref),),
        name=known.name,
        nis=index.towns[known.municipality].nis,
        street=known.street,
        number=known.number,
        phone=known.phone,
        establishment=known.establishment,
        latitude=known.latitude,
        longitude=known.longitude,
    )


def chunks(keys: list) -> Iterable[list]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def made_up_before(plan: Plan) -> dict[int, list[Standing]]:
    """Per shop the numbers that an earlier import made up and this file does not give: rows that changed in name or address."""
    seen, found = plan.seen_refs, defaultdict(list)
    for row in plan.standing.values():
        if row.ref.startswith(MADE_UP) and row.ref not in seen:
            found[row.shop].append(row)
    return found
