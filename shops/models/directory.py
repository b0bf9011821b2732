"""The page that owns the address of the directory, and of every shop under it."""

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words


class ShopDirectoryPage(RoutablePageMixin, SitePage):
    """The whole directory: /nl/winkels/, of one municipality: /nl/winkels/tielt/, and a shop: /nl/winkels/tielt/de-kroon/."""

    intro = models.CharField(_("inleiding"), max_length=200, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "shops/directory.html"
    told_fields: ClassVar = ("intro",)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields: ClassVar = [*words("title", "slug", "intro", *FOR_SEARCH_ENGINES), *facts("show_in_menus")]

    class Meta:
        verbose_name = _("winkelgids")

    @path("")
    def whole_province(self, request: HttpRequest) -> HttpResponse:
        return directory_view().serve(self, request, timezone.now())

    @path("suggesties/")
    def suggestions(self, request: HttpRequest) -> HttpResponse:
        return suggestions_view().serve(self, request, timezone.now())

    @path("kaart.json/")
    def markers(self, request: HttpRequest) -> HttpResponse:
        return map_views().serve_markers(request, timezone.now())

    @path("<slug:town>/kaart.json/")
    def markers_of_one_municipality(self, request: HttpRequest, town: str) -> HttpResponse:
        return map_views().serve_markers(request, timezone.now(), town=town)

    @path("wie.json/")
    def told_by_markers(self, request: HttpRequest) -> HttpResponse:
        return map_views().serve_told(self, request, timezone.now())

    @path("land.json/")
    def land(self, request: HttpRequest) -> HttpResponse:
        return map_views().serve_land(request)

    @path("<slug:town>/")
    def one_municipality(self, request: HttpRequest, town: str) -> HttpResponse:
        return directory_view().serve(self, request, timezone.now(), town=town)

    @path("<slug:town>/<slug:slug>/")
    def one_shop(self, request: HttpRequest, town: str, slug: str) -> HttpResponse:
        return shop_view().serve(self, request, timezone.now(), town=town, slug=slug)

    @path("<slug:town>/<slug:slug>/beeld/")
    def share_image(self, request: HttpRequest, town: str, slug: str) -> HttpResponse:
        return shop_view().serve_share_image(self, request, town=town, slug=slug)

    @path("<slug:town>/<slug:slug>/melden/")
    def report(self, request: HttpRequest, town: str, slug: str) -> HttpResponse:
        return report_view().serve(self, request, timezone.now(), town=town, slug=slug)

    @path("<slug:town>/<slug:slug>/melden/dank-je/")
    def reported(self, request: HttpRequest, town: str, slug: str) -> HttpResponse:
        return report_view().thanks(self, request, town=town, slug=slug)

    @path("<slug:town>/<slug:slug>/melden/controle/")
    def report_challenge(self, request: HttpRequest, town: str, slug: str) -> HttpResponse:
        return report_view().challenge(request, timezone.now())

    @path("<slug:town>/<slug:slug>/mijn-zaak/")
    def own(self, request: HttpRequest, town: str, slug: str) -> HttpResponse:
        return import_module("shops.shopkeepers.way_in").serve(self, request, timezone.now(), town=town, slug=slug)

    def preview_shop(self, shop: Any, request: HttpRequest) -> HttpResponse:
        """The page of a shop that is not saved yet."""
        return shop_view().render(self, request, shop, timezone.now())

    def shop_url(self, shop: Any) -> str:
        """The address of `shop` from the root of the site, in the language of this page."""
        return self.shop_urls([shop])[0]

    def shop_urls(self, shops: Iterable[Any]) -> list[str]:
        """The same of each. Wagtail works out the page's own address anew whenever it is asked."""
        own = self.url
        return [f"{own}{shop.municipality.slug}/{shop.slug}/" for shop in shops]


def directory_view() -> ModuleType:
    """The list's view; imported late, because it reads the models of this package."""
    return import_module("shops.directory")


def suggestions_view() -> ModuleType:
    """Imported late, because it reads the models of this package."""
    return import_module("shops.suggestions_view")


def map_views() -> ModuleType:
    """What an open map asks for; imported late, because it reads the models of this package."""
    return import_module("shops.map.views")


def report_view() -> ModuleType:
    """The view of the page for reports; imported late, because it reads the models of this package."""
    return import_module("shops.reports.page")


def shop_view() -> ModuleType:
    """The shop page's view; imported late, because it reads the models of this package."""
    return import_module("shops.shop_page")
