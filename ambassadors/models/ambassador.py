"""The page of one ambassador: made as a draft when the result is published, told by the municipality, and there for good."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField

from ambassadors import page_view, panels
from ambassadors.blocks import AmbassadorStory
from ambassadors.forms import AmbassadorForm
from ambassadors.page_rights import AmbassadorRights
from ambassadors.querysets import AmbassadorPageManager
from content.pages import SitePage
from content.translated import FOR_SEARCH_ENGINES, facts, words

PITCH, SUPPORTS = 300, 200  # signs
SHOP_THEN = ("municipality", "shop", "shop_name", "place", "category", "face")
CHOSEN = ("year", "edition_name", "is_shared", "is_provincial", "result_url")
FACTS = (*SHOP_THEN, *CHOSEN, "picture", "show_in_menus")  # with the name of the shop, its title; each language has an address of its own


class AmbassadorPage(RoutablePageMixin, SitePage):
    """The ambassador of a municipality in a year: a shop as it was then.

    What stands under "facts" below is the same in every language, and true on the Dutch page (`facts`); those of other languages hold a copy
    for the day that there is no Dutch one. What is told stands per language; where a language tells nothing, the Dutch words stand there.
    """

    # -- facts
    municipality = models.ForeignKey(
        "municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, related_name="ambassador_pages"
    )
    shop = models.ForeignKey(
        "shops.Shop", verbose_name=_("winkel in de gids"), on_delete=models.SET_NULL, null=True, blank=True, related_name="ambassador_pages"
    )
    shop_name = models.CharField(_("naam van de winkel"), max_length=120, blank=True)
    place = models.CharField(_("plaats"), max_length=80, blank=True, help_text=_("De deelgemeente of het dorp."))
    category = models.ForeignKey("shops.Category", verbose_name=_("soort winkel"), on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    face = models.CharField(max_length=240, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("jaar"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    edition_name = models.CharField(_("editie"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: Ik koop lokaal 2026."))
    is_shared = models.BooleanField(_("gedeeld"), default=False, help_text=_("Twee of meer winkels eindigden gelijk (ex aequo)."))
    is_provincial = models.BooleanField(_("ook ambassadeur van de provincie"), default=False)
    result_url = models.CharField(
        _("uitslag"), max_length=300, blank=True, help_text=_("Adres van de uitslag, als die niet op deze site staat of de stemming ouder is.")
    )
    is_demo = models.BooleanField(_("verzonnen, voor de demo"), default=False, editable=False)
    drafted_at = models.DateTimeField(_("gemaakt na de uitslag"), null=True, blank=True, editable=False)

    # -- what is told, in the language of the page
    pitch = models.CharField(_("in één zin"), max_length=PITCH, blank=True, help_text=_("Waarmee de winkel kandidaat was. Staat groot bovenaan."))
    supports = models.CharField(_("steunt"), max_length=SUPPORTS, blank=True, help_text=_("De club of het goede doel dat de winkel steunt."))
    picture = models.ForeignKey("media_library.SiteImage", verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    story = StreamField(AmbassadorStory(), verbose_name=_("verhaal"), blank=True)

    objects = AmbassadorPageManager()

    parent_page_types: ClassVar = ["home.MunicipalityPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "ambassadors/ambassador.html"
    content_panels: ClassVar = panels.CONTENT
    promote_panels: ClassVar = panels.PROMOTE
    base_form_class = AmbassadorForm
    translatable_fields: ClassVar = [*words("pitch", "supports", "story", *FOR_SEARCH_ENGINES), *facts("title", *FACTS)]

    class Meta:
        verbose_name = _("ambassadeurspagina")
        verbose_name_plural = _("ambassadeurspagina's")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-year"], name="ambassadors_of_a_municipality"),
            models.Index(fields=["-year"], name="ambassadors_of_a_year"),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | page_view.context(self)

    def get_admin_display_title(self) -> str:
        """With the year: a shop may be chosen twice."""
        return f"{super().get_admin_display_title()} ({self.year})"

    @path("")
    def whole_page(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("beeld/")
    def share_image(self, request: HttpRequest) -> HttpResponse:
        return page_view.serve_share_image(self)

    def permissions_for_user(self, user: Any) -> AmbassadorRights:
        return AmbassadorRights(user, self)

    @cached_property
    def dutch(self) -> "AmbassadorPage | None":
        """The published Dutch page of the same ambassador; None when this is it, or there is none. Asks the database once at most."""
        if self.locale.language_code == "nl":
            return None
        dutch = AmbassadorPage.objects.live().filter(translation_key=self.translation_key, locale__language_code="nl")
        found: AmbassadorPage | None = dutch.with_facts().first()
        return found

    @property
    def facts(self) -> "AmbassadorPage":
        """The page whose facts hold."""
        return self.dutch or self

    @property
    def teller(self) -> "AmbassadorPage":
        """The page whose words are shown: the Dutch one where this one tells nothing."""
        return self if self.tells or self.dutch is None else self.dutch

    @property
    def tells(self) -> bool:
        return bool(self.pitch or self.supports or self.story)

    @property
    def cloth(self) -> str:
        """The cloth of its awning, as content.facades has it."""
        return self.category.cloth if self.category else "dienst"

    @property
    def drawn_as(self) -> str:
        """What its front is drawn with."""
        return self.category.drawn_as if self.category else "dienst"

    @property
    def seed(self) -> str:
        """The seed of its drawn front: the one that the shop had when it was chosen."""
        return self.face or f"{self.municipality.slug}/{self.slug}"
