"""Write the facts of an import on shops, five hundred at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from shops import upkeep
from shops.categories import load_categories
from shops.importing import drafts
from shops.importing.facts import write
from shops.importing.ledger import Change, Ledger, Snapshot, changes_of, snapshot
from shops.importing.matching import Known
from shops.importing.planning import AT_ONCE, Plan, chunks
from shops.importing.report import Remark, Report
from shops.importing.rewriting import rewrite
from shops.importing.suggesting import Suggestions
from shops.importing.understanding import Candidate, Progress
from shops.locks import hold_shops
from shops.models import Category, ImportRow, OpenInterval, Shop, ShopSlug
from shops.provenance import CONFIRMED

Pair = tuple[Known, Candidate]
BACK = "Staat opnieuw in de bron"
AT_A_GLANCE = ("category", "phone", "opening_hours")
UNLOADED = -1  # of a category that is not there yet
PLACE_FACTS = ("municipality", "street", "postcode", "place")


class Saving:
    """Makes and changes the shops of a plan and counts them; a dry run counts only. new_hours: keys of shops whose intervals must be made.
    written: keys of all that were made or changed."""

    def __init__(self, plan: Plan, report: Report, at: datetime, ledger: Ledger) -> None:
        self.plan, self.report, self.at, self.ledger = plan, report, at, ledger
        self.dry_run = report.dry_run
        self.categories = category_keys({found.told.facts["category"] for _, found in plan.first}, may_load=not self.dry_run)
        self.slugs = Slugs({found.known.municipality for _, found in plan.first})
        self.new_hours: list[int] = []
        self.written: list[int] = []
        self.left: list[ShopSlug] = []
        self.suggestions = Suggestions(report.source, ledger.batch, at)

    def settle(self, progress: Progress) -> None:
        self.hold()
        for number, some in enumerate(chunks(self.plan.first)):
            progress("bewaren", number * AT_ONCE, len(self.plan.first))
            fresh, known = [pair for pair in some if pair[0].pk is None], [pair for pair in some if pair[0].pk is not None]
            self.make(fresh)
            self.renew(known)
        progress("bewaren", len(self.plan.first), len(self.plan.first))

    def hold(self) -> None:
        """The shops that may change: what somebody says of them meanwhile is read, or waits until the import is done."""
        if not self.dry_run:
            hold_shops(known.pk for known, found in self.plan.first if known.pk is not None and not self.is_as_before(known, found))

    def make(self, pairs: list[Pair]) -> None:
        """New shops. Their keys are noted in `known`, for the sightings."""
        self.report.new += len(pairs)
        for known, found in pairs:
            self.drop_number_of_another(known, found)
        if self.dry_run or not pairs:
            self.tell_new(pairs)
            return
        shops = Shop.objects.bulk_create([self.new_shop(found) for _, found in pairs], batch_size=AT_ONCE)
        for (known, _), shop in zip(pairs, shops, strict=True):
            known.pk, known.is_new = shop.pk, True
        remember(map(address_of, shops))
        self.ledger.made(shops)
        self.tell_new(pairs)
        self.new_hours += [shop.pk for shop in shops if shop.opening_hours]
        self.written += [shop.pk for shop in shops]

    def tell_new(self, pairs: list[Pair]) -> None:
        for known, found in pairs:
            facts = found.told.facts
            self.ledger.tell(ImportRow.Kind.NEW, found.line, facts["name"], text=address_in(facts), changes=self.first_told(facts), shop=known.pk)

    def first_told(self, facts: Mapping[str, Any]) -> list[Change]:
        """What shows at a glance that a column was taken for another, as `shops.differences.stored_difference` puts it into words."""
        told = {fact: facts[fact] for fact in AT_A_GLANCE if facts.get(fact)}
        told["category"] = self.categories[told["category"]]
        return [{"fact": fact, "was": "", "becomes": value} for fact, value in told.items() if value != UNLOADED]

    def new_shop(self, found: Candidate) -> Shop:
        shop = Shop(municipality_id=found.known.municipality, first_published_at=self.at, last_published_at=self.at)
        write(shop, found.told, self.categories)
        shop.slug = self.slugs.take(shop)
        upkeep.before_saving(shop)
        return shop

    def renew(self, pairs: list[Pair]) -> None:
        """Shops that stand here. Those of which the source says exactly what it said before are not even read."""
        doubtful = [pair for pair in pairs if not self.is_as_before(*pair)]
        self.report.unchanged += len(pairs) - len(doubtful)
        shops = Shop.objects.in_bulk([known.pk for known, _ in doubtful])
        changed: dict[int, set[str]] = {}
        for known, found in doubtful:
            shop = shops[known.pk]
            if fields := self.change(shop, known, found):
                changed[shop.pk] = fields
            is_back = (row := self.plan.standing.get(found.ref)) is not None and row.vanished
            if is_back and not fields:
                self.ledger.tell(ImportRow.Kind.CHANGED, found.line, shop.name, text=BACK, shop=shop.pk)
            self.report.changed += bool(fields) or is_back
            self.report.unchanged += not (fields or is_back)
        if self.dry_run:
            return
        self.suggestions.store()
        if changed:
            self.store([shops[pk] for pk in changed], changed)

    def is_as_before(self, known: Known, found: Candidate) -> bool:
        row = self.plan.standing.get(found.ref)
        return row is not None and row.shop == known.pk and row.fingerprint == found.fingerprint and not row.vanished

    def change(self, shop: Shop, known: Known, found: Candidate) -> set[str]:
        """Write the row on the shop (not stored yet); the fields that changed."""
        before = None if self.dry_run else drafts.content_of(shop)
        self.drop_number_of_another(known, found)
        name, address, standing = shop.name, address_of(shop), snapshot(shop)
        fields = write(shop, found.told, self.categories)
        self.suggestions.note(shop, found.told, self.categories)
        if found.sure and shop.municipality_id != found.known.municipality and may_move(shop):
            shop.municipality_id = found.known.municipality
            fields |= {"municipality_id"}
        if fields & {"municipality_id"} or slugify(shop.name) != slugify(name):
            shop.slug = self.slugs.take(shop)
            self.left.append(address)
            fields |= {"slug"}
        if fields:
            upkeep.before_saving(shop)
            fields |= {"confirmed_on", "vouched_on", "faded"}
            self.account_for(shop, found, standing)
        if before and fields:
            drafts.carry_over(shop, before)
        return fields

    def account_for(self, shop: Shop, found: Candidate, before: Snapshot) -> None:
        after = snapshot(shop)
        self.ledger.changed(shop, before, after)
        self.ledger.tell(ImportRow.Kind.CHANGED, found.line, shop.name, changes=changes_of(before, after), shop=shop.pk)

    def drop_number_of_another(self, known: Known, found: Candidate) -> None:
        """An establishment number that stands with another shop is not taken over."""
        number = found.told.facts.get("establishment_number", "")
        if number and self.plan.establishments.get(number, known) is not known:
            del found.told.facts["establishment_number"]
            text = f"Vestigingsnummer {number} staat al bij een andere winkel"
            self.report.remarks.append(Remark(found.line, found.told.facts["name"], "establishment_number", text))

    def store(self, shops: list[Shop], changed: dict[int, set[str]]) -> None:
        with_hours = [shop.pk for shop in shops if "opening_hours" in changed[shop.pk]]
        OpenInterval.objects.filter(shop__in=with_hours).delete()
        for shop in shops:
            shop.openings_until = None if shop.pk in with_hours else shop.openings_until
        fields = {field.removesuffix("_id") for pk in changed for field in changed[pk]}
        rewrite(shops, sorted(fields | {"openings_until"}))
        remember([*self.left, *(address_of(shop) for shop in shops if "slug" in changed[shop.pk])])
        self.left = []
        self.written += changed
        self.new_hours += [shop.pk for shop in shops if shop.pk in with_hours and shop.effective_hours]


def address_in(facts: Mapping[str, Any]) -> str:
    """ "Bruggestraat 52, 8700 Tielt", as far as the row tells."""
    street = f"{facts.get('street', '')} {facts.get('house_number', '')}".strip()
    town = f"{facts.get('postcode', '')} {facts.get('place', '')}".strip()
    return ", ".join(part for part in (street, town) if part)


class Slugs:
    """Addresses on the site that are taken, present and former, so that new ones need no query each."""

    def __init__(self, municipalities: Iterable[int]) -> None:
        self.taken: dict[int, set[str]] = defaultdict(set)
        for model in (Shop, ShopSlug):
            for municipality, slug in model.objects.filter(municipality__in=municipalities).values_list("municipality_id", "slug").iterator():
                self.taken[municipality].add(slug)

    def take(self, shop: Shop) -> str:
        """A free address for `shop` by its name; one that was its own before is free for it."""
        taken = self.taken[shop.municipality_id]
        own = set(ShopSlug.objects.filter(shop=shop, municipality=shop.municipality_id).values_list("slug", flat=True)) if shop.pk else set()
        taken -= own
        slug = upkeep.free_slug(shop, taken)
        taken |= own | {slug}
        return slug


def address_of(shop: Shop) -> ShopSlug:
    return ShopSlug(shop=shop, municipality_id=shop.municipality_id, slug=shop.slug)


def remember(addresses: Iterable[ShopSlug]) -> None:
    """Keep addresses on the site for good; those that are kept already stay as they are."""
    ShopSlug.objects.bulk_create(list(addresses), ignore_conflicts=True, batch_size=AT_ONCE)


def category_keys(slugs: set[str], *, may_load: bool) -> dict[str, int]:
    """Key by slug of every category; the table that comes with the site is loaded first when one of `slugs` is not there."""
    keys = dict(Category.objects.values_list("slug", "pk"))
    if may_load and slugs - keys.keys():
        load_categories()
        keys = dict(Category.objects.values_list("slug", "pk"))
    return keys if may_load else dict.fromkeys(slugs, UNLOADED) | keys


def may_move(shop: Shop) -> bool:
    """Whether nobody confirmed where the shop is."""
    return not any(shop.fact_source(fact).get("source") in CONFIRMED for fact in PLACE_FACTS)
