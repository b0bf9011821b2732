"""Two shops that are one become one: facts by choice, and all that points at the one that goes leads to the one that stays."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Revision

from shops import special_openings, suggestions
from shops.doubles import rooms
from shops.doubles.finding import LOG_ACTION
from shops.doubles.rooms import CannotMerge
from shops.importing.facts import GROUPS, put, value_of
from shops.importing.ledger import snapshot
from shops.importing.seals import seal
from shops.locks import hold_towns
from shops.models import (
    ImportRow,
    NotDouble,
    OwnerRequest,
    Shop,
    Shopkeeper,
    ShopReport,
    ShopSlug,
    ShopSource,
    ShopSuggestion,
    ShopText,
    SpecialOpening,
)
from shops.provenance import is_confirmed

PHOTO = "photo"
GONE = _("Een van de twee winkels staat er niet meer. Misschien voegde iemand ze net samen.")
CHANGED = _("Een van de twee winkels veranderde intussen. Kijk nog eens.")
ELSEWHERE = _("Deze winkels staan niet in dezelfde gemeente.")
DRAFTED = _("Bij %(shop)s wacht nog een concept. Publiceer het of gooi het weg, en voeg dan samen.")
UNSEEN = _("De winkel die blijft, staat niet op de site en de andere wel. Laat de andere blijven.")


@transaction.atomic
def merge(*, stays: int, goes: int, taken: Collection[str], seals: tuple[str, str] | None = None, by: AbstractBaseUser, at: datetime) -> Shop:
    """Bring all that is known of one shop over to another, and delete it; its address leads to the one that stays.

    stays, goes: keys. taken: keys of facts.GROUPS, and PHOTO, of which what the one that goes says is right. seals: of both (importing.seals) as
    the person saw them. A merger is not taken back by itself: the history of the one that stays has the version from before it, which an editor can
    put back, and the log what the other was, by which it can be entered anew.

    Raises CannotMerge: one of them is gone or changed, waits as a draft, stands elsewhere or is not published, or a room cannot bring it over.
    """
    kept, gone = both(stays, goes)
    refuse(kept, gone, seals)
    was, before = told(gone), keep_version(kept.pk, by)
    take_facts(kept, gone, [fact for key in taken for fact in GROUPS.get(key, ())])
    kept.photo_id = gone.photo_id if PHOTO in taken and gone.photo_id else kept.photo_id or gone.photo_id
    rooms.move_all(kept, gone)
    move_own(kept, gone)
    Shop.objects.get(pk=gone.pk).delete()
    kept.save()
    special_openings.keep_in_step([kept.pk], at=at)
    suggestions.settle(kept)
    keep_version(kept.pk, by)
    log(instance=kept, action=LOG_ACTION, user=by, data={"merged": was, "taken": sorted(taken)}, revision=before, content_changed=True)
    return kept


def both(stays: int, goes: int) -> tuple[Shop, Shop]:
    """Locked in the order of an import, the municipality first; nobody changes one of them until the transaction ends. Raises CannotMerge."""
    hold_towns(set(Shop.objects.filter(pk__in=[stays, goes]).values_list("municipality", flat=True)))
    shops = {shop.pk: shop for shop in Shop.objects.select_for_update().filter(pk__in=[stays, goes]).order_by("pk")}
    if len(shops) != 2:
        raise CannotMerge(GONE)
    return shops[stays], shops[goes]


def refuse(kept: Shop, gone: Shop, seals: tuple[str, str] | None) -> None:
    if kept.municipality_id != gone.municipality_id:
        raise CannotMerge(ELSEWHERE)
    if seals is not None and seals != (seal(kept), seal(gone)):
        raise CannotMerge(CHANGED)
    for shop in (kept, gone):
        if shop.has_unpublished_changes:
            raise CannotMerge(DRAFTED % {"shop": shop.name})
    if gone.live and not kept.live:
        raise CannotMerge(UNSEEN)


def told(shop: Shop) -> dict[str, Any]:
    """What the log keeps of it."""
    return {"pk": shop.pk, "name": shop.name, "slug": shop.slug, **snapshot(shop)}


def keep_version(key: int, by: AbstractBaseUser) -> Revision:
    """The shop as it stands now, in its history; no draft, so nothing waits for it. One from before a change is put back from there only when a
    newer one follows it: Wagtail offers no way back to the last."""
    revision: Revision = Shop.objects.get(pk=key).save_revision(user=by, clean=False)
    Shop.objects.filter(pk=key).update(has_unpublished_changes=False, live_revision=revision)
    return revision


def take_facts(kept: Shop, gone: Shop, facts: Collection[str]) -> None:
    """Values with their sources, and the words that nobody could read. The other kinds come along."""
    for fact in facts:
        put(kept, fact, value_of(gone, fact))
        for entries, theirs in ((kept.provenance, gone.provenance), (kept.raw, gone.raw)):
            entries.pop(fact, None)
            if fact in theirs:
                entries[fact] = theirs[fact]
    side = {category.pk: category for category in (*kept.more_categories.all(), *gone.more_categories.all()) if category.pk != kept.category_id}
    kept.more_categories.set(list(side.values()))


def move_own(kept: Shop, gone: Shop) -> None:
    """The rows of this room. Of what the journal of an import says of the one that goes, nothing can be taken back any more."""
    move_sources(kept, gone)
    ShopSlug.objects.filter(shop=gone).update(shop=kept)
    ImportRow.objects.filter(shop=gone).update(shop=kept)
    days = SpecialOpening.objects.filter(shop=kept).values_list("special_day", flat=True)
    SpecialOpening.objects.filter(shop=gone).exclude(special_day__in=list(days)).update(shop=kept)
    move_texts(kept, gone)
    move_voices(kept, gone)
    move_judgements(kept, gone)


def move_voices(kept: Shop, gone: Shop) -> None:
    """What visitors and the shopkeeper said. Who wants no more mail gets none; of two mailboxes the one of the shop that stays holds."""
    ShopReport.objects.filter(shop=gone).update(shop=kept)
    kept.open_reports = ShopReport.objects.filter(shop=kept, settled_at=None).count()
    OwnerRequest.objects.filter(shop=gone).update(shop=kept)
    theirs = Shopkeeper.objects.filter(shop=gone)
    mine = Shopkeeper.objects.filter(shop=kept)
    if not mine.exists():
        theirs.update(shop=kept)
    elif declined := theirs.exclude(declined_at=None).values_list("declined_at", flat=True).first():
        mine.filter(declined_at=None).update(declined_at=declined)


def move_judgements(kept: Shop, gone: Shop) -> None:
    """With which shops it is not one, and what a list says of a fact that is confirmed at the one that stays too."""
    for row in NotDouble.objects.filter(Q(one=gone) | Q(other=gone)).exclude(Q(one=kept) | Q(other=kept)):
        one, other = sorted((kept.pk, row.other_id if row.one_id == gone.pk else row.one_id))
        NotDouble.objects.get_or_create(one_id=one, other_id=other, defaults={"by_id": row.by_id, "at": row.at})
    known = set(ShopSuggestion.objects.filter(shop=kept).values_list("fact", "source"))
    for said in ShopSuggestion.objects.filter(shop=gone, fact__in=GROUPS):
        if (said.fact, said.source) not in known and any(is_confirmed(kept.fact_source(fact)) for fact in GROUPS[said.fact]):
            ShopSuggestion.objects.filter(pk=said.pk).update(shop=kept)


def move_sources(kept: Shop, gone: Shop) -> None:
    """Its numbers are those of the one that stays, for good. Of two numbers in one list, the one that it had tells the facts."""
    theirs = ShopSource.objects.filter(shop=gone)
    theirs.filter(source__in=ShopSource.objects.filter(shop=kept).values("source")).update(fingerprint="")
    theirs.update(shop=kept, is_held=True)


def move_texts(kept: Shop, gone: Shop) -> None:
    """Per language what the one that stays does not tell; a row of its own without words gives way."""
    silent = ShopText.objects.filter(shop=kept, tagline="", description="")
    silent.filter(language__in=ShopText.objects.filter(shop=gone).values("language")).delete()
    languages = ShopText.objects.filter(shop=kept).values_list("language", flat=True)
    ShopText.objects.filter(shop=gone).exclude(language__in=list(languages)).update(shop=kept)
