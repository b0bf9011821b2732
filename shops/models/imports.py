"""What an import was asked, what it says about each row, and what it did: enough to try it again and to take it back."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

UNDO_DAYS = 30
UNCONFIRMED_DAYS = 7


class ImportBatch(models.Model):
    """One import of one file.

    claim: token of the worker that is at it, "" while the step waits for one. since: when the state was entered, or claimed.
    foretold: the counts of the preview. counts: those of the import itself. trouble: why a step failed, in Dutch, to be shown.
    refused_open: refused rows that somebody may still want to mend; 0 once they are settled.
    headers: of a table its titles, as the cells of refused rows follow them. columns: of each what it holds (shops.importing.columns.Chosen).
    is_partial: the file is not the whole list, so what is not in it is not gone. mends: the import of which it has refused rows.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("wacht op de kolommen")
        READING = "reading", _("wordt gelezen")
        READY = "ready", _("klaar om na te kijken")
        RUNNING = "running", _("wordt ingevoerd")
        DONE = "done", _("ingevoerd")
        FAILED = "failed", _("mislukt")
        UNDOING = "undoing", _("wordt ongedaan gemaakt")
        UNDONE = "undone", _("ongedaan gemaakt")

    source = models.CharField(_("bron"), max_length=60)
    file_name = models.CharField(_("bestand"), max_length=200)
    municipality = models.ForeignKey(
        "municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("door"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(_("begonnen"))
    counts = models.JSONField(_("aantallen"), default=dict)

    state = models.CharField(_("stand"), max_length=8, choices=State, default=State.DONE)
    claim = models.CharField(max_length=32, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(_("wat er misging"), blank=True)
    foretold = models.JSONField(default=dict, blank=True)
    unknown_columns = models.JSONField(default=list, blank=True)
    headers = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=list, blank=True)
    is_partial = models.BooleanField(default=False)
    mends = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="mended_by")
    refused_open = models.PositiveIntegerField(_("geweigerde rijen"), default=0)
    confirmed_at = models.DateTimeField(_("bevestigd"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(_("ingevoerd op"), null=True, blank=True)
    undone_at = models.DateTimeField(_("ongedaan gemaakt op"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-started_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "refused_open"], name="refused_rows_that_wait")]

    def __str__(self) -> str:
        return f"{self.source}: {self.file_name}"

    @property
    def is_busy(self) -> bool:
        """Whether a worker is at it, or will be."""
        return self.state in (self.State.READING, self.State.RUNNING, self.State.UNDOING)

    @property
    def may_choose_columns(self) -> bool:
        """Whether the file waits, is a table, and nobody confirmed what it says."""
        waits = self.state in (self.State.MAPPING, self.State.READY) or (self.state == self.State.FAILED and self.confirmed_at is None)
        return waits and bool(self.headers)

    def may_be_undone(self, at: datetime) -> bool:
        """For UNDO_DAYS after it was done; what ran before there was a journal says nothing about when it ended."""
        return self.state == self.State.DONE and self.finished_at is not None and at - self.finished_at <= timedelta(days=UNDO_DAYS)


class ImportPiece(models.Model):
    """A stretch of the file, kept in the database: nobody reaches it by an address, and every worker does."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "number"], name="one_piece_per_number_of_a_file")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"


class ImportRow(models.Model):
    """What an import says about a row: what it will do (in a preview) or did.

    line: where it stands in the file, or the number in the source of one that is gone. changes: [{"fact", "was", "becomes"}], values as
    they are stored; "raw": true for a text that was not understood. differs: other than the preview said. cells: of a refused row of a table
    all that stands in it. doubt: of a question {"kind", "shops": [{"pk", "words"}], "what", "shop"}: what it was taken for, "said" when
    somebody said so.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("nieuw")
        CHANGED = "changed", _("gewijzigd")
        REFUSED = "refused", _("geweigerd")
        DUPLICATE = "duplicate", _("dubbel")
        GONE = "gone", _("verdwenen uit de bron")
        QUESTION = "question", _("te beslissen")
        DOUBT = "doubt", _("na te kijken")
        AS_BEFORE = "as_before", _("toch niet gewijzigd")
        KEPT = "kept", _("gebleven")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    line = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    changes = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=list, blank=True)
    doubt = models.JSONField(default=dict, blank=True)
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, null=True, blank=True, related_name="import_rows")
    differs = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        indexes: ClassVar = [models.Index(fields=["batch", "kind", "position"], name="rows_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.line} {self.name}".strip()


class ImportChange(models.Model):
    """The journal: one thing that an import did to a shop, so that it can be taken back.

    MADE: after {"seal": digest of the shop as it was left}. CHANGED: before and after {"facts", "provenance", "raw"}, each by fact and only
    what differs, null for what was not there. SOURCE: before and after the columns of a ShopSource, before null when it was made.
    """

    class What(models.TextChoices):
        MADE = "made", _("gemaakt")
        CHANGED = "changed", _("gewijzigd")
        SOURCE = "source", _("bron")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="journal")
    shop = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="import_changes")
    what = models.CharField(max_length=7, choices=What)
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["batch", "what", "id"], name="journal_of_a_batch")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.what} {self.shop_id}"


class ColumnChoice(models.Model):
    """What somebody said that the columns of a source hold, for the next file of it.

    facts: by title as `columns.header_word` writes it, what the column holds, "" for a column that is not used.
    municipality: for whom; None for lists of the whole region.
    """

    source = models.CharField(_("bron"), max_length=60)
    municipality = models.ForeignKey("municipalities.Municipality", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "municipality"], name="one_choice_of_columns_per_source_of_a_town"),
            models.UniqueConstraint(fields=["source"], condition=models.Q(municipality=None), name="one_choice_of_columns_per_source_of_the_region"),
        ]

    def __str__(self) -> str:
        return self.source


class ImportDecision(models.Model):
    """What somebody said of a row that raises a question (shops.importing.doubts). line: "" for all rows of the kind. shop: which it is."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=7)
    line = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=4)
    shop = models.ForeignKey("shops.Shop", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "kind", "line"], name="one_decision_per_row_or_kind_of_an_import")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line or self.kind}: {self.what}"
