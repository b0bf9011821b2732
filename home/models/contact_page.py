"""The page through which somebody writes to the province."""

from copy import copy
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
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin

from content.pages import SitePage
from content.still_dutch import Dutch
from content.told import dutch_of
from content.translated import FOR_SEARCH_ENGINES, facts, words
from events.panels import LinesPanel
from home.contact_fields import AnswersBuilder, choices_in
from home.page_forms import ContactPageForm
from municipalities.page_rights import SitePageRights

PLAIN_TEXT = ["bold", "italic", "link", "ul"]
LONGEST = 24  # months
WORDS = ("label", "help_text", "choices")
KINDS = [
    ("singleline", _("Eén regel")),
    ("multiline", _("Meer regels")),
    ("email", _("Mailadres")),
    ("dropdown", _("Een keuze uit een lijst")),
    ("checkbox", _("Een vinkje")),
]


class ContactPage(RoutablePageMixin, FormMixin, SitePage):
    """It asks what the Dutch page asks, in words of its own as far as they are translated. What is sent in is mailed, and kept for some months."""

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
        _("wie we zijn"),
        blank=True,
        features=PLAIN_TEXT,
        help_text=_("In je eigen woorden. Naam, adres, mailadres en ondernemingsnummer zet de site er vanzelf onder."),
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
    base_form_class = ContactPageForm
    told_fields: ClassVar = ("intro", "about", "thanks")
    is_in_foot = True  # content.navigation
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Titel")),
        FieldPanel("intro", widget=AdminAutoHeightTextInput()),
        FieldPanel("about"),
        LinesPanel("form_fields", heading=_("Wat je vraagt"), label=_("Vraag"), help_text=_("Vraag alleen wat je nodig hebt om te antwoorden.")),
        FieldPanel("thanks", widget=AdminAutoHeightTextInput()),
        FieldRowPanel([FieldPanel("to_address"), FieldPanel("months_kept")]),
    ]
    promote_panels: ClassVar = Page.promote_panels
    translatable_fields: ClassVar = [
        *words("title", "slug", "intro", "about", "form_fields", "thanks", *FOR_SEARCH_ENGINES),
        *facts("to_address", "months_kept", "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("contactpagina")
        verbose_name_plural = _("contactpagina's")

    def get_form_fields(self) -> list["ContactField"]:
        """Those of the Dutch page, each in the words of this one."""
        asked = list(self.facts.form_fields.all())
        if self.facts is self:
            return asked
        own = {question.translation_key: question for question in self.form_fields.all()}
        return [question.told_by(own.get(question.translation_key)) for question in asked]

    @cached_property
    def facts(self) -> "ContactPage":
        """The page whose facts hold: the published Dutch one. Asks the database once at most."""
        return self if self.locale.language_code == "nl" else dutch_of(self) or self

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


class ContactField(TranslatableMixin, AbstractFormField):
    """One question, of kinds that a reader's screen reader and telephone know what to do with. The same one has the same key in every language;
    there only its words count, and those that nobody translated are empty."""

    label = models.CharField(_("vraag"), max_length=255)
    help_text = models.CharField(_("uitleg"), max_length=255, blank=True)
    choices = models.TextField(_("keuzes"), blank=True)
    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(_("soort"), max_length=16, choices=KINDS, default="singleline")

    panels: ClassVar = [
        FieldPanel("label", heading=_("Vraag")),
        FieldPanel("help_text", heading=_("Uitleg")),
        FieldPanel("required", heading=_("Moet ingevuld worden")),
        FieldPanel("field_type", classname="formbuilder-type"),
        FieldPanel("choices", heading=_("Keuzes"), help_text=_("Alleen voor een lijst: één per regel."), classname="formbuilder-choices"),
    ]

    translatable_fields: ClassVar = words(*WORDS)
    choices_language = ""  # "nl" where they stand in Dutch on a page in another language

    class Meta(AbstractFormField.Meta, TranslatableMixin.Meta):
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")

    def told_by(self, own: "ContactField | None") -> "ContactField":
        """This Dutch question in the words of `own`, the same one in another language; what that does not say stands in Dutch, and says so."""
        told = copy(self)
        for name in WORDS:
            meant = getattr(self, name)
            setattr(told, name, words_of(own, self, name) or (meant and Dutch(meant)))
        told.choices_language = "nl" if isinstance(told.choices, Dutch) else ""
        return told


def words_of(own: ContactField | None, dutch: ContactField, name: str) -> str:
    """What `own` says in its own language; "" when that is nothing, the Dutch still, or a list that is not as long as the Dutch one."""
    said, meant = getattr(own, name, ""), getattr(dutch, name)
    fits = name != "choices" or len(choices_in(said)) == len(choices_in(meant))
    return said if meant and said != meant and fits else ""


def page_view() -> ModuleType:
    """The page's view; imported late, because it reads the models of this package."""
    return import_module("home.contact_page")
