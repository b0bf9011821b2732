"""Where shops come from, and who asked to stay away."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShopSource(models.Model):
    """A shop as a source knows it: the same (source, ref) in a later file is the same shop.

    is_held: somebody said that it is this shop (a merger, a decision in an import), so it is, whatever the source calls it.
    """

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="sources")
    source = models.CharField(_("bron"), max_length=60)
    ref = models.CharField(_("nummer in de bron"), max_length=200)
    region = models.CharField(max_length=10, blank=True, help_text="NIS code of the municipality that was read for, or empty for all")
    fingerprint = models.CharField(max_length=64, blank=True)
    is_held = models.BooleanField(default=False, db_default=False)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    vanished_at = models.DateTimeField(_("verdwenen uit de bron"), null=True, blank=True)

    class Meta:
        verbose_name = _("bron van een winkel")
        verbose_name_plural = _("bronnen van winkels")
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "ref"], name="one_shop_per_ref_of_a_source")]
        indexes: ClassVar = [models.Index(fields=["source", "region", "vanished_at"], name="seen_in_a_region")]

    def __str__(self) -> str:
        return f"{self.source} {self.ref}"


class Suppression(models.Model):
    """A shop that its owner wants to see nowhere. Only keyed hashes of how it would be recognised are kept, no name, no address."""

    key_hash = models.CharField(max_length=64, unique=True)
    removed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("winkel die wegblijft")
        verbose_name_plural = _("winkels die wegblijven")

    def __str__(self) -> str:
        return self.key_hash[:12]
