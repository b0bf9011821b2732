"""How often each page was looked at. The only rows of this room."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageVisits(models.Model):
    """The visits of one day (in Brussels) to one page, in whatever language; nothing about who visited.

    kind: "home", "municipality", "directory", "shop". key: which one, where the municipality does not say it (the key of a shop).
    """

    day = models.DateField(_("dag"))
    kind = models.CharField(_("soort bladzijde"), max_length=20)
    key = models.CharField(_("welke"), max_length=40, blank=True)
    municipality_slug = models.CharField(_("gemeente"), max_length=80, blank=True)
    count = models.PositiveIntegerField(_("keer bekeken"))

    class Meta:
        verbose_name = _("bezoek aan een bladzijde")
        verbose_name_plural = _("bezoeken aan bladzijden")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "kind", "key", "municipality_slug"], name="one_row_of_visits_per_day_and_page"),
        ]
        indexes: ClassVar = [models.Index(fields=["municipality_slug", "day"], name="visits_of_a_municipality")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.key} {self.municipality_slug}: {self.count}"
