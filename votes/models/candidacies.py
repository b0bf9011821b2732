"""Who stands: applications by shopkeepers and nominations by customers, moderated by the municipality; candidates as they were at opening."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gate.sealed_text import SealedTextField

PITCH, SUPPORTS = 300, 200  # characters
KEY_BYTES = 16


def new_key() -> str:
    """22 characters that fit in an address and that nobody guesses."""
    return secrets.token_urlsafe(KEY_BYTES)


class Submission(models.Model):
    """What somebody sends in about a shop, by an address that a mailed code confirms. The address is erased with the answer."""

    class State(models.TextChoices):
        NEW = "new", _("nog niet bevestigd")
        WAITING = "waiting", _("wacht op nazicht")
        APPROVED = "approved", _("aanvaard")
        REFUSED = "refused", _("niet aanvaard")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)  # in the address of the page that asks for the code
    language = models.CharField(max_length=10, default="nl", editable=False)
    email = SealedTextField(blank=True, editable=False)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.NEW, editable=False)
    created_at = models.DateTimeField(_("ingediend"), editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(_("beslist"), null=True, editable=False)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    reason = models.TextField(_("reden"), blank=True, editable=False)

    class Meta:
        abstract = True


class Application(Submission):
    """A shopkeeper who stands for their own shop."""

    round = models.ForeignKey("votes.Round", verbose_name=_("ronde"), on_delete=models.PROTECT, related_name="applications", editable=False)
    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="+", editable=False)
    contact_name = models.CharField(_("wie dient in"), max_length=120, blank=True, editable=False)
    pitch = models.TextField(_("waarom je op deze zaak stemt"), max_length=PITCH)
    supports = models.CharField(_("club of goed doel dat de zaak steunt"), max_length=SUPPORTS, blank=True)
    picture = models.ForeignKey("media_library.SiteImage", verbose_name=_("foto"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    consented_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("kandidatuur")
        verbose_name_plural = _("kandidaturen")
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "shop"], condition=Q(state__in=["waiting", "approved"]), name="one_standing_application_per_shop_and_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shop} ({self.round})"


class Nomination(Submission):
    """A customer who would like a shop to stand."""

    round = models.ForeignKey("votes.Round", verbose_name=_("ronde"), on_delete=models.PROTECT, related_name="nominations", editable=False)
    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.CASCADE, related_name="+", editable=False)
    pitch = models.TextField(_("waarom deze zaak"), max_length=PITCH)

    class Meta:
        verbose_name = _("voordracht")
        verbose_name_plural = _("voordrachten")
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return f"{self.shop} ({self.round})"


class Candidate(models.Model):
    """A shop as it stood when its round opened. Nothing that the shop changes afterwards changes here.

    number: its place in the order that was drawn (from 1), on the page, on posters and in the openings. face: the seed of its drawn front.
    has_own_picture: whether `picture` is a copy that nobody but the province can change (votes.candidate_pictures).
    """

    round = models.ForeignKey("votes.Round", verbose_name=_("ronde"), on_delete=models.PROTECT, related_name="candidates")
    number = models.PositiveSmallIntegerField(_("nummer"))
    shop = models.ForeignKey("shops.Shop", verbose_name=_("winkel"), on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(max_length=140)
    address = models.CharField(max_length=300, blank=True)
    face = models.CharField(max_length=240)
    category = models.ForeignKey("shops.Category", on_delete=models.SET_NULL, null=True, related_name="+")
    pitch = models.TextField(_("waarom je op deze zaak stemt"), blank=True)
    supports = models.CharField(_("club of goed doel"), max_length=SUPPORTS, blank=True)
    picture = models.ForeignKey("media_library.SiteImage", on_delete=models.SET_NULL, null=True, related_name="+")
    has_own_picture = models.BooleanField(default=False, db_default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("kandidaat")
        verbose_name_plural = _("kandidaten")
        ordering: ClassVar = ["round", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_candidate_per_number"),
            models.UniqueConstraint(fields=["round", "slug"], name="one_candidate_per_address"),
            models.UniqueConstraint(fields=["round", "shop"], name="a_shop_stands_once_in_a_round"),
        ]

    def __str__(self) -> str:
        return self.name
