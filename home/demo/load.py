"""Load the demo: register, categories, pages in four languages, invented shops, events and editions. Safe to repeat, and quick when it is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.html import format_html_join

from content import finding
from home.demo.campaign import load_campaign
from home.demo.draws import content
from home.demo.events import load_events
from home.demo.faces import face_of
from home.demo.incoming import load_incoming
from home.demo.logins import make_logins
from home.demo.shops import DemoShop, demo_shops
from home.demo.votes import load_votes
from home.first_pages import lay_out_first_pages
from home.laying_out import TownWords, lay_out_site, lay_out_towns
from municipalities.actions import load_register
from municipalities.models import Municipality, Onboarding
from municipalities.onboarding import onboard, open_province
from shops import indexing, openings
from shops.categories import load_categories
from shops.kept import forget_counts
from shops.models import Category, Shop, ShopSlug, ShopSource, ShopText
from shops.provenance import confirmed_on, vouched_on
from shops.standing import faded
from shops.upkeep import free_slug

SOURCE = "demo"
TAKE_PART = ("tielt", "kortrijk")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """A part of the work. name: Dutch, for the progress bar."""

    name: str
    run: Callable[[datetime], object]


STEPS = (
    Step("Gemeenten", lambda at: load_register()),
    Step("Soorten winkels", lambda at: load_categories()),
    Step("Pagina's", lambda at: lay_out_site()),
    Step("Vaste pagina's", lambda at: lay_out_first_pages()),
    Step("Gemeentepagina's", lambda at: lay_out_demo_towns()),
    Step("Winkels", lambda at: load_shops(at)),  # type: ignore[has-type]
    Step("Openingsuren", lambda at: openings.rebuild(Shop.objects.exclude(opening_hours=""), at)),
    Step("Deelname", lambda at: let_take_part(at)),
    Step("Agenda", lambda at: load_events(at)),
    Step("Campagne", lambda at: load_campaign(at)),
    Step("Logins", lambda at: make_logins()),
    Step("Wat binnenkomt", lambda at: load_incoming(at)),
    Step("Stemmingen", lambda at: load_votes(at)),
    Step("Zoeken", lambda at: finding.rebuild(at=at)),
)


def load_demo(at: datetime) -> Iterator[Step]:
    """Run the steps one by one; gives each before it runs, for whoever shows progress."""
    for step in STEPS:
        yield step
        step.run(at)


def lay_out_demo_towns() -> int:
    words = {entry["nis"]: entry for entry in content("towns")}
    towns = Municipality.objects.current().filter(nis__in=words)
    return lay_out_towns(lambda town, language: words_in(words[town.nis], language), towns)


def let_take_part(at: datetime) -> int:
    """The roles of the province, and two municipalities that take part; returns how many joined. One that left stays out."""
    open_province()
    joined_before = Onboarding.objects.values("municipality")
    new = list(Municipality.objects.filter(slug__in=TAKE_PART).exclude(pk__in=joined_before))
    for town in new:
        onboard(municipality=town, at=at)
    return len(new)


def words_in(entry: dict, language: str) -> TownWords:
    """A municipality's words in `language`; what has no translation stays empty, so that the page shows less, not Dutch."""
    about = entry["about"].get(language, "")
    paragraphs = format_html_join("", "<p>{}</p>", ((part,) for part in about.split("\n") if part))
    return TownWords(entry["townline"].get(language, ""), str(paragraphs), entry["sky"], entry["cloth"], face_of(entry["nis"], language))


@transaction.atomic
def load_shops(at: datetime) -> int:
    """Store the invented shops that are not there yet; returns how many."""
    known = set(ShopSource.objects.filter(source=SOURCE).values_list("ref", flat=True))
    towns = {town.nis: town for town in Municipality.objects.current()}
    wanted = [shop for shop in demo_shops(towns.values()) if shop.ref not in known]
    if not wanted:
        return 0
    kinds = {category.slug: category for category in Category.objects.all()}
    taken = {town.pk: set(ShopSlug.objects.filter(municipality=town).values_list("slug", flat=True)) for town in towns.values()}
    rows = [shop_row(demo, towns[demo.municipality_nis], kinds[demo.category], taken, at) for demo in wanted]
    Shop.objects.bulk_create(rows, batch_size=200)
    ShopSlug.objects.bulk_create([ShopSlug(shop=row, municipality_id=row.municipality_id, slug=row.slug) for row in rows])
    ShopSource.objects.bulk_create(
        [ShopSource(shop=row, source=SOURCE, ref=demo.ref, first_seen=at, last_seen=at) for row, demo in zip(rows, wanted, strict=True)]
    )
    ShopText.objects.bulk_create(list(texts(rows, wanted)))
    also = Shop.more_categories.through
    also.objects.bulk_create([also(shop=row, category=kinds[slug]) for row, demo in zip(rows, wanted, strict=True) for slug in demo.more_categories])
    indexing.rebuild(rows)
    for town in towns.values():
        forget_counts(town.pk)
    return len(rows)


def shop_row(demo: DemoShop, town: Municipality, kind: Category, taken: dict[int, set[str]], at: datetime) -> Shop:
    told = {name: getattr(demo, name) for name in FACTS}
    row = Shop(municipality=town, category=kind, is_demo=True, payment=list(demo.payment), **told)
    row.first_published_at = row.last_published_at = at - demo.provenance["name"].days_ago * DAY
    row.provenance = {
        fact: {"source": known.source, "date": (at - known.days_ago * DAY).date().isoformat()} for fact, known in demo.provenance.items()
    }
    row.confirmed_on = confirmed_on(row)
    row.vouched_on = vouched_on(row)
    row.faded = faded(row.confirmed_on, row.vouched_on, row.open_reports, at.date())
    row.slug = free_slug(row, taken[town.pk])
    taken[town.pk].add(row.slug)
    return row


FACTS = (
    *("name", "street", "house_number", "postcode", "place", "latitude", "longitude", "phone", "email", "website", "webshop", "kind", "chain_name"),
    *("step_free", "door_width_cm", "accessible_toilet", "gift_voucher", "delivers", "since", "opening_hours"),
)


def texts(rows: list[Shop], wanted: list[DemoShop]) -> Iterator[ShopText]:
    for row, demo in zip(rows, wanted, strict=True):
        for language, told in demo.texts.items():
            yield ShopText(shop=row, language=language, tagline=told.tagline, description=told.description)
