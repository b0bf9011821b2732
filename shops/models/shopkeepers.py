"""Shopkeepers without a login: what the site may mail them, who proved a mailbox, and what they ask."""

import secrets
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gate.sealed_text import SealedTextField

KEY_BYTES = 24


def new_key() -> str:
    """32 characters that fit in an address and that nobody guesses."""
    return secrets.token_urlsafe(KEY_BYTES)


class Shopkeeper(models.Model):
    """What the site knows of whoever keeps a shop; there is none as long as nobody was asked anything.

    email: accepted by the municipality, and only for mails; "" is the one in the directory. asked_at: the last "klopt dit nog?".
    told_at: the last mail about a report. declined_at: no such mails any more.
    """

    shop = models.OneToOneField("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="shopkeeper")
    email = SealedTextField(blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_version = models.CharField(max_length=10, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("uitbater")
        verbose_name_plural = _("uitbaters")

    def __str__(self) -> str:
        return f"{self.shop_id}"


class OwnerVisit(models.Model):
    """Somebody who says that a shop is theirs, for as long as a form takes. key: in the address before the code, in a cookie after it.

    shop: None for one that is not in the directory yet. is_known: the mailbox is the one that the directory has for the shop, so what it says
    is the shop's word; another one may only ask the municipality. handed_in: "nieuw" or "vraag" once the visit did its one thing.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key)
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    email = SealedTextField()
    is_known = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="nl")
    created_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    handed_in = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = _("bezoek van een uitbater")
        verbose_name_plural = _("bezoeken van uitbaters")

    def __str__(self) -> str:
        return f"{self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether the mailbox was proven, the hour is not over, and nothing was handed in that ends it."""
        return self.proven_at is not None and at < self.until and not self.handed_in


class OwnerRequest(models.Model):
    """What a shopkeeper asks the municipality: a change, a new shop, or to be taken for the keeper of one. The address is erased with the answer.

    facts: names of the fields that a change is about. draft: the revision that holds it. workflow_state: where the municipality takes part.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("wijziging")
        NEW = "new", _("nieuwe winkel")
        CLAIM = "claim", _("wil de winkel beheren")

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht")
        APPROVED = "approved", _("goedgekeurd")
        REFUSED = "refused", _("geweigerd")

    kind = models.CharField(_("soort"), max_length=8, choices=Kind)
    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="requests")
    email = SealedTextField(blank=True)
    contact_name = SealedTextField(blank=True)
    words = SealedTextField(blank=True)
    language = models.CharField(max_length=10, default="nl")
    facts = models.JSONField(default=list, blank=True)
    draft = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    workflow_state = models.ForeignKey("wagtailcore.WorkflowState", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    consented_at = models.DateTimeField()
    consent_version = models.CharField(max_length=10)
    created_at = models.DateTimeField(_("ingestuurd"))
    state = models.CharField(_("stand"), max_length=8, choices=State, default=State.WAITING)
    reason = models.TextField(_("uitleg"), blank=True)
    decided_at = models.DateTimeField(_("beslist"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("vraag van een winkel")
        verbose_name_plural = _("vragen van winkels")
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="requests_that_wait")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shop"], condition=Q(state="waiting") & ~Q(kind="claim"), name="one_change_of_a_shop_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shop_id}"
