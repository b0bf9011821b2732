"""Slips say that somebody voted, ballots what was voted. Keys are random, so that no order joins them."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Ballot(models.Model):
    """One confirmed vote. Append-only, held by triggers (votes.triggers). No identity, no time finer than the day.

    commitment: votes.commitment.commit(nonce, number of the candidate, round), public once sealed; nonce: public after the count.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="ballots")
    candidate = models.ForeignKey("votes.Candidate", on_delete=models.PROTECT, related_name="ballots")
    nonce = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64, unique=True)
    day = models.DateField()
    is_local = models.BooleanField()

    def __str__(self) -> str:
        return self.commitment[:8]


class Slip(models.Model):
    """That an identity voted. The only rows of the vote that are erased: votes.forgetting writes them anew without what leads to anybody.

    seconds_to_code: from when the mail server took the mail until the code was typed; empty when that is not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    scope = models.CharField(max_length=30)
    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="slips")
    identity_mac = models.CharField(max_length=64, blank=True)
    network_mac = models.CharField(max_length=64, blank=True)
    domain_class = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    seconds_to_code = models.PositiveIntegerField(null=True)
    receipt = models.CharField(max_length=24, unique=True)
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, null=True, related_name="slip")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "identity_mac"], condition=~Q(identity_mac=""), name="one_ballot_per_identity_and_scope")
        ]
        indexes: ClassVar = [models.Index(fields=["round", "confirmed_at"], name="turnout_of_a_round")]

    def __str__(self) -> str:
        return f"slip of {self.round_id}"


class BallotEvent(models.Model):
    """What happened to a ballot or a round afterwards. Append-only, held by triggers. Part of the chain (votes.seal).

    by: the number of the user who did it; empty when a rule or the clock did. data: figures, never anything about a person.
    """

    class Kind(models.TextChoices):
        LINED_UP = "lined up", _("kandidaten vastgelegd")
        DEADLINE_MOVED = "deadline moved", _("later gesloten")
        CANDIDATE_WITHDRAWN = "candidate withdrawn", _("kandidaat trok zich terug")
        SET_APART = "set apart", _("apart gelegd")
        RELEASED = "released", _("vrijgegeven")
        REJECTED = "rejected", _("niet meegeteld")
        LOT_ANNOUNCED = "lot announced", _("loting aangekondigd")
        LOT_DRAWN = "lot drawn", _("lot getrokken")
        FROZEN = "frozen", _("geteld")
        PUBLISHED = "published", _("bekendgemaakt")
        CANCEL_ASKED = "cancelling asked", _("gevraagd om af te gelasten")
        CANCELLED = "cancelled", _("afgelast")

    id = models.UUIDField(primary_key=True, default=uuid4)
    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="events")
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, null=True, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField(null=True)
    rule = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["round", "kind"], name="events_of_a_round")]

    def __str__(self) -> str:
        return f"{self.kind} {self.round_id}"

    def as_sealed(self) -> dict[str, object]:
        """What the chain holds of it: {"event": uuid, "round", "ballot": commitment or "", "kind", "at": UTC, "by", "rule", "reason", "data"}.

        Of a ballot only the day is told: an event to the second would tell when somebody voted.
        """
        return {
            "event": str(self.id),
            "round": self.round_id,
            "ballot": self.ballot.commitment if self.ballot else "",
            "kind": self.kind,
            "at": f"{self.at:%Y-%m-%d}" if self.ballot else in_utc(self.at),
            "by": self.by,
            "rule": self.rule,
            "reason": self.reason,
            "data": self.data,
        }


def in_utc(at: datetime) -> str:
    """ "2027-03-01T08:00:05Z": to the second, the same on every database."""
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"
