"""The page of everything that is on, and the parent of what the whole province does."""

from importlib import import_module
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words
from municipalities import places
from municipalities.page_rights import SitePageRights


def view(module: str) -> Any:
    """A view of events; imported late, because it reads the models of this package."""
    return import_module(f"events.{module}")


class AgendaPage(RoutablePageMixin, SitePage):
    """/nl/agenda/, and of one municipality /nl/agenda/tielt/. What stands under it is for several municipalities, or for all."""

    intro = models.CharField(_("inleiding"), max_length=200, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage"]
    template = "events/agenda.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields: ClassVar = [*words("title", "slug", "intro", *FOR_SEARCH_ENGINES), *facts("show_in_menus")]

    class Meta:
        verbose_name = _("agenda")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """A first word that is no municipality of today may be a page below; else a village or a former municipality."""
        if path_components and path_components[0] not in {town.slug for town in places.index().towns.values()}:
            try:
                return Page.route(self, request, path_components)
            except Http404:
                pass
        return super().route(request, path_components)

    @path("")
    def whole_province(self, request: HttpRequest) -> HttpResponse:
        return view("agenda").serve(self, request, timezone.now())

    @path("agenda.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        return view("feeds").serve_calendar(self, request, timezone.now())

    @path("atom.xml/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        return view("feeds").serve_atom(self, request, timezone.now())

    @path("<slug:town>/")
    def one_municipality(self, request: HttpRequest, town: str) -> HttpResponse:
        return view("agenda").serve(self, request, timezone.now(), town=town)

    @path("<slug:town>/agenda.ics/")
    def calendar_of_one(self, request: HttpRequest, town: str) -> HttpResponse:
        return view("feeds").serve_calendar(self, request, timezone.now(), town=town)

    @path("<slug:town>/atom.xml/")
    def atom_of_one(self, request: HttpRequest, town: str) -> HttpResponse:
        return view("feeds").serve_atom(self, request, timezone.now(), town=town)

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
