"""The count, and what was published of it. Append-only, held by triggers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class RoundCount(models.Model):
    """The count of a round, made when it was frozen; shape in votes.round_figures. Nobody sees it before it is published but who publishes it."""

    round = models.OneToOneField("votes.Round", on_delete=models.PROTECT, related_name="count")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()

    def __str__(self) -> str:
        return f"count of {self.round_id}"


class PublishedResult(models.Model):
    """The downloads of a round, as they were published; they stay when slips are forgotten.

    receipts, openings: lists that cannot be joined. count, seal: JSON. Formats: votes.downloads.
    """

    round = models.OneToOneField("votes.Round", on_delete=models.PROTECT, related_name="result")
    count = models.OneToOneField(RoundCount, on_delete=models.PROTECT, related_name="published")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    frozen_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    receipts = models.TextField()
    openings = models.TextField()
    figures = models.TextField()
    seal = models.TextField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(by=F("frozen_by")), name="a_second_person_publishes")]

    def __str__(self) -> str:
        return f"result of {self.round_id}"
