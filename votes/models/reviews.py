"""Suspicion, handled in the open: clusters of ballots that a rule set apart, and what two people decide about them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Cluster(models.Model):
    """Ballots that one rule set apart together. People see its letter, the rule and figures; never for whom the ballots are.

    key: what the rule calls it (votes.suspicion), so that what is found later joins it. explanation: figures that name no candidate.
    """

    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="clusters")
    rule = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    letter = models.CharField(max_length=4)
    opened_at = models.DateTimeField()
    explanation = models.JSONField(default=dict)
    ballots = models.ManyToManyField("votes.Ballot", related_name="clusters")

    class Meta:
        verbose_name = _("groep stemmen")
        verbose_name_plural = _("groepen stemmen")
        ordering: ClassVar = ["round", "opened_at", "letter"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "rule", "key"], name="one_cluster_per_finding"),
            models.UniqueConstraint(fields=["round", "letter"], name="one_cluster_per_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.letter}"


class Proposal(models.Model):
    """What one person proposes about a cluster, and whether a second one agrees.

    size, digest: of the ballots that it is about (votes.reviewing.digest_of). Nothing joins them while it waits, nor once it is agreed.
    """

    class Verdict(models.TextChoices):
        RELEASE = "release", _("meetellen")
        REJECT = "reject", _("niet meetellen")

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="proposals")
    verdict = models.CharField(_("voorstel"), max_length=8, choices=Verdict)
    reason = models.TextField(_("reden"))
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("by")), name="a_second_person_decides"),
            models.UniqueConstraint(fields=["cluster"], condition=Q(decided_at=None), name="one_open_proposal_per_cluster"),
            models.UniqueConstraint(fields=["cluster"], condition=Q(agreed=True), name="one_decision_per_cluster"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.cluster}"
