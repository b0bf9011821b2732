"""The page of everything that is on, and the parent of what the whole province does."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from content.pages import SitePage
from municipalities.page_rights import SitePageRights


class AgendaPage(RoutablePageMixin, SitePage):
    """/nl/agenda/, and of one municipality /nl/agenda/tielt/. What stands under it is for several municipalities, or for all."""

    intro = models.CharField(_("inleiding"), max_length=200, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage"]
    template = "events/agenda.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("agenda")

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
