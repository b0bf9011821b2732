"""An edition is one campaign year of the province; a round is the race of one municipality within it."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField

from shops.models.shop import LANGUAGES
from votes.querysets import RoundQuerySet

GRACE = timedelta(minutes=30)  # a code that was asked for in time may be typed until this after closing
REVIEW = (timedelta(days=3), timedelta(days=14))  # the shortest and longest time for objections
REMEMBERED = timedelta(days=30)  # from publication until slips forget whose they were


class Edition(ClusterableModel):
    """One year of the campaign, with its own public rules. `scheduled_at` fixes the rules; from then on the clock decides."""

    class Scope(models.TextChoices):
        EDITION = "edition", _("één stem in heel de provincie")
        ROUND = "round", _("één stem in elke gemeente")

    class Stands(models.TextChoices):
        ALL = "all", _("alle winkels van de gids")
        INDEPENDENTS = "independents", _("alleen zelfstandige zaken, geen keten of franchise")

    class TieRule(models.TextChoices):
        EX_AEQUO = "ex aequo", _("ex aequo: allebei ambassadeur")
        LOT = "lot", _("het lot beslist, in het openbaar")

    IN_DUTCH: ClassVar = ("name", "jury_criteria", "prize")  # told here in Dutch, and in EditionText in the other languages

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True, validators=[MinValueValidator(2018), MaxValueValidator(2100)])
    name = models.CharField(_("naam"), max_length=80, help_text=_("Zoals bezoekers ze lezen: “Ambassadeur van het jaar 2027”."))
    scope = models.CharField(_("wie mag hoe vaak stemmen"), max_length=8, choices=Scope, default=Scope.EDITION)
    stands = models.CharField(_("wie mag kandidaat zijn"), max_length=12, choices=Stands, default=Stands.ALL)
    tie_rule = models.CharField(_("bij gelijke stand"), max_length=8, choices=TieRule, default=TieRule.EX_AEQUO)
    has_jury = models.BooleanField(_("een jury kiest de provinciale winnaar onder de winnaars"), default=False)
    jury_criteria = models.TextField(_("waarop de jury let"), blank=True)
    prize = models.TextField(
        _("prijs voor wie stemt"), blank=True, help_text=_("Leeg als er niets te winnen valt. Een prijs door loting mag niet zomaar.")
    )
    prize_by_lot = models.BooleanField(_("de prijs wordt verloot"), default=False)
    lottery_licence = models.CharField(_("nummer van de vergunning voor de loterij"), max_length=80, blank=True)
    tiebreak_question = models.CharField(_("schiftingsvraag"), max_length=200, blank=True)

    candidacy_from = models.DateTimeField(_("kandidaten kunnen zich melden vanaf"))
    candidacy_until = models.DateTimeField(_("tot"))
    opens_at = models.DateTimeField(_("stemmen vanaf"))
    closes_at = models.DateTimeField(_("stemmen tot"))
    review_until = models.DateTimeField(_("nazicht en bezwaren tot"))
    observers = models.TextField(
        _("waarnemers"), blank=True, help_text=_("E-mailadressen, één per regel. Zij krijgen terwijl de stemming loopt elk uur de zegels.")
    )
    objections_to = models.EmailField(
        _("e-mailadres voor bezwaren"),
        blank=True,
        help_text=_("Staat op de pagina van de stemming en bij elke uitslag. Kies een postbus die meer mensen lezen."),
    )
    scheduled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("editie")
        verbose_name_plural = _("edities")
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(candidacy_from__lt=F("candidacy_until"), opens_at__lt=F("closes_at"), closes_at__lt=F("review_until"))
                & Q(candidacy_until__lte=F("opens_at")),
                name="an_edition_runs_forward",
                violation_error_message=_("Deze data lopen niet na elkaar: eerst kandidaten, dan stemmen, dan nazicht."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> tuple[str, str]:
        """(what it is called, the language of that): the reader's where it was translated, else Dutch. Asks for its texts."""
        return self.told_in("name", language)

    def told_in(self, field: str, language: str) -> tuple[str, str]:
        """(what a field of EditionText says, the language of that), as `name_in` does; "" where the edition has no such field in Dutch."""
        told = "" if language == "nl" else next((getattr(text, field) for text in self.texts.all() if text.language == language), "")
        return (told, language) if told.strip() else (getattr(self, field) if field in self.IN_DUTCH else "", "nl")

    def takes_candidates(self, at: datetime) -> bool:
        return self.scheduled_at is not None and self.candidacy_from <= at < self.candidacy_until


