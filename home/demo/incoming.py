"""What comes in for the editors of the demo: lists, reports, what shopkeepers ask, searches in vain. Invented, and loaded once: what an editor
did with it stays done.
"""

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from home.demo.draws import content
from municipalities.models import Municipality
from shops import openings, provenance
from shops.importing import batches
from shops.importing.seals import seal
from shops.importing.work import work
from shops.models import Category, ImportBatch, ImportChange, OwnerVisit, Shop, ShopReport, UnansweredSearch
from shops.reports.actions import recount
from shops.shopkeepers import proposing, visits
from shops.shopkeepers.mailing import address_for
from shops.shopkeepers.proposing import Said

DAY = timedelta(days=1)
ENTERED = ("street", "house_number", "postcode", "place", "latitude", "longitude", "phone")


@transaction.atomic
def load_incoming(at: datetime) -> bool:
    """Store it all in the municipalities that take part, unless the first list was there before; whether it did."""
    told = content("incoming")
    if ImportBatch.objects.filter(source=told["lists"][0]["source"]).exists():
        return False
    for entry in told["lists"]:
        bring_in(entry, at)
    for entry in told["twice"]:
        list_again(entry, at)
    report(told["reports"], at)
    for entry in told["changes"]:
        change(entry, at)
    for entry in told["new"]:
        register(entry, at)
    for entry in told["claims"]:
        claim(entry, at)
    count_searches(told["searches"], at.date())
    return True


def bring_in(entry: dict[str, Any], at: datetime) -> None:
    """A list as an editor sends it: read, and brought in where it was confirmed."""
    then, editor = at - entry["days_ago"] * DAY, get_user_model().objects.filter(email=entry["by"]).first()
    town = Municipality.objects.filter(slug=entry["town"]).first()
    if editor is None or town is None:
        return
    upload = SimpleUploadedFile(entry["file"], written(entry["rows"]))
    batch = batches.receive(upload=upload, source=entry["source"], municipality=town, by=editor, at=then)
    work(batch.pk, at=then)
    if entry["is_confirmed"]:
        batches.confirm(batch=batch, by=editor, at=then)
        work(batch.pk, at=then)
        call_invented(batch)
        openings.rebuild(Shop.objects.filter(sources__source=entry["source"]).exclude(opening_hours=""), at)


def written(rows: list[list[str]]) -> bytes:
    file = StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode()


def call_invented(batch: ImportBatch) -> None:
    """The shops that the list made say so, like all others; the journal goes by what they are now, so that the import can be taken back."""
    for made in ImportChange.objects.filter(batch=batch, what=ImportChange.What.MADE).select_related("shop"):
        made.shop.is_demo = True
        Shop.objects.filter(pk=made.shop_id).update(is_demo=True)
        made.after = {"seal": seal(made.shop)}
        made.save()


def list_again(entry: dict[str, Any], at: datetime) -> None:
    """A shop that somebody entered again, at the same door, under another name."""
    if shop := shop_named(entry):
        facts = {name: getattr(shop, name) for name in ENTERED} | {"name": entry["name"]} | entry["facts"]
        again = Shop(municipality=shop.municipality, category=shop.category, is_demo=True, first_published_at=at, last_published_at=at, **facts)
        provenance.confirm(again, [*facts, "category"], source=provenance.MUNICIPALITY, at=at)
        again.save()
        openings.rebuild(Shop.objects.filter(pk=again.pk), at)


def shop_named(entry: dict[str, Any]) -> Shop | None:
    """None when an editor gave it another name, or took it away."""
    rows = Shop.objects.listed().filter(is_demo=True, name=entry["shop"], municipality__slug=entry["town"])
    return rows.select_related("municipality").order_by("pk").first()


def report(entries: list[dict[str, Any]], at: datetime) -> None:
    found = [(entry, shop) for entry in entries if (shop := shop_named(entry))]
    for entry, shop in found:
        ShopReport.objects.create(shop=shop, what=entry["what"], words=entry["words"], created_at=at - entry["days_ago"] * DAY)
    recount({shop.pk for _entry, shop in found}, at)


def visit_of(shop: Shop | None, mailbox: str, at: datetime) -> OwnerVisit:
    visit = OwnerVisit(shop=shop, email=mailbox, is_known=visits.speaks_for(mailbox, shop), created_at=at)
    visits.let_in(visit, at)
    return visit


def change(entry: dict[str, Any], at: datetime) -> None:
    if shop := shop_named(entry):
        then = at - entry["days_ago"] * DAY
        said = Said(entry["facts"], entry["texts"], "nl")
        proposing.change(visit=visit_of(shop, address_for(shop), then), said=said, at=then)


def register(entry: dict[str, Any], at: datetime) -> None:
    town, kind = Municipality.objects.filter(slug=entry["town"]).first(), Category.objects.filter(slug=entry["facts"]["category"]).first()
    if town and kind:
        then = at - entry["days_ago"] * DAY
        said = Said(entry["facts"] | {"category": kind.pk, "municipality_id": town.pk}, entry["texts"], "nl")
        done = proposing.register(visit=visit_of(None, entry["mailbox"], then), said=said, at=then)
        if done.waits:
            made = Shop.objects.filter(pk=done.waits.shop_id)
            made.update(is_demo=True)
            openings.rebuild(made, at)


def claim(entry: dict[str, Any], at: datetime) -> None:
    if shop := shop_named(entry):
        then = at - entry["days_ago"] * DAY
        proposing.claim(visit=visit_of(shop, entry["mailbox"], then), name=entry["name"], words=entry["words"], at=then)


def count_searches(searches: list[tuple[str, str, int, int]], today: date) -> None:
    """searches: slug of a municipality or "", words, how often this month and the month before."""
    first = today.replace(day=1)
    months = (first, (first - DAY).replace(day=1))
    rows = [
        UnansweredSearch(month=month, municipality_slug=town, words=words, count=count)
        for town, words, *counts in searches
        for month, count in zip(months, counts, strict=True)
        if count
    ]
    UnansweredSearch.objects.bulk_create(rows, ignore_conflicts=True)
