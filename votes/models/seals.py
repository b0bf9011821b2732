"""The chain over commitments and events, and its heads as they were published. Append-only, held by triggers."""

from typing import ClassVar

from django.db import models


class SealedEntry(models.Model):
    """One link: head = SHA-256(head before it + digest). What is sealed and cannot be found any more, or found and not sealed, was tampered with.

    position: from 1, without gaps. batch: sealed together; within it ballots stand sorted by commitment, so that no order is told.
    """

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="sealed")
    position = models.PositiveIntegerField()
    batch = models.PositiveIntegerField()
    is_ballot = models.BooleanField()
    digest = models.CharField(max_length=64)
    head = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["round", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="one_link_per_position"),
            models.UniqueConstraint(fields=["round", "digest"], name="nothing_is_sealed_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}:{self.position}"


class SealHead(models.Model):
    """The head of the chain as it was published at `at`; also mailed to the observers, so that it stands outside of the database."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="heads")
    at = models.DateTimeField()
    position = models.PositiveIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["round", "at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "at"], name="one_head_per_moment")]

    def __str__(self) -> str:
        return f"{self.round_id}:{self.position}"
