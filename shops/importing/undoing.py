"""Take back what an import did, and leave what anybody did after it.

A shop that the import made goes, unless it was touched since or something refers to it. A fact that it changed goes back, with its source,
unless it says something else by now; facts that make sense together (an address) go back together or not at all. Numbers of the source
become what they were, so that the next import of the same list sees the shops as it would have. A shop that is of another municipality by
now is left alone, with its numbers: what stands over there is not for this import to change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToOneRel, Q
from django.utils.dateparse import parse_datetime
from wagtail.models import ReferenceIndex

from content import purging
from shops import indexing, kept, openings, shown_at, upkeep
from shops.differences import label_of
from shops.importing import drafts
from shops.importing.facts import PARTNERS
from shops.importing.ledger import Ledger, Snapshot, field_of, snapshot
from shops.importing.planning import chunks
from shops.importing.rewriting import rewrite
from shops.importing.saving import address_of, remember
from shops.importing.seals import seal
from shops.importing.sightings import columns
from shops.importing.understanding import Progress
from shops.models import (
    ImportBatch,
    ImportChange,
    ImportRow,
    OpenInterval,
    Shop,
    ShopSlug,
    ShopSource,
    ShopSuggestion,
    ShopText,
    ShopWord,
)
from shops.provenance import is_confirmed

What = ImportChange.What
OWN = (ShopText, ShopSlug, ShopSource, ShopWord, OpenInterval, ImportRow, ImportChange, ShopSuggestion)  # rows that come and go with a shop
TOUCHED = "Is na de import nog aangepast"
REFERRED_TO = "Is intussen ergens anders gebruikt"
ELSEWHERE = "Is nu van een andere gemeente"
PLACE = frozenset([*PARTNERS["street"], "municipality"])
MAKES_THE_SLUG = frozenset(["name", "municipality"])
ALWAYS = frozenset(["provenance", "raw", "confirmed_on", "vouched_on", "faded", "openings_until"])


@dataclass
class Taken:
    """What was taken back. town: key of the municipality that the import was of, None for the whole region. new_hours: keys of shops whose
    intervals must be made. rewritten: keys of shops with facts that went back. towns: keys of municipalities to count anew."""

    town: int | None
    removed: int = 0
    restored: int = 0
    kept: int = 0
    new_hours: list[int] = field(default_factory=list)
    rewritten: list[int] = field(default_factory=list)
    towns: set[int] = field(default_factory=set)

    def reaches(self, shop: Shop) -> bool:
        """Whether the shop still is of the municipality of the import."""
        return self.town is None or shop.municipality_id == self.town

    def afterwards(self, at: datetime) -> None:
        """What need not be in the transaction."""
        for some in chunks(self.new_hours):
            openings.rebuild(Shop.objects.filter(pk__in=some).only("pk", "opening_hours", "special_hours"), at)
        openings.forget()
        indexing.rebuild_keys(self.rewritten)
        indexing.drop_lost_words()
        for town in self.towns:
            kept.forget_counts(town)
        shown_at.changed(shops=self.rewritten, towns=self.towns)
        if self.removed:
            purging.everything_is_stale()  # their addresses are gone with them


def take_back(batch: ImportBatch, *, at: datetime, progress: Progress) -> Taken:
    """All of it, in the transaction of the caller; the rows of the batch become those of the shops that were kept, and the journal goes."""
    taken = Taken(batch.municipality_id)
    keys = {what: list(batch.journal.filter(what=what).order_by("-pk").values_list("pk", flat=True)) for what in What}
    ledger = Ledger(batch, is_preview=True)
    total, done = sum(map(len, keys.values())), 0
    for what, step in ((What.CHANGED, restore_facts), (What.SOURCE, restore_sources), (What.MADE, remove_made)):
        for some in chunks(keys[what]):
            progress("terugzetten", done, total)
            step(list(ImportChange.objects.filter(pk__in=some).order_by("-pk")), taken, ledger)
            done += len(some)
    ledger.store()
    batch.journal.all().delete()
    ShopSuggestion.objects.filter(batch=batch).delete()
    return taken


def restore_facts(changes: list[ImportChange], taken: Taken, ledger: Ledger) -> None:
    shops = held(change.shop_id for change in changes)
    stored: dict[int, set[str]] = {}
    for change in changes:
        shop = shops[change.shop_id]
        if not taken.reaches(shop):
            tell_kept(shop, ELSEWHERE, taken, ledger)
            continue
        before: Snapshot = change.before or {}
        back, stays = sorted_out(snapshot(shop), change)
        if back:
            put_back(shop, before, back)
            stored[shop.pk] = back & before["facts"].keys()
        if stays:
            names = ", ".join(dict.fromkeys(label_of(fact) for fact in stays))
            tell_kept(shop, f"{TOUCHED}: {names}", taken, ledger)
        taken.restored += bool(back)
        taken.towns.add(shop.municipality_id)
    store([shops[pk] for pk in stored], stored, taken)


def held(keys: Iterable[int]) -> dict[int, Shop]:
    """The shops by key; nobody moves or changes one until the transaction ends."""
    return Shop.objects.select_for_update().order_by("pk").in_bulk(list(keys))


def tell_kept(shop: Shop, why: str, taken: Taken, ledger: Ledger) -> None:
    """Who may read the name of the shop, the screens decide."""
    ledger.tell(ImportRow.Kind.KEPT, "", shop.name, text=why, shop=shop.pk)
    taken.kept += 1


def sorted_out(now: Snapshot, change: ImportChange) -> tuple[set[str], list[str]]:
    """The facts of a change that still are as the import left them, and those that are not any more. An address on the site goes with its
    name and municipality."""
    facts = {fact for part in ("facts", "provenance", "raw") for fact in change.after[part]}
    touched = {fact for fact in facts if not is_as_left(now, change.after, fact)}
    stays = touched | {partner for fact in touched for partner in partners_of(fact) if partner in facts}
    if stays & MAKES_THE_SLUG:
        stays |= facts & {"slug"}
    return facts - stays, [fact for fact in sorted(stays) if fact in now["facts"]]


def is_as_left(now: Snapshot, left: Snapshot, fact: str) -> bool:
    """Whether nobody changed or confirmed the fact since."""
    confirmed = is_confirmed(now["provenance"].get(fact))
    return not confirmed and all(now[part].get(fact) == left[part][fact] for part in left if fact in left[part])


def partners_of(fact: str) -> Iterable[str]:
    return PLACE if fact in PLACE else PARTNERS.get(fact, (fact,))


def put_back(shop: Shop, before: Snapshot, facts: set[str]) -> None:
    """The facts as they were, with their sources, in an open draft too where that holds what the import brought. Stores the draft only."""
    drafted = drafts.content_of(shop)
    for fact in facts & before["facts"].keys():
        setattr(shop, field_of(fact), before["facts"][fact])
    for part in ("provenance", "raw"):
        put_entries(getattr(shop, part), before[part], facts)
    upkeep.before_saving(shop)
    if drafted:
        drafts.carry_over(shop, drafted)


def put_entries(entries: dict[str, Any], before: Mapping[str, Any], facts: set[str]) -> None:
    for fact in facts & before.keys():
        if before[fact] is None:
            entries.pop(fact, None)
        else:
            entries[fact] = before[fact]


def store(shops: list[Shop], back: Mapping[int, set[str]], taken: Taken) -> None:
    """Restored shops; back: the facts of each. An address on the site that they leave goes on leading to them."""
    if not shops:
        return
    with_hours = [shop for shop in shops if "opening_hours" in back[shop.pk]]
    OpenInterval.objects.filter(shop__in=with_hours).delete()
    for shop in with_hours:
        shop.openings_until = None
    fields = {field_of(fact).removesuffix("_id") for facts in back.values() for fact in facts} | ALWAYS
    rewrite(shops, sorted(fields))
    taken.rewritten += back
    remember(address_of(shop) for shop in shops if "slug" in back[shop.pk])
    taken.new_hours += [shop.pk for shop in with_hours if shop.effective_hours]


def restore_sources(changes: list[ImportChange], taken: Taken, ledger: Ledger) -> None:
    """Numbers of the source as they were; one that a later import told something else stays, and so does one of a shop elsewhere."""
    rows = ShopSource.objects.in_bulk([change.after["pk"] for change in changes])
    shops = held({row.shop_id for row in rows.values()} | {change.before["shop"] for change in changes if change.before})
    ours = {pk for pk, shop in shops.items() if taken.reaches(shop)}
    as_left = [change for change in changes if (row := rows.get(change.after["pk"])) and row.shop_id in ours and is_same(row, change.after)]
    ShopSource.objects.filter(pk__in=[change.after["pk"] for change in as_left if change.before is None]).delete()
    back = [change.before for change in as_left if change.before and change.before["shop"] in ours]
    fields = ["ref", "shop", "region", "fingerprint", "vanished_at"]
    rewrite([as_it_was(rows[before["pk"]], before) for before in back], fields)


def is_same(row: ShopSource, left: Mapping[str, Any]) -> bool:
    """Whether a number stands as the journal says; a moment is the same in whatever time zone it was written."""
    now, vanished_at = columns(row), left["vanished_at"]
    told = all(now[name] == left[name] for name in now if name != "vanished_at")
    return told and row.vanished_at == (parse_datetime(vanished_at) if vanished_at else None)


def as_it_was(row: ShopSource, before: Mapping[str, Any]) -> ShopSource:
    row.ref, row.shop_id, row.region, row.fingerprint = before["ref"], before["shop"], before["region"], before["fingerprint"]
    row.vanished_at = parse_datetime(before["vanished_at"]) if before["vanished_at"] else None
    return row


def remove_made(changes: list[ImportChange], taken: Taken, ledger: Ledger) -> None:
    """The shops that the import made. Those go straight from the database: nothing hangs on them that their own rows do not say."""
    seals = {change.shop_id: change.after["seal"] for change in changes}
    shops = held(seals)
    whole = {pk for pk, shop in shops.items() if taken.reaches(shop) and seal(shop) == seals[pk]}
    used = referred_to(whole)
    for pk, shop in shops.items():
        if pk not in whole or pk in used:
            tell_kept(shop, REFERRED_TO if pk in used else TOUCHED if taken.reaches(shop) else ELSEWHERE, taken, ledger)
    gone = whole - used
    taken.towns |= {shops[pk].municipality_id for pk in gone}
    taken.removed += len(gone)
    for model in OWN:
        rows = model._default_manager.filter(shop__in=gone)
        rows._raw_delete(rows.db)
    remaining = Shop.objects.filter(pk__in=gone)
    remaining._raw_delete(remaining.db)


def referred_to(keys: set[int]) -> set[int]:
    """Those of these shops that other rows than their own point to: texts of pages, and whatever later rooms hang on a shop."""
    own_types = ContentType.objects.get_for_models(Shop, *OWN).values()
    to_shops = Q(to_content_type=ContentType.objects.get_for_model(Shop), to_object_id__in=[str(key) for key in keys])
    mentioned = ReferenceIndex.objects.filter(to_shops).exclude(base_content_type__in=own_types).values_list("to_object_id", flat=True)
    found = {int(key) for key in mentioned}
    for relation in Shop._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model: Any = relation.related_model
        if model not in OWN and relation.field.concrete:
            found |= set(model._default_manager.filter(**{f"{relation.field.name}__in": keys}).values_list(relation.field.name, flat=True))
    also = Shop.more_categories.through.objects.filter(shop__in=keys).values_list("shop", flat=True)
    return found | set(also) | set(ShopText.objects.filter(shop__in=keys).values_list("shop", flat=True))
