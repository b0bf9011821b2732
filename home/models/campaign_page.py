"""The page of a campaign: what it says, when, who takes part, what one can take along, and who pays."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from content.pages import SitePage
from content.told import dutch_of
from content.translated import FOR_SEARCH_ENGINES, facts, words
from events.panels import LinesPanel
from home import campaign
from home.page_blocks import Materials, PageBody
from home.page_forms import CampaignForm
from municipalities.page_rights import SitePageRights

TOLD = ("message", "intro", "body", "materials", "europe_note")


class CampaignPage(SitePage):
    """What stands under "facts" is true on the Dutch page (`facts`); words stand per language, Dutch where a language says nothing."""

    # -- facts
    first_day = models.DateField(_("eerste dag"), null=True, blank=True)
    last_day = models.DateField(_("laatste dag"), null=True, blank=True)
    towns = ParentalManyToManyField(
        "municipalities.Municipality",
        verbose_name=_("gemeenten die meedoen"),
        blank=True,
        related_name="+",
        help_text=_("Leeg: elke gemeente die op deze site meedoet."),
    )
    has_europe = models.BooleanField(
        _("met steun van Europa"), default=False, help_text=_("Zet de Europese vlag op de pagina, met de zin die daarbij hoort, in elke taal.")
    )
    picture = models.ForeignKey("media_library.SiteImage", verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_demo = models.BooleanField(_("verzonnen, voor de demo"), default=False, editable=False)

    # -- what is told, in the language of the page
    message = models.CharField(_("de boodschap"), max_length=90, blank=True, help_text=_("Wat op de affiche staat. Staat groot bovenaan."))
    intro = models.CharField(_("inleiding"), max_length=300, blank=True, help_text=_("Wat je vraagt van wie dit leest, en waarom."))
    body = StreamField(PageBody(), verbose_name=_("inhoud"), blank=True)
    materials = StreamField(Materials(), verbose_name=_("om te downloaden"), blank=True)
    europe_note = models.CharField(
        _("uit welk Europees programma"), max_length=200, blank=True, help_text=_("Bijvoorbeeld: Europees Fonds voor Regionale Ontwikkeling (EFRO).")
    )

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/campaign_page.html"
    page_description = _("De boodschap, de periode, wie meedoet, wat je kunt downloaden en wie betaalt.")
    told_fields: ClassVar = (*TOLD, "picture")
    is_in_foot = True  # content.navigation
    base_form_class = CampaignForm
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Naam van de campagne")),
        FieldPanel("message"),
        FieldPanel("intro", widget=AdminAutoHeightTextInput()),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("towns", widget=CheckboxSelectMultiple()),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel(
            "materials",
            help_text=_("Affiches, logo’s, een brief. Elke taal heeft haar eigen bestanden; heeft ze er geen, dan staan de Nederlandse er."),
        ),
        LinesPanel("partners", heading=_("Partners en financiers"), label=_("Partner")),
        MultiFieldPanel([FieldPanel("has_europe"), FieldPanel("europe_note")], heading=_("Europa")),
    ]
    promote_panels: ClassVar = Page.promote_panels
    translatable_fields: ClassVar = [  # towns and partners hang on the Dutch page
        *words("title", "slug", *TOLD, *FOR_SEARCH_ENGINES),
        *facts("first_day", "last_day", "has_europe", "picture", "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("campagnepagina")
        verbose_name_plural = _("campagnepagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | campaign.context(self, request, timezone.now(), context["told"])

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)

    @cached_property
    def facts(self) -> "CampaignPage":
        """The page whose facts hold: the published Dutch one. Asks the database once at most."""
        return self if self.locale.language_code == "nl" else dutch_of(self) or self


class CampaignPartner(Orderable):
    """Who is behind a campaign, or pays for it. The same in every language."""

    class Role(models.TextChoices):
        PARTNER = "partner", _("doet mee")
        FUNDER = "funder", _("betaalt mee")

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("naam"), max_length=120)
    role = models.CharField(_("rol"), max_length=10, choices=Role, default=Role.PARTNER)
    logo = models.ForeignKey("media_library.SiteImage", verbose_name=_("logo"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    url = models.URLField(_("website"), max_length=300, blank=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("role"), FieldPanel("logo"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name
