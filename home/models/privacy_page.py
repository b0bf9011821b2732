"""What the site keeps of people, told by the site itself; editors add words around it."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.blocks import StoryBlock
from content.pages import SitePage
from content.told import dutch_of
from content.translated import FOR_SEARCH_ENGINES, facts, words
from home import privacy_page
from home.page_forms import PrivacyForm
from municipalities.page_rights import SitePageRights

PLAIN_TEXT = ["bold", "italic", "link", "ul"]
INTRO = 240  # signs


class PrivacyPage(SitePage):
    """The list of what is kept, the cookies and the rights come from the code: no field of this page changes them."""

    intro = models.CharField(_("inleiding"), max_length=INTRO, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("wat je vooraf vertelt"), blank=True)
    responsible = RichTextField(
        _("wie verantwoordelijk is"), features=PLAIN_TEXT, help_text=_("Wie beslist wat de site bewaart en waarvoor: de provincie, samen met wie?")
    )
    dpo_email = models.EmailField(
        _("mailadres van je functionaris voor gegevensbescherming"), blank=True, help_text=_("De DPO. Een adres van de dienst, niet van één persoon.")
    )

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/privacy_page.html"
    page_description = _("Wat de site bewaart en hoe lang. Die lijst maakt de site zelf; jij vertelt wat eromheen hoort.")
    told_fields: ClassVar = ("intro", "body", "responsible")
    is_in_foot = True  # content.navigation
    base_form_class = PrivacyForm
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Titel")),
        FieldPanel("intro", widget=AdminAutoHeightTextInput()),
        FieldPanel("body", help_text=_("Daaronder komt vanzelf wat er nu bewaard wordt, met aantallen, de cookies en de rechten.")),
        FieldPanel("responsible"),
        FieldPanel("dpo_email"),
    ]
    promote_panels: ClassVar = Page.promote_panels
    translatable_fields: ClassVar = [
        *words("title", "slug", "intro", "body", "responsible", *FOR_SEARCH_ENGINES),
        *facts("dpo_email", "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("privacypagina")
        verbose_name_plural = _("privacypagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | privacy_page.context(self, request, timezone.now(), context["told"])

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)

    @cached_property
    def facts(self) -> "PrivacyPage":
        """The page whose facts hold: the published Dutch one. Asks the database once at most."""
        return self if self.locale.language_code == "nl" else dutch_of(self) or self