class EditionText(models.Model):
    """The rules of an edition in one language, and what it is called there; what is left empty is told in Dutch.

    criteria: one a line, in the order of `JuryCriterion` ("Savoir-faire: connaît ses produits"), read by votes.told_in.
    """

    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("taal"), max_length=2, choices=LANGUAGES)
    name = models.CharField(_("naam van de editie"), max_length=80, blank=True, help_text=_("Leeg: dan staat er de Nederlandse."))
    rules = RichTextField(_("spelregels"), features=["h2", "h3", "bold", "italic", "link", "ul", "ol"])
    jury_criteria = models.TextField(
        _("waarop de jury let"), blank=True, help_text=_("Zoals hierboven in het Nederlands. Leeg: dan staat er het Nederlands.")
    )
    criteria = models.TextField(
        _("criteria van de jury"), blank=True, help_text=_("Eén per regel, in dezelfde volgorde: “Savoir-faire: connaît ses produits”.")
    )
    prize = models.TextField(_("prijs voor wie stemt"), blank=True, help_text=_("Leeg: dan staat er het Nederlands."))

    class Meta:
        verbose_name = _("spelregels")
        verbose_name_plural = _("spelregels")
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "language"], name="rules_once_per_language")]

    def __str__(self) -> str:
        return f"{self.edition} ({self.language})"


class MailDomainRule(models.Model):
    """What the province adds to votes.identity's own table: which addresses of a mail domain are one mailbox."""

    domain = models.CharField(_("domein"), max_length=253, unique=True, help_text=_("Wat na het apenstaartje komt."))
    same_as = models.CharField(_("is hetzelfde als"), max_length=253, blank=True)
    strip_dots = models.BooleanField(_("punten tellen niet mee"), default=False)
    tag_sign = models.CharField(_("teken waarna niets meer meetelt"), max_length=1, blank=True)

    class Meta:
        verbose_name = _("regel voor een maildomein")
        verbose_name_plural = _("regels voor maildomeinen")
        ordering: ClassVar = ["domain"]

    def __str__(self) -> str:
        return self.domain


class Round(models.Model):
    """The race of one municipality. Its dates are the edition's unless `has_own_dates`. The window is [opens_at, closes_at) in UTC.

    order_seed: drawn when the round is scheduled, published when it opens; candidates stand in the order it gives (votes.lineup).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in voorbereiding")
        SCHEDULED = "scheduled", _("gepland")
        REVIEW = "review", _("in nazicht")
        FROZEN = "frozen", _("geteld")
        PUBLISHED = "published", _("bekend")
        ARCHIVED = "archived", _("archief")
        CANCELLED = "cancelled", _("afgelast")

    edition = models.ForeignKey(Edition, verbose_name=_("editie"), on_delete=models.PROTECT, related_name="rounds")
    municipality = models.ForeignKey("municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, related_name="rounds")
    opens_at = models.DateTimeField(_("stemmen vanaf"))
    closes_at = models.DateTimeField(_("stemmen tot"))
    review_until = models.DateTimeField(_("nazicht en bezwaren tot"))
    has_own_dates = models.BooleanField(default=False, editable=False)
    order_seed = models.CharField(max_length=32, blank=True, editable=False)
    known_as = models.CharField(max_length=20, blank=True, editable=False)
    scheduled_at = models.DateTimeField(null=True, editable=False)
    lined_up_at = models.DateTimeField(null=True, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.TextField(blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("ronde")
        verbose_name_plural = _("rondes")
        ordering: ClassVar = ["-edition__year", "municipality__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "municipality"], name="one_round_per_municipality_and_edition"),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at"), closes_at__lt=F("review_until")), name="a_round_runs_forward"),
            models.CheckConstraint(condition=Q(published_at=None) | Q(frozen_at__isnull=False), name="published_after_it_was_frozen"),
            models.CheckConstraint(condition=Q(cancelled_at=None) | Q(published_at=None), name="a_published_round_is_not_cancelled"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.edition.year}"

    def state(self, at: datetime) -> State:
        """What the round is at a moment of the database's clock: nothing has to happen for it to open or to close."""
        if self.cancelled_at:
            return self.State.CANCELLED
        if self.published_at:
            return self.State.ARCHIVED if at >= self.published_at + REMEMBERED else self.State.PUBLISHED
        if self.frozen_at:
            return self.State.FROZEN
        if self.scheduled_at is None:
            return self.State.DRAFT
        return self.State.SCHEDULED if at < self.closes_at else self.State.REVIEW

    def is_open(self, at: datetime) -> bool:
        """Whether one may ask to vote."""
        return self.state(at) == self.State.SCHEDULED and at >= self.opens_at

    def has_opened(self, at: datetime) -> bool:
        """Whether it is, or was, open; not counted or cancelled."""
        return bool(self.scheduled_at) and not self.cancelled_at and not self.frozen_at and self.opens_at <= at

    def takes_codes(self, at: datetime) -> bool:
        """Whether a code may be typed: half an hour longer than one may ask for it, never after the count."""
        return self.has_opened(at) and at < self.closes_at + GRACE

    @property
    def code(self) -> str:
        """Its name in commitments and downloads, "2027-37015", as it was when the round was announced: a municipality may get another number."""
        return self.known_as or f"{self.edition.year}-{self.municipality.nis}"

    @property
    def scope(self) -> str:
        """The name of the scope in which one mailbox votes once, and of its key."""
        return f"edition-{self.edition_id}" if self.edition.scope == Edition.Scope.EDITION else f"round-{self.pk}"
