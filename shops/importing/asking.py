"""The questions that an import raises: told with its rows, and what somebody said of them, kept with the import."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from shops.importing.doubts import NEAR, NEW, NUMBER, SAME, SEVERAL, SKIP, Ruling, Rulings
from shops.importing.ledger import Ledger
from shops.importing.planning import Asked, Plan, chunks
from shops.models import ImportBatch, ImportDecision, ImportRow, Shop

QUESTIONS = {
    SEVERAL: "Lijkt op meer dan één winkel",
    NUMBER: "Dit vestigingsnummer staat al bij een winkel met een andere naam",
    NEAR: "Lijkt op een winkel in de buurt",
}


def rulings_of(batch: ImportBatch) -> Rulings:
    rulings = Rulings({}, {})
    for said in batch.decisions.all():
        place: Any = rulings.rows if said.line else rulings.kinds
        place[said.line or said.kind] = Ruling(said.what, said.shop_id)
    return rulings


def keep_ruling(batch: ImportBatch, kind: str, line: str, ruling: Ruling | None, by: AbstractBaseUser, at: datetime) -> None:
    """None takes it back."""
    if ruling is None:
        batch.decisions.filter(kind=kind, line=line).delete()
        return
    said = {"what": ruling.what, "shop_id": ruling.shop, "by": by, "at": at}
    ImportDecision.objects.update_or_create(batch=batch, kind=kind, line=line, defaults=said)


def may_be_ruled(row: ImportRow, ruling: Ruling | None) -> bool:
    """Whether the row asks about the shop that it is said to be."""
    return ruling is None or ruling.shop is None or ruling.shop in {shop["pk"] for shop in row.doubt["shops"]}


def tell_asked(plan: Plan, ledger: Ledger) -> None:
    """A row per question: what the row is like, and what it was taken for."""
    words = words_of({shop.pk for asked in plan.asked for shop in asked.doubt.shops if shop.pk}) if ledger.batch else {}
    for asked in plan.asked:
        row, doubt = asked.row, asked.doubt
        shops: list[dict[str, Any]] = [{"pk": shop.pk, "words": words.get(shop.pk or 0, "")} for shop in doubt.shops]
        about = {"kind": doubt.kind, "shops": shops, "what": taken_for(asked), "shop": asked.shop.pk if asked.shop else None}
        text = f"{QUESTIONS[doubt.kind]}: {'; '.join(shop['words'] for shop in shops)}"
        shop = doubt.shops[0].pk
        ledger.tell(ImportRow.Kind.QUESTION, row.line, row.told.facts["name"], text=text, shop=shop, doubt=about | {"said": asked.ruling is not None})


def taken_for(asked: Asked) -> str:
    if asked.shop is None:
        return SKIP
    return SAME if asked.shop in asked.doubt.shops else NEW


def words_of(keys: Iterable[int]) -> dict[int, str]:
    """Name and address by key."""
    found: dict[int, str] = {}
    for some in chunks(sorted(keys)):
        shops = Shop.objects.filter(pk__in=some).select_related("municipality")
        found |= {shop.pk: f"{shop.name} ({shop.full_address()})" for shop in shops}
    return found
