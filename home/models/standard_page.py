"""A page of text that is no list of something: about the campaign, privacy, a town's story."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Page

from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words
from home import page_of_blocks
from home.page_blocks import PageBody
from home.page_forms import PageOfBlocksForm
from municipalities.page_rights import SitePageRights

INTRO = 240  # signs


class StandardPage(SitePage):
    """Right under the front page it stands in the foot of every page, unless it stands in the menu."""

    picture = models.ForeignKey("media_library.SiteImage", verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    intro = models.CharField(_("inleiding"), max_length=INTRO, blank=True)
    body = StreamField(PageBody(), verbose_name=_("inhoud"), blank=True)

    parent_page_types: ClassVar = ["home.HomePage", "home.MunicipalityPage", "home.StandardPage"]
    subpage_types: ClassVar = ["home.StandardPage"]
    template = "home/standard_page.html"
    page_description = _("Een verhaal, of uitleg: tekst, beeld, winkels en acties in blokken.")
    told_fields: ClassVar = ("intro", "body", "picture")
    is_made_by_editors = True  # municipalities.page_rights
    is_in_foot = True  # content.navigation
    base_form_class = PageOfBlocksForm
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Titel"), help_text=_("Waar het over gaat, in drie of vier woorden.")),
        FieldPanel("intro", widget=AdminAutoHeightTextInput(), help_text=_("Eén of twee zinnen, groot bovenaan. Zeg het belangrijkste al hier.")),
        FieldPanel("picture", help_text=_("Liggend. Zonder foto gaat het ook.")),
        FieldPanel("body", help_text=_("Voeg blokken toe, in de volgorde die je wilt. Van elk blok zie je vooraf hoe het eruitziet.")),
    ]
    promote_panels: ClassVar = Page.promote_panels
    translatable_fields: ClassVar = [*words("title", "slug", "intro", "body", *FOR_SEARCH_ENGINES), *facts("picture", "show_in_menus")]

    class Meta:
        verbose_name = _("gewone pagina")
        verbose_name_plural = _("gewone pagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | page_of_blocks.context(self, request, timezone.now(), context["told"])

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
