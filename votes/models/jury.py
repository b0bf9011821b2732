"""The provincial winner: what a jury says of the winners of the municipalities, and what is kept of it for good.

Criteria are rules of an edition and stand once it is announced. Jurors, points and motivations may change until somebody locks them (votes.jury);
counts, what happened to them, and the result are append-only, held by triggers (votes.province).
"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from votes.querysets import ProvincialCountQuerySet

MOST_POINTS = 100  # for one criterion
MOTIVATION = 1500  # characters


class JuryCriterion(Orderable):
    """What a jury looks at, in Dutch, and how many points it may give for it."""

    edition = ParentalKey("votes.Edition", on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterium"), max_length=60, help_text=_("In enkele woorden: “Vakkennis”."))
    about = models.CharField(_("wat je ermee bedoelt"), max_length=200, blank=True)
    points = models.PositiveSmallIntegerField(
        _("hoogstens zoveel punten"), default=10, validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("criterium van de jury")
        verbose_name_plural = _("criteria van de jury")
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "name"], name="a_criterion_stands_once")]

    def __str__(self) -> str:
        return self.name


class Juror(models.Model):
    """Who gives points, under a role ("Jurylid 1") or a name whose owner agreed to see it published."""

    edition = models.ForeignKey("votes.Edition", on_delete=models.PROTECT, related_name="jurors")
    name = models.CharField(_("naam of rol"), max_length=80)

    class Meta:
        verbose_name = _("jurylid")
        verbose_name_plural = _("juryleden")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "name"], name="a_juror_is_named_once")]

    def __str__(self) -> str:
        return self.name


class JuryScore(models.Model):
    """The points that one juror gives one finalist for one criterion."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(JuryCriterion, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey("votes.Candidate", on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("punten"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["juror", "criterion", "candidate"], name="points_are_given_once"),
            models.CheckConstraint(condition=Q(points__lte=MOST_POINTS), name="points_stay_within_the_most"),
        ]

    def __str__(self) -> str:
        return f"{self.points} by {self.juror_id} to {self.candidate_id}"


class JuryMotivation(models.Model):
    """What the jury says of a finalist, in Dutch."""

    candidate = models.OneToOneField("votes.Candidate", on_delete=models.PROTECT, related_name="motivation")
    text = models.TextField(_("motivering"), max_length=MOTIVATION)

    def __str__(self) -> str:
        return f"of {self.candidate_id}"


class ProvincialCount(models.Model):
    """Who won the province, locked by one person; shape of `figures` in votes.province. At most one of an edition was not given back."""

    edition = models.ForeignKey("votes.Edition", on_delete=models.PROTECT, related_name="provincial_counts")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()

    objects = ProvincialCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"provincial count of {self.edition_id}"


class ProvincialEvent(models.Model):
    """What happened to a count before it was published. data: of a lot that is announced, which draw decides, when it is
    over in UTC, the digest of the figures and the tied numbers; of one that is drawn also what that draw gave, and the number."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("teruggegeven")
        LOT_ANNOUNCED = "lot announced", _("loting aangekondigd")
        LOT_DRAWN = "lot drawn", _("lot getrokken")

    count = models.ForeignKey(ProvincialCount, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["count", "kind"], name="a_provincial_count_meets_it_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.count_id}"


class ProvincialResult(models.Model):
    """The provincial winner as it was published. figures: JSON as text, those of the count with "winners", "lot" and "returned"."""

    edition = models.OneToOneField("votes.Edition", on_delete=models.PROTECT, related_name="provincial_result")
    count = models.OneToOneField(ProvincialCount, on_delete=models.PROTECT, related_name="published")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    locked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    figures = models.TextField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(by=F("locked_by")), name="a_second_person_publishes_the_province")]

    def __str__(self) -> str:
        return f"provincial result of {self.edition_id}"
