"""The accessibility statement, with the five parts that the law asks (Commission Implementing Decision (EU) 2018/1523; docs/data-sources.md)."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.pages import SitePage
from content.told import dutch_of
from content.translated import FOR_SEARCH_ENGINES, facts, words
from home import accessibility_page
from home.accessibility_gaps import GapsBlock
from home.page_forms import AccessibilityForm
from municipalities.page_rights import SitePageRights

PLAIN_TEXT = ["bold", "italic", "link", "ul"]
INTRO = 240  # signs
LONGEST_ANSWER = 60  # days


class AccessibilityPage(SitePage):
    """How far the site conforms, how that was looked at and when, is true on the Dutch page (`facts`); words stand per language."""

    class Status(models.TextChoices):
        FULL = "full", _("Deze site voldoet helemaal aan WCAG 2.2, niveau AA.")
        PARTIAL = "partial", _("Deze site voldoet gedeeltelijk aan WCAG 2.2, niveau AA. Wat nog niet klopt, staat hieronder.")
        NONE = "none", _("Deze site voldoet nog niet aan WCAG 2.2, niveau AA. Wat nog niet klopt, staat hieronder.")

    class Method(models.TextChoices):
        SELF = "self", _("eigen onderzoek")
        OUTSIDE = "outside", _("een onderzoek door iemand van buiten")

    # -- facts
    status = models.CharField(_("voldoet de site?"), max_length=8, choices=Status, default=Status.PARTIAL)
    prepared_on = models.DateField(_("verklaring opgesteld op"), null=True)
    method = models.CharField(_("op basis van"), max_length=8, choices=Method, default=Method.SELF)
    reviewed_on = models.DateField(_("laatst nagekeken op"), null=True, help_text=_("Minstens één keer per jaar: dan zetten we het op je bureau."))
    answer_days = models.PositiveSmallIntegerField(
        _("antwoord binnen zoveel werkdagen"), default=5, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_ANSWER)]
    )
    feedback_email = models.EmailField(_("mailadres voor meldingen"), blank=True)
    feedback_phone = PhoneNumberField(_("telefoon voor meldingen"), blank=True)

    # -- what is told, in the language of the page
    intro = models.CharField(_("inleiding"), max_length=INTRO, blank=True)
    measures = RichTextField(_("wat we doen"), blank=True, features=PLAIN_TEXT)
    gaps = StreamField(GapsBlock(), verbose_name=_("wat nog niet goed is"), blank=True)
    feedback = RichTextField(_("iets werkt niet: wat dan?"), features=PLAIN_TEXT)
    enforcement = RichTextField(
        _("niet tevreden met het antwoord?"), features=PLAIN_TEXT, help_text=_("Waar iemand klacht indient: de Vlaamse Ombudsdienst.")
    )

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/accessibility_page.html"
    page_description = _("De toegankelijkheidsverklaring, met alles wat de wet vraagt.")
    told_fields: ClassVar = ("intro", "measures", "gaps", "feedback", "enforcement")
    is_in_foot = True  # content.navigation
    base_form_class = AccessibilityForm
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Titel")),
        FieldPanel("intro", widget=AdminAutoHeightTextInput()),
        FieldPanel("status"),
        FieldPanel("measures"),
        FieldPanel("gaps", help_text=_("Eén blok per gebrek: wat, waarom, en hoe iemand toch krijgt wat die zoekt.")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("reviewed_on")]), FieldPanel("method")], heading=_("Hoe en wanneer nagekeken")
        ),
        FieldPanel("feedback"),
        FieldRowPanel([FieldPanel("feedback_email"), FieldPanel("feedback_phone"), FieldPanel("answer_days")]),
        FieldPanel("enforcement"),
    ]
    promote_panels: ClassVar = Page.promote_panels
    translatable_fields: ClassVar = [
        *words("title", "slug", "intro", "measures", "gaps", "feedback", "enforcement", *FOR_SEARCH_ENGINES),
        *facts("status", "prepared_on", "method", "reviewed_on", "answer_days", "feedback_email", "feedback_phone", "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("toegankelijkheidsverklaring")
        verbose_name_plural = _("toegankelijkheidsverklaringen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | accessibility_page.context(self, context["told"]["gaps"].words)

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)

    def is_due(self, today: date) -> bool:
        """Whether nobody looked at it for a year."""
        return self.reviewed_on is None or (today - self.reviewed_on).days >= accessibility_page.GOOD_FOR_DAYS

    @cached_property
    def facts(self) -> "AccessibilityPage":
        """The page whose facts hold: the published Dutch one. Asks the database once at most."""
        return self if self.locale.language_code == "nl" else dutch_of(self) or self
