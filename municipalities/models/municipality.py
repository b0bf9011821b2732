"""The register of municipalities. Data, not code: another province or a single municipality elsewhere can be added."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from municipalities import places
from municipalities.querysets import MunicipalityQuerySet

DEGREES_LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
DEGREES_LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]


class Municipality(ClusterableModel):
    """A municipality as a legal entity. After a merger the new one has a new NIS code, and the old ones point to it."""

    nis = models.CharField(
        _("NIS-code"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[0-9A-Za-z-]{2,10}$", _("Een NIS-code telt vijf cijfers, bijvoorbeeld 34022."))],
        help_text=_("Vijf cijfers, zoals Statbel ze geeft. Elders: de officiële code van de gemeente."),
    )
    slug = models.SlugField(_("naam in het adres"), max_length=80, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    name_fr = models.CharField(_("naam in het Frans"), max_length=80, blank=True)
    name_en = models.CharField(_("naam in het Engels"), max_length=80, blank=True)
    name_de = models.CharField(_("naam in het Duits"), max_length=80, blank=True)
    latitude = models.FloatField(_("breedtegraad van het centrum"), validators=DEGREES_LATITUDE, help_text=_("WGS84, bijvoorbeeld 50,8277."))
    longitude = models.FloatField(_("lengtegraad van het centrum"), validators=DEGREES_LONGITUDE)
    valid_from = models.DateField(_("bestaat sinds"), null=True, blank=True)
    valid_until = models.DateField(_("bestond tot en met"), null=True, blank=True)
    successor = models.ForeignKey("self", verbose_name=_("opgegaan in"), on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    shops_set_hours = models.BooleanField(
        _("winkels zetten hun uren zelf"),
        default=False,
        db_default=False,
        help_text=_("Aan: uren die een winkel zelf doorgeeft, staan meteen op de site. Uit: jullie kijken ze eerst na."),
    )

    objects = MunicipalityQuerySet.as_manager()

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("nis"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en"), FieldPanel("name_de")], heading=_("Naam in andere talen, als die verschilt")),
        InlinePanel("postcodes", heading=_("Postcodes"), label=_("postcode"), min_num=1),
        InlinePanel("aliases", heading=_("Deelgemeenten en andere namen"), label=_("naam")),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("Centrum")),
        MultiFieldPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("successor")], heading=_("Fusie"), classname="collapsed"),
    ]

    class Meta:
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError, at `successor`, where mergers would lead back to where they began."""
        super().clean()
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": _("Een gemeente gaat niet op in zichzelf. Kies de gemeente waar ze nu bij hoort, of laat dit leeg.")})
        if self.merges_in_a_circle():
            told = gettext("%(town)s is zelf opgegaan in deze gemeente, of in een die erbij hoort. Kijk na welke er vandaag nog bestaat.")
            raise ValidationError({"successor": told % {"town": self.successor}})

    def merges_in_a_circle(self) -> bool:
        """Whether following successors never ends at a municipality of today."""
        passed, at = {self.pk}, self.successor_id
        while at is not None and at not in passed:
            passed.add(at)
            at = Municipality.objects.filter(pk=at).values_list("successor_id", flat=True).first()
        return at is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        former = type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if former:
            Alias.objects.get_or_create(municipality=self, name=former.replace("-", " "), defaults={"kind": Alias.Kind.EVERYDAY})
        places.forget()

    def name_in(self, language: str) -> str:
        """The name that readers of `language` use: Bruges in French, else the Dutch one."""
        return getattr(self, f"name_{language}", "") or self.name

    @property
    def local_name(self) -> str:
        """The name in the active language."""
        return self.name_in(get_language() or "nl")


class Postcode(models.Model):
    """A postcode of a municipality. Text: a zero in front is part of it. Elsewhere in Belgium two municipalities may share one."""

    municipality = ParentalKey(Municipality, verbose_name=_("gemeente"), on_delete=models.CASCADE, related_name="postcodes")
    code = models.CharField(_("postcode"), max_length=12, db_index=True)
    name = models.CharField(_("plaats"), max_length=80, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("code"), FieldPanel("name")])]

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["municipality", "code"], name="one_row_per_postcode_of_a_municipality")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class Alias(models.Model):
    """Another name that leads to a municipality: a village in it, a former municipality, a name in another language."""

    class Kind(models.TextChoices):
        VILLAGE = "deelgemeente", _("deelgemeente")
        FORMER = "former", _("vroegere gemeente")
        EXONYM = "exonym", _("naam in een andere taal")
        EVERYDAY = "everyday", _("naam in de volksmond")

    municipality = ParentalKey(Municipality, verbose_name=_("gemeente"), on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("naam"), max_length=80)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind, default=Kind.VILLAGE)

    panels: ClassVar = [FieldRowPanel([FieldPanel("name"), FieldPanel("kind")])]

    class Meta:
        verbose_name = _("andere naam")
        verbose_name_plural = _("andere namen")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint("municipality", Lower("name"), name="one_row_per_alias_of_a_municipality")]

    def __str__(self) -> str:
        return self.name
