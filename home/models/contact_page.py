"""The page through which somebody writes to the province."""

from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words
from home.contact_fields import AnswersBuilder
from municipalities.page_rights import SitePageRights

PLAIN_TEXT = ["bold", "italic", "link", "ul"]
LONGEST = 24  # months
KINDS = [
    ("singleline", _("Eén regel")),
    ("multiline", _("Meer regels")),
    ("email", _("Mailadres")),
    ("dropdown", _("Een keuze uit een lijst")),
    ("checkbox", _("Een vinkje")),
]


class ContactPage(RoutablePageMixin, FormMixin, SitePage):
    """Its questions stand per language; a language without any asks the Dutch ones. What is sent in is mailed, and kept for some months."""

    to_address = models.EmailField(
        _("berichten gaan naar"), blank=True, help_text=_("Het mailadres van een dienst. Leeg: je leest ze alleen hier, bij Formulieren.")
    )
    months_kept = models.PositiveSmallIntegerField(
        _("hoeveel maanden bewaren"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("Daarna worden berichten vanzelf gewist. Dat staat ook op de pagina."),
    )
    intro = models.CharField(_("inleiding"), max_length=240, blank=True)
    about = RichTextField(
        _("wie we zijn"), blank=True, features=PLAIN_TEXT, help_text=_("Naam, adres, mailadres en ondernemingsnummer: dat moet van de wet.")
    )
    thanks = models.CharField(_("na het versturen"), max_length=240, blank=True, help_text=_("Wanneer krijgt iemand antwoord?"))

    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/contact_page.html"
    page_description = _("Een formulier waarmee bezoekers jullie schrijven.")
    landing_page_template = "home/contact_sent.html"
    preview_modes = Page.DEFAULT_PREVIEW_MODES
    form_builder = AnswersBuilder
    told_fields: ClassVar = ("intro", "about", "thanks")
    is_in_foot = True  # content.navigation
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Titel")),
        FieldPanel("intro", widget=AdminAutoHeightTextInput()),
        FieldPanel("about"),
        InlinePanel("form_fields", heading=_("Wat je vraagt"), label=_("Vraag"), help_text=_("Vraag alleen wat je nodig hebt om te antwoorden.")),
        FieldPanel("thanks", widget=AdminAutoHeightTextInput()),
        FieldRowPanel([FieldPanel("to_address"), FieldPanel("months_kept")]),
    ]
    promote_panels: ClassVar = Page.promote_panels
    translatable_fields: ClassVar = [
        *words("title", "slug", "intro", "about", "thanks", *FOR_SEARCH_ENGINES),
        *facts("to_address", "months_kept", "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("contactpagina")
        verbose_name_plural = _("contactpagina's")

    def get_form_fields(self) -> list["ContactField"]:
        """Its own, else those of the Dutch page."""
        return list(self.form_fields.all()) or list(self.facts.form_fields.all())

    @cached_property
    def facts(self) -> "ContactPage":
        """The page whose facts hold: the published Dutch one. Asks the database once at most."""
        if self.locale.language_code == "nl":
            return self
        dutch = ContactPage.objects.live().filter(translation_key=self.translation_key, locale__language_code="nl").first()
        return dutch or self

    def get_submissions_list_view_class(self) -> type:
        found: type = import_module("home.contact_messages").Messages
        return found

    @path("")
    def form_page(self, request: HttpRequest) -> HttpResponse:
        return page_view().serve(self, request, timezone.now())

    @path("verzonden/")
    def sent(self, request: HttpRequest) -> HttpResponse:
        return page_view().serve_sent(self, request)

    @path("controle/")
    def challenge(self, request: HttpRequest) -> HttpResponse:
        return page_view().serve_challenge(self, request, timezone.now())

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)


class ContactField(AbstractFormField):
    """One question. Kinds that a reader's screen reader and telephone know what to do with."""

    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(_("soort"), max_length=16, choices=KINDS, default="singleline")

    panels: ClassVar = [
        FieldPanel("label", heading=_("Vraag")),
        FieldPanel("help_text", heading=_("Uitleg")),
        FieldPanel("required", heading=_("Moet ingevuld worden")),
        FieldPanel("field_type", classname="formbuilder-type"),
        FieldPanel("choices", heading=_("Keuzes"), help_text=_("Alleen voor een lijst: één per regel."), classname="formbuilder-choices"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")


def page_view() -> ModuleType:
    """The page's view; imported late, because it reads the models of this package."""
    return import_module("home.contact_page")
