"""A shop is a place of business (a Belgian establishment), not a company."""

from typing import Any, ClassVar

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, Workflow, WorkflowMixin

from municipalities import moderation
from municipalities.models import DEGREES_LATITUDE, DEGREES_LONGITUDE
from shops import hours, upkeep
from shops.querysets import ShopQuerySet
from shops.standing import FADES
from shops.validators import enterprise_number, establishment_number, payment_codes, readable_hours

LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("en", "English"), ("de", "Deutsch")]
PAYMENT = {
    "cash": _("cash"),
    "bancontact": _("Bancontact"),
    "credit": _("kredietkaart"),
    "app": _("betaalapp"),
    "meal_voucher": _("maaltijdcheques"),
    "eco_voucher": _("ecocheques"),
}


class Shop(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """One shop. Facts stand here once for all languages; what is told about it stands in ShopText, per language.

    provenance: {fact: {"source": "shopkeeper", "date": "2026-11-01"}} for each fact that is filled; sources are "shopkeeper" and
    "municipality" (confirmed by its owner: no import overwrites these) or the name of an import's source ("osm", "demo" ...).
    confirmed_on: the day of the oldest word of shop or municipality on the facts that visitors rely on (shops.provenance.confirmed_on).
    vouched_on: the day of their newest word on one of those.
    open_reports: what visitors report and nobody settled (shops.reports). faded: what that and its age make of it (shops.standing).
    special_hours: rules of the special days to come on which it opens, made of its SpecialOpenings (shops.special_openings); "" for none.
    raw: {fact: text} for what a source said and nobody could read ("phone": "zie website"); shown to editors, hours also to visitors.
    """

    class Kind(models.TextChoices):
        INDEPENDENT = "independent", _("zelfstandig")
        FRANCHISE = "franchise", _("franchise")
        CHAIN = "chain", _("keten")
        UNKNOWN = "unknown", _("niet bekend")

    class StepFree(models.TextChoices):
        YES = "yes", _("zonder trede binnen")
        LIMITED = "limited", _("met een kleine trede")
        NO = "no", _("met een trede")
        UNKNOWN = "", _("niet bekend")

    municipality = models.ForeignKey("municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, related_name="shops")
    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("naam in het adres"), max_length=140, blank=True)
    category = models.ForeignKey("shops.Category", verbose_name=_("soort winkel"), on_delete=models.PROTECT, related_name="shops")
    more_categories = ParentalManyToManyField("shops.Category", verbose_name=_("ook"), blank=True, related_name="side_shops")

    street = models.CharField(_("straat"), max_length=120, blank=True)
    house_number = models.CharField(_("nummer"), max_length=20, blank=True)
    box = models.CharField(_("bus"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    place = models.CharField(_("plaats"), max_length=80, blank=True, help_text=_("De deelgemeente of het dorp, als dat duidelijker is."))
    latitude = models.FloatField(_("breedtegraad"), null=True, blank=True, validators=DEGREES_LATITUDE)
    longitude = models.FloatField(_("lengtegraad"), null=True, blank=True, validators=DEGREES_LONGITUDE)

    phone = PhoneNumberField(_("telefoon"), blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    webshop = models.URLField(_("webshop"), max_length=300, blank=True)
    enterprise_number = models.CharField(_("ondernemingsnummer"), max_length=10, blank=True, validators=[enterprise_number])
    establishment_number = models.CharField(_("vestigingsnummer"), max_length=10, blank=True, validators=[establishment_number])

    kind = models.CharField(_("zaak"), max_length=12, choices=Kind, default=Kind.UNKNOWN)
    chain_name = models.CharField(_("keten of formule"), max_length=80, blank=True)
    since = models.PositiveSmallIntegerField(_("sinds"), null=True, blank=True, validators=[MinValueValidator(1500), MaxValueValidator(2100)])
    step_free = models.CharField(_("toegang"), max_length=8, choices=StepFree, default=StepFree.UNKNOWN, blank=True)
    door_width_cm = models.PositiveSmallIntegerField(_("breedte van de deur in cm"), null=True, blank=True)
    accessible_toilet = models.BooleanField(_("toegankelijk toilet"), null=True, blank=True)
    payment = models.JSONField(_("betalen"), default=list, blank=True, validators=[payment_codes(PAYMENT)])
    gift_voucher = models.BooleanField(_("neemt de cadeaubon van de gemeente"), null=True, blank=True)
    delivers = models.BooleanField(_("levert aan huis"), null=True, blank=True)

    opening_hours = models.TextField(
        _("openingsuren"),
        blank=True,
        validators=[readable_hours],
        help_text=_("Schrijf zoals je het zou zeggen: ma-vr 9u-12u30 en 13u30-18u; za 9u-17u. Weet je het niet: laat leeg."),
    )
    special_hours = models.TextField(blank=True, default="", db_default="", editable=False)
    openings_until = models.DateTimeField(null=True, blank=True, editable=False)
    photo = models.ForeignKey("media_library.SiteImage", verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    raw = models.JSONField(_("niet begrepen"), default=dict, blank=True, editable=False)
    provenance = models.JSONField(_("herkomst"), default=dict, blank=True, editable=False)
    confirmed_on = models.DateField(_("bevestigd"), null=True, blank=True, editable=False)
    open_reports = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    faded = models.PositiveSmallIntegerField(default=2, db_default=2, editable=False)
    vouched_on = models.DateField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("verzonnen, voor de demo"), default=False, editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="shop")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id", related_query_name="shop"
    )

    objects = ShopQuerySet.as_manager()

    class Meta:
        verbose_name = _("winkel")
        verbose_name_plural = _("winkels")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="one_shop_per_address_on_the_site"),
            models.UniqueConstraint(
                fields=["establishment_number"],
                condition=~models.Q(establishment_number=""),
                name="one_shop_per_establishment",
                violation_error_code="unique",  # by which Django says it at the field
                violation_error_message=_(
                    "Dit vestigingsnummer staat al bij een winkel in de gids. Klopt het nummer? Vraag het dan aan de provincie."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["live", "name", "id"], name="listed_by_name"),
            models.Index(fields=["live", "municipality", "name"], name="listed_in_a_municipality"),
            models.Index(fields=["live", "category", "name"], name="listed_in_a_category"),
            models.Index(fields=["latitude", "longitude"], name="near_by"),
            models.Index(fields=["live", "openings_until"], name="openings_run_out"),
            models.Index(fields=["municipality", "confirmed_on"], name="confirmed_long_ago"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With `update_fields` nothing beside the row changes: so Wagtail notes a draft, while `self` holds what the draft says."""
        if kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        upkeep.before_saving(self)
        super().save(*args, **kwargs)
        upkeep.after_saving(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        towns = upkeep.before_deleting(self)
        gone = super().delete(*args, **kwargs)
        upkeep.after_deleting(towns)
        return gone

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        upkeep.before_publishing(revision)
        super().publish(revision, *args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.slug and self.municipality_id and self.slug in upkeep.slugs_in_use(self, self.slug):
            raise ValidationError({"slug": _("Dit adres op de site is of was van een andere winkel.")})

    def get_workflow(self) -> Workflow | None:
        """The approval of the municipality where it stands: a draft that moves it elsewhere is judged there too."""
        stored = Shop.objects.filter(pk=self.pk).values_list("municipality_id", flat=True).first() if self.pk else None
        return moderation.workflow_for(stored or self.municipality_id)

    def full_address(self) -> str:
        """The address on one line, as far as it is known: "Bruggestraat 52 bus 3, 8700 Tielt"."""
        number = f"{self.house_number} bus {self.box}" if self.box else self.house_number
        street = f"{self.street} {number}".strip()
        town = f"{self.postcode} {self.place or self.municipality.name}".strip()
        return ", ".join(part for part in (street, town) if part)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return LANGUAGES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The shop's page as it would be, in the language called `mode_name`."""
        directory = apps.get_model("shops", "ShopDirectoryPage").objects.filter(locale__language_code=mode_name or "nl").first()
        if directory is None:
            return HttpResponse(status=204)
        with translation.override(directory.locale.language_code):
            return directory.preview_shop(self, request)

    def with_content_json(self, content: dict[str, Any]) -> "Shop":
        """What a draft says; on which special days the shop opens, and what visitors report, is no part of it."""
        draft: Shop = super().with_content_json(content)
        draft.special_hours, draft.open_reports = self.special_hours, self.open_reports
        return draft

    @property
    def effective_hours(self) -> str:
        """Its hours with the special days on which it opens, in the syntax of `opening_hours`; "" when nothing is known."""
        return hours.effective(self.opening_hours, self.special_hours)

    @property
    def telephone(self) -> PhoneNumber | None:
        """The number that one can call, nothing when what is stored is none."""
        is_number = isinstance(self.phone, PhoneNumber)  # its truth is the length of its text, which would have it checked once more
        return self.phone if is_number and self.phone.is_valid() else None

    @property
    def face(self) -> str:
        """The seed of its drawn front: the same in a list, on its page and on its poster."""
        return f"{self.municipality.slug}/{self.slug}"

    @property
    def is_from_osm(self) -> bool:
        """Whether any fact came from OpenStreetMap (source "osm" or "osm:name"), so that its attribution must stand on the page."""
        return any(known.get("source", "").partition(":")[0] == "osm" for known in self.provenance.values())

    @property
    def is_fading(self) -> bool:
        """Whether its age and what visitors report agree that something may be wrong."""
        return self.faded >= FADES

    def fact_source(self, fact: str) -> dict[str, str]:
        """Where `fact` comes from: {"source", "date"}, or nothing when that is not known."""
        return self.provenance.get(fact, {})

    @property
    def tells_in(self) -> str:
        """The language in which it is written to: the one in which it tells of itself, Dutch when it tells nothing or also Dutch. Reads `texts`."""
        told = {text.language for text in self.texts.all() if text.tagline or text.description}
        return "nl" if not told or "nl" in told else next(code for code, _name in LANGUAGES if code in told)

    def text_in(self, language: str) -> "ShopText | None":
        """What the shop tells in `language`, else in Dutch, else nothing. Reads `texts`, so prefetch them for lists."""
        by_language = {text.language: text for text in self.texts.all() if text.tagline or text.description}
        return by_language.get(language) or by_language.get("nl")


class ShopText(models.Model):
    """What a shop tells in one language."""

    shop = ParentalKey(Shop, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("taal"), max_length=2, choices=LANGUAGES, default="nl")
    tagline = models.CharField(_("in één zin"), max_length=160, blank=True)
    description = models.TextField(_("verhaal"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("tekst")
        verbose_name_plural = _("teksten")
        constraints: ClassVar = [models.UniqueConstraint(fields=["shop", "language"], name="one_text_per_language_of_a_shop")]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.language}"


class ShopSlug(models.Model):
    """An address that a shop has or once had; it leads to the present one for good."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="slugs")
    municipality = models.ForeignKey("municipalities.Municipality", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=140)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["municipality", "slug"], name="an_address_leads_to_one_shop")]

    def __str__(self) -> str:
        return self.slug
