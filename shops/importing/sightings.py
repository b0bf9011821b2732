"""Keep which numbers of a source stand for which shop, when they were seen last, and which are gone."""

from datetime import datetime
from typing import Any, cast

from shops.importing.ledger import Ledger
from shops.importing.matching import Known
from shops.importing.planning import AT_ONCE, Plan, Standing, chunks, made_up_before
from shops.importing.report import Report
from shops.importing.rewriting import rewrite
from shops.importing.understanding import MADE_UP, Understood
from shops.models import ImportRow, Shop, ShopSource

RENUMBERED = "De winkel staat er onder een ander nummer nog in"


def note_sightings(plan: Plan, understood: Understood, report: Report, ledger: Ledger, *, region: str, marks_vanished: bool, at: datetime) -> None:
    """Store a row for every number that was seen, and mark those of the same source and region that were not; a dry run counts only.

    A number whose row was refused this time was seen nevertheless: what it told before stays, and it is not marked.
    A row without a number of its own that changed in name or address takes over the number that was made up for it before.
    """
    seen = Sightings(plan, report.source, region, at)
    missed = [row for row in plan.standing.values() if row.region == region and not row.vanished and row.ref not in seen.refs]
    seen.touched += [row.pk for row in missed if row.ref in understood.still_there]
    gone = [row for row in missed if row.ref not in understood.still_there and row.pk not in seen.taken_over] if marks_vanished else []
    shops = {shop.pk for shop, _ in plan.first}
    report.vanished = len(gone)
    report.renumbered = sum(row.shop in shops for row in gone)
    tell_gone(gone, shops, ledger)
    if not report.dry_run:
        seen.store(ledger)
        mark_vanished(gone, ledger, at)


def tell_gone(gone: list[Standing], in_file: set[int | None], ledger: Ledger) -> None:
    for some in chunks(gone if ledger.batch else []):
        names = dict(Shop.objects.filter(pk__in=[row.shop for row in some]).values_list("pk", "name"))
        for row in some:
            ledger.tell(ImportRow.Kind.GONE, row.ref, names[row.shop], text=RENUMBERED if row.shop in in_file else "", shop=row.shop)


class Sightings:
    """The rows to make, to change, and only to touch."""

    def __init__(self, plan: Plan, source: str, region: str, at: datetime) -> None:
        self.source, self.region, self.at = source, region, at
        self.refs: set[str] = set()
        self.taken_over: set[int] = set()
        self.made: list[tuple[str, Known, str]] = []
        self.changed: list[tuple[Standing, str, Known, str]] = []
        self.touched: list[int] = []
        self.before, self.held = made_up_before(plan), plan.held_refs
        self.numbered = {} if has_numbers(plan) else numbered_before(plan, region)
        for shop, found in plan.first:
            self.see(plan, shop, found.ref, found.fingerprint)
        for shop, found in plan.others:
            self.see(plan, shop, found.ref, "")

    def see(self, plan: Plan, shop: Known, ref: str, fingerprint: str) -> None:
        if ref in self.refs:
            return
        self.refs.add(ref)
        if numbered := self.numbered.get(shop.pk):
            self.see_without_numbers(shop, numbered)
            return
        row = plan.standing.get(ref) or self.made_up_for(shop, ref)
        if row is None:
            self.made.append((ref, shop, fingerprint))
        elif (row.ref, row.shop, row.region, row.fingerprint, row.vanished) == (ref, shop.pk, self.region, fingerprint, False):
            self.touched.append(row.pk)
        else:
            self.changed.append((row, ref, shop, fingerprint))

    def see_without_numbers(self, shop: Known, rows: list[Standing]) -> None:
        """The list came without its numbers: the shop stands in it under those that it had. What it told under them is to be read again."""
        for row in rows:
            self.refs.add(row.ref)
            self.changed.append((row, row.ref, shop, ""))
        rows.clear()

    def made_up_for(self, shop: Known, ref: str) -> Standing | None:
        """The number that was made up for this shop before, when this one is made up too."""
        rows = self.before.get(shop.pk) if shop.pk and ref.startswith(MADE_UP) else None
        if not rows:
            return None
        row = rows.pop(0)
        self.taken_over.add(row.pk)
        return row

    def store(self, ledger: Ledger) -> None:
        for some in chunks(self.touched):
            ShopSource.objects.filter(pk__in=some).update(last_seen=self.at)
        changed = [
            ShopSource(pk=row.pk, ref=ref, shop_id=cast("int", shop.pk), **self.common(fingerprint)) for row, ref, shop, fingerprint in self.changed
        ]
        for (row, *_), source in zip(self.changed, changed, strict=True):
            ledger.source(source.shop_id, columns_before(row), columns(source))
        for some in chunks(changed):
            rewrite(some, ["ref", "shop", "region", "fingerprint", "last_seen", "vanished_at"])
        rows = [
            ShopSource(
                source=self.source, ref=ref, shop_id=cast("int", shop.pk), is_held=ref in self.held, first_seen=self.at, **self.common(fingerprint)
            )
            for ref, shop, fingerprint in self.made
        ]
        for (_, shop, _), source in zip(self.made, ShopSource.objects.bulk_create(rows, batch_size=AT_ONCE), strict=True):
            if not shop.is_new:
                ledger.source(source.shop_id, None, columns(source))

    def common(self, fingerprint: str) -> dict[str, object]:
        return {"region": self.region, "fingerprint": fingerprint, "last_seen": self.at, "vanished_at": None}


def has_numbers(plan: Plan) -> bool:
    return any(found.has_own_ref for _, found in (*plan.first, *plan.others))


def numbered_before(plan: Plan, region: str) -> dict[int | None, list[Standing]]:
    """By key of the shop the numbers that its source gave it, as far as they are not gone."""
    found: dict[int | None, list[Standing]] = {}
    for row in plan.standing.values():
        if row.region == region and not row.vanished and not row.ref.startswith(MADE_UP):
            found.setdefault(row.shop, []).append(row)
    return found


def mark_vanished(gone: list[Standing], ledger: Ledger, at: datetime) -> None:
    for row in gone:
        before = columns_before(row)
        ledger.source(row.shop, before, before | {"vanished_at": at.isoformat()})
    for some in chunks([row.pk for row in gone]):
        ShopSource.objects.filter(pk__in=some).update(vanished_at=at)


def columns(source: ShopSource) -> dict[str, Any]:
    """A row as the journal keeps it."""
    vanished_at = source.vanished_at.isoformat() if source.vanished_at else None
    said = {"ref": source.ref, "shop": source.shop_id, "region": source.region, "fingerprint": source.fingerprint}
    return {"pk": source.pk, **said, "vanished_at": vanished_at}


def columns_before(row: Standing) -> dict[str, Any]:
    """The same of a row as an earlier import left it."""
    return row._asdict() | {"vanished_at": row.vanished_at.isoformat() if row.vanished_at else None}
