"""What shops sell, in two levels that people use."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.facades.windows import dressed
from shops.kept import forget_categories


class Category(models.Model):
    """A group (vers, mode ...) or, under one, a kind of shop. Names and mapping come from shops/categories.json and stay editable."""

    parent = models.ForeignKey("self", verbose_name=_("groep"), on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    slug = models.SlugField(_("naam in het adres"), max_length=60, unique=True)
    name_nl = models.CharField(_("naam"), max_length=80)
    name_fr = models.CharField(_("naam in het Frans"), max_length=80)
    name_en = models.CharField(_("naam in het Engels"), max_length=80)
    name_de = models.CharField(_("naam in het Duits"), max_length=80)
    synonyms = models.JSONField(_("zoekwoorden"), default=dict, blank=True, help_text=_('Per taal, bijvoorbeeld {"nl": ["pistolets", "taart"]}.'))
    cloth = models.CharField(_("luifel"), max_length=12, default="dienst", help_text=_("De naam van een luifel: brood, vlees, groen ..."))
    schema_type = models.CharField(_("soort volgens schema.org"), max_length=40, default="Store")
    osm_tags = models.JSONField(_("OpenStreetMap"), default=list, blank=True)
    nace_codes = models.JSONField(_("NACE-BEL"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("parent"), FieldPanel("slug"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("name_nl"), FieldPanel("name_fr"), FieldPanel("name_en"), FieldPanel("name_de")]),
        FieldPanel("synonyms"),
        FieldPanel("cloth"),
        MultiFieldPanel(
            [FieldPanel("schema_type"), FieldPanel("osm_tags"), FieldPanel("nace_codes")],
            heading=_("Vertaling naar andere lijsten"),
            classname="collapsed",
        ),
    ]

    class Meta:
        verbose_name = _("soort winkel")
        verbose_name_plural = _("soorten winkels")
        ordering: ClassVar = ["order", "name_nl"]

    def __str__(self) -> str:
        return self.name_nl

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget_categories()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        forget_categories()
        return gone

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_nl

    @property
    def drawn_as(self) -> str:
        """What a front of such a shop is drawn with: its cloth, with the window of its kind where there is one."""
        return dressed(self.cloth, self.slug)

    @property
    def local_name(self) -> str:
        """The name in the active language."""
        return self.name_in(get_language() or "nl")
