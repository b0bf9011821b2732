"""Days on which the shops of a municipality may open as they do not otherwise: a koopzondag, a braderie."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.querysets import SpecialDayQuerySet

USUAL = (time(10), time(18))  # offered where nobody announced hours


class SpecialDay(models.Model):
    """One day that a municipality announced, in Brussels; made from what it published (the room that knows it says so), never edited.

    source, key: which announcement, and which part of it; a part that is moved to another day keeps its key. kind: a word ("koopzondag").
    names: {language: title}, the Dutch one always there. opens, closes: wall times, both empty when nobody said them; closes at or before
    opens is past midnight.
    """

    municipality = models.ForeignKey("municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.CASCADE, related_name="special_days")
    source = models.UUIDField(db_index=True)
    key = models.CharField(max_length=24)
    day = models.DateField(_("dag"))
    opens = models.TimeField(_("van"), null=True, blank=True)
    closes = models.TimeField(_("tot"), null=True, blank=True)
    kind = models.CharField(max_length=16)
    names = models.JSONField(_("naam"), default=dict)

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijzondere dag")
        verbose_name_plural = _("bijzondere dagen")
        indexes: ClassVar = [models.Index(fields=["day", "municipality"], name="special_days_to_come")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["municipality", "source", "day"], name="announced_once_for_a_day")]

    def __str__(self) -> str:
        return f"{self.name_in('nl')} {self.day}"

    def name_in(self, language: str) -> str:
        """Its title in `language`, else in Dutch."""
        return self.names.get(language) or self.names.get("nl", "")

    @property
    def hours(self) -> tuple[time, time] | None:
        """(opens, closes) as announced."""
        return (self.opens, self.closes) if self.opens is not None and self.closes is not None else None

    @property
    def offered_hours(self) -> tuple[time, time]:
        """(opens, closes) of a shop that says yes and nothing else."""
        return self.hours or USUAL
