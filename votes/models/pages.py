"""The page that owns the addresses of the vote: of the current edition, of its rounds, and of earlier ones under their year."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from content.pages import SitePage


class VotingPage(RoutablePageMixin, SitePage):
    """/nl/stemmen/, /nl/stemmen/tielt/, /nl/stemmen/2025/tielt/ and what hangs below them."""

    intro = models.CharField(_("inleiding"), max_length=200, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "votes/voting_page.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("stempagina")
