"""The face of each municipality."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.fields import RichTextField, StreamField

from content.blocks import StoryBlock
from content.pages import SitePage
from content.told import dutch_of
from content.translated import FOR_SEARCH_ENGINES, facts, words
from home import panels, town
from home.blocks import QuartersBlock, ReachBlock
from home.page_forms import MunicipalityPageForm
from municipalities.page_rights import SitePageRights

PLAIN_TEXT = ["bold", "italic", "link", "ul"]
STRENGTH = 90  # signs
STRENGTHS = ("strength_1", "strength_2", "strength_3")
SAID = ("townline", "about", *STRENGTHS, "quarters", "story", "reach", "service", "service_note")


class MunicipalityPage(SitePage):
    """The face of one municipality, and the root of its editors' rights. What is empty does not show.

    Colours, and where its service is, are true on the Dutch page (`facts`); words stand per language, Dutch where a language says nothing.
    """

    municipality = models.ForeignKey("municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, related_name="pages")
    sky = models.PositiveSmallIntegerField(
        _("lucht"), default=0, validators=[MaxValueValidator(4)], help_text=_("0 tot 4: de kleur achter de skyline.")
    )
    cloth = models.CharField(_("luifel"), max_length=12, blank=True, help_text=_("De naam van een luifel: brood, wonen, boek ..."))

    # -- what is told, in the language of the page
    townline = models.CharField(
        _("in één zin"), max_length=120, blank=True, help_text=_("Staat groot onder de naam. Zeg iets wat alleen hier waar is.")
    )
    about = RichTextField(_("over winkelen hier"), blank=True, features=PLAIN_TEXT)
    strength_1 = models.CharField(_("alleen hier"), max_length=STRENGTH, blank=True)
    strength_2 = models.CharField(_("ook alleen hier"), max_length=STRENGTH, blank=True)
    strength_3 = models.CharField(_("en dit nog"), max_length=STRENGTH, blank=True)
    quarters = StreamField(QuartersBlock(), verbose_name=_("buurten met karakter"), blank=True)
    story = StreamField(StoryBlock(), verbose_name=_("een verhaal van hier"), blank=True)
    reach = StreamField(ReachBlock(), verbose_name=_("er geraken"), blank=True)
    service = models.CharField(_("wie je aanspreekt"), max_length=120, blank=True)
    service_note = models.CharField(_("wanneer je er terechtkunt"), max_length=160, blank=True)

    # -- where that service is
    street = models.CharField(_("straat en nummer"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    place = models.CharField(_("gemeente of dorp"), max_length=80, blank=True)
    phone = PhoneNumberField(_("telefoon"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage", "home.StandardPage", "ambassadors.AmbassadorPage"]
    template = "home/municipality_page.html"
    told_fields: ClassVar = SAID
    base_form_class = MunicipalityPageForm
    content_panels: ClassVar = panels.TOWN_CONTENT
    promote_panels: ClassVar = panels.TOWN_PROMOTE
    translatable_fields: ClassVar = [  # its slug is that of the municipality, in every language
        *words("title", *SAID, *FOR_SEARCH_ENGINES),
        *facts("municipality", "sky", "cloth", *town.ADDRESS, "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("gemeentepagina")
        verbose_name_plural = _("gemeentepagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | town.context(self, request, timezone.now(), context["told"])

    @cached_property
    def facts(self) -> "MunicipalityPage":
        """The page whose facts hold: the published Dutch one. Asks the database once at most."""
        return self if self.locale.language_code == "nl" else dutch_of(self) or self

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
