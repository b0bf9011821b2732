"""The front page of each language."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, words
from home import front, my_town
from municipalities.page_rights import SitePageRights


class HomePage(SitePage):
    """The front page of one language."""

    heading = models.CharField(_("kop"), max_length=80, default="Ik koop lokaal bij een winkelier van hier.")

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "home.MunicipalityPage",
        "shops.ShopDirectoryPage",
        "votes.VotingPage",
        "ambassadors.AmbassadorIndexPage",
        "events.AgendaPage",
        "home.CampaignPage",
        "home.StandardPage",
        "home.ContactPage",
        "home.PrivacyPage",
        "home.AccessibilityPage",
    ]
    template = "home/home_page.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("heading")]
    translatable_fields: ClassVar = words("title", "heading", *FOR_SEARCH_ENGINES)  # its slug is the language's

    class Meta:
        verbose_name = _("voorpagina")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return my_town.sent_on(self, request) or super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | front.context(self, request, timezone.now())

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
