"""What a run of an import says about its rows, and the journal of what it did to shops; both go into the database in stretches."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shops.importing.facts import FACTS, column, value_of
from shops.importing.report import Report
from shops.importing.seals import seal
from shops.models import ImportBatch, ImportChange, ImportRow, Shop

AT_ONCE = 500
LONGEST = 200
FORETOLD = (ImportRow.Kind.NEW, ImportRow.Kind.CHANGED, ImportRow.Kind.GONE, ImportRow.Kind.REFUSED)
MOVED = ("municipality", "slug")

Change = dict[str, Any]
Snapshot = dict[str, dict[str, Any]]


class Ledger:
    """Keeps rows under `batch`, and the journal unless it is a preview. Without a batch nothing is kept.

    When the batch has rows already (its preview), they make place for these, and a row that turns out otherwise is marked `differs`.
    """

    def __init__(self, batch: ImportBatch | None, *, is_preview: bool) -> None:
        self.batch, self.is_preview = batch, is_preview
        self.rows: list[ImportRow] = []
        self.journal: list[ImportChange] = []
        self.position = 0
        self.foretold = {} if batch is None or is_preview else foretold(batch)
        self.compares = bool(self.foretold)
        if batch is not None:
            ImportRow.objects.filter(batch=batch).delete()

    def tell(
        self,
        kind: ImportRow.Kind,
        line: str,
        name: str,
        *,
        text: str = "",
        changes: Sequence[Change] = (),
        shop: int | None = None,
        cells: Sequence[str] = (),
        doubt: Mapping[str, Any] | None = None,
    ) -> None:
        """A row for people. shop: key of the shop it is about, when that stands here. cells: of a refused row. doubt: as in ImportRow."""
        if self.batch is None:
            return
        line, name = line[:LONGEST], name[:LONGEST]
        differs = self.compares and kind in FORETOLD and self.foretold.pop((kind, line), ("", None))[1] != said(text, changes)
        beside = {"changes": list(changes), "cells": list(cells), "doubt": dict(doubt or {})}
        self.keep(kind, line, name, text=text, shop_id=shop, differs=differs, **beside)

    def keep(self, kind: ImportRow.Kind, line: str, name: str, **more: Any) -> None:
        self.rows.append(ImportRow(batch=self.batch, position=self.position, kind=kind, line=line, name=name, **more))
        self.position += 1
        if len(self.rows) >= AT_ONCE:
            self.store_rows()

    def tell_report(self, report: Report) -> None:
        """The refusals, what is to be looked at, and what the preview said that did not come true."""
        for refusal in report.refusals:
            self.tell(ImportRow.Kind.REFUSED, refusal.line, refusal.name, text=refusal.text, cells=refusal.cells)
        for remark in report.remarks:
            self.tell(ImportRow.Kind.DOUBT, remark.line, remark.name, text=remark.text)
        for (kind, line), (name, _) in self.foretold.items():
            if kind != ImportRow.Kind.REFUSED:
                self.keep(ImportRow.Kind.AS_BEFORE, line, name, differs=True)

    @property
    def keeps_journal(self) -> bool:
        return self.batch is not None and not self.is_preview

    def made(self, shops: Iterable[Shop]) -> None:
        if self.keeps_journal:
            for shop in shops:
                self.note(ImportChange.What.MADE, shop.pk, None, {"seal": seal(shop)})

    def changed(self, shop: Shop, before: Snapshot, after: Snapshot) -> None:
        """before, after: as `snapshot` gives them; only what differs is kept."""
        if self.keeps_journal:
            self.note(ImportChange.What.CHANGED, shop.pk, *apart(before, after))

    def source(self, shop: int, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """A number of the source that was made (before None), told something else, or vanished; as `sightings.columns` gives them."""
        if self.keeps_journal:
            self.note(ImportChange.What.SOURCE, shop, before, after)

    def note(self, what: ImportChange.What, shop: int, before: Any, after: Any) -> None:
        self.journal.append(ImportChange(batch=self.batch, shop_id=shop, what=what, before=before, after=after))
        if len(self.journal) >= AT_ONCE:
            self.store_journal()

    def store(self) -> None:
        self.store_rows()
        self.store_journal()

    def store_rows(self) -> None:
        ImportRow.objects.bulk_create(self.rows)
        self.rows = []

    def store_journal(self) -> None:
        ImportChange.objects.bulk_create(self.journal)
        self.journal = []


def foretold(batch: ImportBatch) -> dict[tuple[str, str], tuple[str, int]]:
    """By kind and line: the name, and a sum of what the preview said."""
    rows = batch.rows.filter(kind__in=FORETOLD).values_list("kind", "line", "name", "text", "changes")
    return {(kind, line): (name, said(text, changes)) for kind, line, name, text, changes in rows.iterator(chunk_size=2000)}


def said(text: str, changes: Sequence[Change]) -> int:
    """The same for rows that say the same, within one process; the kind of a new shop aside, which a preview may not know yet."""
    told = [change for change in changes if not (change["fact"] == "category" and change["was"] == "")]
    return hash((text, json.dumps(told, sort_keys=True)))


def snapshot(shop: Shop) -> Snapshot:
    """What an import may change of a shop, as it is stored."""
    facts = {fact: value_of(shop, fact) for fact in FACTS} | {"municipality": shop.municipality_id, "slug": shop.slug}
    return {"facts": facts, "provenance": dict(shop.provenance), "raw": dict(shop.raw)}


def apart(before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Both without what they share; None where one of them has nothing."""
    keys = {part: [key for key in {**before[part], **after[part]} if before[part].get(key) != after[part].get(key)] for part in before}
    return (
        {part: {key: before[part].get(key) for key in keys[part]} for part in keys},
        {part: {key: after[part].get(key) for key in keys[part]} for part in keys},
    )


def changes_of(before: Snapshot, after: Snapshot) -> list[Change]:
    """What `shops.differences.stored_difference` puts into words; addresses on the site and sources go along by themselves."""
    was, becomes = apart(before, after)
    facts = [{"fact": fact, "was": was["facts"][fact], "becomes": value} for fact, value in becomes["facts"].items() if fact != "slug"]
    raw = [{"fact": fact, "was": was["raw"][fact], "becomes": text, "raw": True} for fact, text in becomes["raw"].items()]
    return facts + raw


def field_of(fact: str) -> str:
    """The attribute of Shop behind a key of a snapshot."""
    return f"{fact}_id" if fact == "municipality" else column(fact)
