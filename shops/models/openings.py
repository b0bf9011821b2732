"""A rolling table of when shops are open, so that "nu open" is a question to an index."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenInterval(models.Model):
    """One stretch in which a shop is open, in UTC, half-open: [starts_at, ends_at). Made from its hours, never edited."""

    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="open_intervals")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["starts_at", "ends_at", "shop"], name="open_at"),
            models.Index(fields=["ends_at"], name="next_closing"),
        ]
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="an_interval_has_length")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}-{self.ends_at:%H:%M}"


class SpecialOpening(models.Model):
    """A shop that opens on a day that its municipality announced, at hours of its own or those announced. Wall times in Brussels; closes at or
    before opens is past midnight. What it says stands in Shop.special_hours too (docs/decisions/0017-special-openings.md)."""

    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="special_openings")
    special_day = models.ForeignKey("municipalities.SpecialDay", verbose_name=_("dag"), on_delete=models.CASCADE, related_name="openings")
    day = models.DateField(_("dag"))
    opens = models.TimeField(_("van"))
    closes = models.TimeField(_("tot"))

    class Meta:
        verbose_name = _("bijzondere opening")
        verbose_name_plural = _("bijzondere openingen")
        indexes: ClassVar = [models.Index(fields=["day"], name="special_openings_by_day")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["shop", "special_day"], name="a_shop_opens_once_for_a_special_day")]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.day} {self.opens:%H:%M}-{self.closes:%H:%M}"
