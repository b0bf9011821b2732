"""The face of each municipality."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.forms import Select
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from content.facades import CLOTHS
from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words
from home import town
from municipalities.page_rights import SitePageRights

PLAIN_TEXT = ["bold", "italic", "link", "ul"]
SKIES = [(0, _("lichtblauw")), (1, _("ochtendgeel")), (2, _("roze")), (3, _("lila")), (4, _("strogeel"))]
AWNINGS = [("", _("die van de site")), *((name, cloth.label) for name, cloth in CLOTHS.items())]
ALL_TOWNS = "municipalities.change_municipality"  # a right of who looks after all municipalities


class MunicipalityPage(SitePage):
    """The face of one municipality, and the root of its editors' rights."""

    municipality = models.ForeignKey("municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, related_name="pages")
    townline = models.CharField(
        _("in één zin"), max_length=120, blank=True, help_text=_("Staat groot onder de naam. Zeg iets wat alleen hier waar is.")
    )
    about = RichTextField(_("over winkelen hier"), blank=True, features=PLAIN_TEXT)
    sky = models.PositiveSmallIntegerField(
        _("lucht"), default=0, validators=[MaxValueValidator(4)], help_text=_("0 tot 4: de kleur achter de skyline.")
    )
    cloth = models.CharField(_("luifel"), max_length=12, blank=True, help_text=_("De naam van een luifel: brood, wonen, boek ..."))

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage", "ambassadors.AmbassadorPage"]
    template = "home/municipality_page.html"
    told_fields: ClassVar = ("townline", "about")
    content_panels: ClassVar = [
        FieldPanel("title", heading=_("Naam van de gemeente"), help_text=_("Zoals ze in deze taal heet: Kortrijk, Courtrai.")),
        FieldPanel("municipality", permission=ALL_TOWNS),
        FieldPanel(
            "townline",
            help_text=_(
                "Staat groot onder de naam. Zeg iets wat alleen hier waar is: “Zaterdag markt, en daarna koffie bij wie je kent.” "
                "Liever niet: “Een bruisende gemeente met een ruim aanbod.”"
            ),
        ),
        FieldPanel("about", help_text=_("Twee of drie korte alinea’s. Waar loop je rond, wat vind je hier en nergens anders, wanneer is het druk?")),
        FieldRowPanel(
            [
                FieldPanel("sky", widget=Select(choices=SKIES), help_text=_("De kleur achter de huizenrij bovenaan.")),
                FieldPanel("cloth", widget=Select(choices=AWNINGS), help_text=_("De kleuren van de luifel boven de pagina.")),
            ]
        ),
    ]
    promote_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("seo_title", help_text=_("De regel waarop men klikt in een zoekmachine. Laat leeg om de naam te nemen.")),
                FieldPanel("search_description", help_text=_("De twee regels eronder. Hoogstens 160 tekens, het belangrijkste eerst.")),
            ],
            heading=_("In zoekmachines"),
        ),
        FieldPanel("slug", permission=ALL_TOWNS),
        FieldPanel("show_in_menus", permission=ALL_TOWNS),
    ]
    translatable_fields: ClassVar = [  # its slug is that of the municipality, in every language
        *words("title", "townline", "about", *FOR_SEARCH_ENGINES),
        *facts("municipality", "sky", "cloth", "show_in_menus"),
    ]

    class Meta:
        verbose_name = _("gemeentepagina")
        verbose_name_plural = _("gemeentepagina's")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | town.context(self, request, timezone.now())

    def permissions_for_user(self, user: Any) -> SitePageRights:
        return SitePageRights(user, self)
