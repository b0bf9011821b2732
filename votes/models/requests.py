"""What is known of voters while they vote. All of it goes: see votes.forgetting."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gate.sealed_text import SealedTextField
from votes.models.candidacies import new_key
from votes.querysets import VoteRequestQuerySet


class VoteRequest(models.Model):
    """A voter's unconfirmed wish. Lives hours. What becomes of it is decided by the worker that mails it, never by the page that stored it.

    code_hash: of the last code that was mailed. receipt: filled by the vote, which empties address and candidate.
    turn: of one that came without a proof when the budget of its round was spent: its place among those of its network, from 1 (votes.asking.turns).
    """

    key = models.CharField(primary_key=True, max_length=32, default=new_key)
    round = models.ForeignKey("votes.Round", on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey("votes.Candidate", on_delete=models.PROTECT, null=True, related_name="+")
    identity_mac = models.CharField(max_length=64)
    address = SealedTextField(blank=True)
    network_mac = models.CharField(max_length=64)
    domain_class = models.CharField(max_length=40)
    is_local = models.BooleanField()
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    mail_due_at = models.DateTimeField(null=True)  # a mail is wanted from this moment; empty when it was made
    turn = models.PositiveIntegerField(null=True)
    mail = models.ForeignKey("mail.OutgoingMail", on_delete=models.SET_NULL, null=True, related_name="+")
    code_hash = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_replaced = models.BooleanField(default=False)
    receipt = models.CharField(max_length=24, blank=True)

    objects = VoteRequestQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["identity_mac", "round"], name="requests_of_an_identity"),
            models.Index(fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="requests_to_mail"),
            models.Index(fields=["round", "network_mac"], condition=Q(turn__isnull=False), name="queued_requests_of_a_network"),
            models.Index(fields=["created_at"], name="requests_by_age"),
        ]

    def __str__(self) -> str:
        return f"request of {self.round_id}"


class Mailbox(models.Model):
    """How many mails an identity got, and whether its owner said "that was not me"."""

    scope = models.CharField(max_length=30)
    identity_mac = models.CharField(max_length=64)
    mails = models.PositiveSmallIntegerField(default=0)
    mails_on_day = models.PositiveSmallIntegerField(default=0)
    day = models.DateField()
    blocked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scope", "identity_mac"], name="one_mailbox_per_identity_and_scope")]

    def __str__(self) -> str:
        return f"mailbox in {self.scope}"
