"""What visitors say about an entry."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gate.sealed_text import SealedTextField

LONGEST_WORDS = 500


class ShopReport(models.Model):
    """A visitor says that a shop is gone, or that a fact is wrong. Nothing of the visitor stands here; `words` may, so they are sealed.

    settled_at, outcome: empty as long as the municipality did not look at it.
    """

    class What(models.TextChoices):
        GONE = "gone", _("De winkel bestaat niet meer")
        HOURS = "hours", _("De openingsuren kloppen niet")
        PLACE = "place", _("Het adres klopt niet")
        CONTACT = "contact", _("Telefoon, mail of website klopt niet")
        OTHER = "other", _("Iets anders")

    class Outcome(models.TextChoices):
        MENDED = "mended", _("klopt, aangepast")
        REMOVED = "removed", _("winkel is weg")
        RIGHT = "right", _("klopt niet: het staat goed")

    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="reports")
    what = models.CharField(_("wat"), max_length=8, choices=What)
    words = SealedTextField(_("in eigen woorden"), blank=True)
    created_at = models.DateTimeField(_("gemeld"))
    settled_at = models.DateTimeField(_("afgehandeld"), null=True, blank=True, db_index=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("hoe"), max_length=8, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("melding van een bezoeker")
        verbose_name_plural = _("meldingen van bezoekers")
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["shop", "created_at"], condition=Q(settled_at=None), name="open_reports_of_a_shop")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")), name="a_settled_report_says_how"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.what}"
