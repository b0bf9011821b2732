"""Where a municipality ends, for the map."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Border(models.Model):
    """The border of one municipality, loaded with all others from one file (municipalities.outlines), never edited.

    rings: packed as municipalities.borders does. source: who is named on the map.
    """

    municipality = models.OneToOneField("municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.CASCADE, related_name="border")
    rings = models.JSONField()
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("grens van een gemeente")
        verbose_name_plural = _("grenzen van gemeenten")

    def __str__(self) -> str:
        return str(self.municipality_id)
