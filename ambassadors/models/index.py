"""The page of all ambassadors."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from ambassadors import overview
from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words
from municipalities.page_rights import SitePageRights


class AmbassadorIndexPage(SitePage):
    """Everybody who was ever chosen: /nl/ambassadeurs/, and of one municipality: /nl/ambassadeurs/?gemeente=tielt."""

    intro = models.CharField(_("inleiding"), max_length=200, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "ambassadors/index.html"
    told_fields: ClassVar = ("intro",)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    translatable_fields: ClassVar = [*words("title", "slug", "intro", *FOR_SEARCH_ENGINES), *facts("show_in_menus")]

    class Meta:
        verbose_name = _("pagina van alle ambassadeurs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = overview.context(self, request.GET.get("gemeente", ""))
        self.tail = shown["tail"]
        return super().get_context(request, *args, **kwargs) | shown

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
