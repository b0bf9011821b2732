"""/sitemap.xml: every page that may stand in a search engine, with its address in each language. Narrowed lists stay out.

Each map names its items a thousand at a time; what one map costs does not depend on how many there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import Count, QuerySet
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from content.pages import SitePage
from events.models import AgendaPage, Occurrence
from municipalities.models import Municipality
from shops.models import Shop, ShopDirectoryPage
from votes.addresses import tail_of
from votes.models import Round, VotingPage

LANGUAGES = [code for code, _ in settings.LANGUAGES]
HOUR = 60 * 60  # seconds: how long a map is kept
XML = "application/xml; charset=utf-8"
Addresses = dict[str, str]  # {"nl": "https://..."}


class InLanguages(Sitemap):
    """A map of items that have an address per language. An entry for each, which names all of them."""

    limit = 1000

    def addresses_of(self, items: list[Any]) -> Iterable[tuple[Addresses, Any]]:
        """Per item its addresses and when it last changed, if that is known."""
        raise NotImplementedError

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        items = list(self.paginator.page(page).object_list)
        return [entry for addresses, changed_at in self.addresses_of(items) for entry in entries(addresses, changed_at)]


def entries(addresses: Addresses, changed_at: Any) -> list[dict[str, Any]]:
    """x-default is the Dutch one, as on the page itself."""
    ordered = [(code, addresses[code]) for code in LANGUAGES if code in addresses]
    alternates = [{"lang_code": code, "location": address} for code, address in [*ordered, ("x-default", ordered[0][1])]]
    facts = {"lastmod": changed_at, "changefreq": None, "priority": "", "alternates": alternates}
    return [{"item": address, "location": address} | facts for _code, address in ordered]


class Pages(InLanguages):
    """Published pages that everybody may read; one item per page, whatever its languages."""

    def items(self) -> QuerySet:
        return readable().order_by("translation_key").values_list("translation_key", flat=True).distinct()

    def addresses_of(self, items: list[Any]) -> Iterable[tuple[Addresses, Any]]:
        languages: dict[Any, list[Page]] = defaultdict(list)
        for page in readable().filter(translation_key__in=items).select_related("locale").order_by("path"):
            languages[page.translation_key].append(page)
        for pages in languages.values():
            addresses = {page.locale.language_code: page.full_url for page in pages if page.full_url}
            if addresses:
                yield addresses, max((page.last_published_at for page in pages if page.last_published_at), default=None)


def readable() -> QuerySet[Page]:
    return Page.objects.live().public().filter(depth__gt=1, alias_of=None, locale__language_code__in=LANGUAGES)


class Towns(InLanguages):
    """The list of the shops of each municipality that has any."""

    def items(self) -> QuerySet:
        with_shops = Municipality.objects.annotate(number=Count("shops")).filter(number__gt=0)
        return with_shops.order_by("pk").values_list("slug", flat=True)

    def addresses_of(self, items: list[Any]) -> Iterable[tuple[Addresses, Any]]:
        directories = addresses_of_page(ShopDirectoryPage)
        return [({code: f"{address}{slug}/" for code, address in directories.items()}, None) for slug in items if directories]


class Agendas(InLanguages):
    """The agenda of each municipality in which anything is on; where nothing is, the page asks not to be kept."""

    def items(self) -> QuerySet:
        on = Municipality.objects.filter(successor=None, pk__in=coming().values("event__event_towns__municipality"))
        return on.order_by("pk").values_list("slug", flat=True)

    def addresses_of(self, items: list[Any]) -> Iterable[tuple[Addresses, Any]]:
        agendas = addresses_of_page(AgendaPage)
        return [({code: f"{address}{slug}/" for code, address in agendas.items()}, None) for slug in items if agendas]


def coming() -> QuerySet[Occurrence]:
    return Occurrence.objects.from_now(timezone.now())


class Rounds(InLanguages):
    """The page of each round that was announced, for good, and of its result once that is published."""

    def items(self) -> list[tuple[str, Any]]:
        rounds = Round.objects.public().select_related("edition", "municipality").order_by("pk")  # type: ignore[attr-defined]
        return [item for one in rounds for item in tails(one)]

    def addresses_of(self, items: list[Any]) -> Iterable[tuple[Addresses, Any]]:
        pages = addresses_of_page(VotingPage)
        for tail, changed_at in items if pages else []:
            yield {code: f"{address}{tail}" for code, address in pages.items()}, changed_at


def tails(voting_round: Round) -> Iterator[tuple[str, Any]]:
    """What hangs below the voting page, and when it last changed."""
    yield tail_of("round", voting_round), voting_round.published_at
    if voting_round.published_at:
        yield tail_of("result", voting_round), voting_round.published_at


class Shops(InLanguages):
    """The page of each shop that visitors see."""

    def items(self) -> QuerySet:
        listed = Shop.objects.listed().order_by("pk")
        return listed.values_list("municipality__slug", "slug", "last_published_at")

    def addresses_of(self, items: list[Any]) -> Iterable[tuple[Addresses, Any]]:
        directories = addresses_of_page(ShopDirectoryPage)
        for town, slug, changed_at in items if directories else []:
            yield {code: f"{address}{town}/{slug}/" for code, address in directories.items()}, changed_at


def addresses_of_page(model: type[SitePage]) -> Addresses:
    """Where the one page of a kind stands, by language. One that not everybody may read has none."""
    pages = model.objects.live().public().select_related("locale").order_by("path")
    return {page.locale.language_code: page.full_url for page in pages if page.full_url}


SECTIONS = {"paginas": Pages, "gemeenten": Towns, "winkels": Shops, "agenda": Agendas, "stemmen": Rounds}
keep = cache_control(public=True, max_age=HOUR)
urlpatterns: list[URLPattern] = [
    path("sitemap.xml", keep(index), {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap", "content_type": XML}, name="sitemaps"),
    path("sitemap-<section>.xml", keep(sitemap), {"sitemaps": SECTIONS, "content_type": XML}, name="sitemap"),
]
