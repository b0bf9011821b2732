"""A rolling table of when shops are open, so that "nu open" is a question to an index."""

from typing import ClassVar

from django.db import models


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
