"""Mails on their way out, and the links and codes that they carry. Links and codes are stored as keyed hashes alone."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gate.sealed_text import SealedTextField


class OutgoingMail(models.Model):
    """One mail to one mailbox. mail.outbox stores it, mail.delivery sends it; what it says is sealed, and erased once it is gone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht")
        SENT = "sent", _("verstuurd")
        GIVEN_UP = "given up", _("opgegeven")

    template = models.CharField(max_length=100)
    language = models.CharField(max_length=10)
    about = models.CharField(
        max_length=64, blank=True, default="", db_default=""
    )  # what the caller counts its mails by ("round 17"); nothing of a person
    to = SealedTextField(blank=True)
    reply_to = SealedTextField(blank=True)  # empty: nobody reads an answer
    subject = SealedTextField(blank=True)
    text = SealedTextField(blank=True)
    html = SealedTextField(blank=True)
    message_id = models.CharField(max_length=255, unique=True)  # the same at every try, so that a mail server knows a duplicate
    once = models.CharField(max_length=64, blank=True)  # keyed hash of what the caller named it
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)  # a worker is sending it; when it is killed, another may after this
    forget_at = models.DateTimeField(null=True, blank=True, db_index=True)  # what it says is erased then, sent or not
    sent_at = models.DateTimeField(null=True, blank=True)  # when the mail server had taken it
    given_up_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=100, blank=True)  # of the last try: a code or the kind of an error, never an address

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="mail_due"),
            models.Index(fields=["about", "state"], condition=~models.Q(about=""), name="mail_about"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["once"], condition=~models.Q(once=""), name="one_mail_per_name")]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"


class OneTimeLink(models.Model):
    """A link in a mail that does one thing once. mail.links makes, looks at and uses it."""

    purpose = models.CharField(max_length=50)
    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    def has_expired(self, at: datetime) -> bool:
        return self.expires_at <= at


class OneTimeCode(models.Model):
    """Six digits that somebody types over from a mail. mail.codes makes and checks it; it is deleted when it was right."""

    purpose = models.CharField(max_length=50)
    subject_hash = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["purpose", "subject_hash"], name="one_code_per_purpose_and_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
