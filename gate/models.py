"""How often something was asked, and which proofs are spent. Rows that say nothing about whom, and are gone a day after they count."""

from typing import ClassVar

from django.db import models


class Throttle(models.Model):
    """One visitor (or address) under one rule within one window. Written by gate.throttle alone."""

    key = models.CharField(max_length=64, primary_key=True)  # keyed hash of rule and subject, under the key of the day
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(count__gte=1), name="a_throttle_counts_from_one")]

    def __str__(self) -> str:
        return f"{self.key[:8]} x {self.count}"


class SpentProof(models.Model):
    """A proof of work that did its work. Written by gate.proof_of_work alone, whose insert lets the primary key decide who was first."""

    key = models.CharField(max_length=32, primary_key=True)  # the challenge's nonce: random, signed, one per challenge
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
