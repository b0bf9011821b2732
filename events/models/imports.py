"""What an import of a calendar or a list was asked, what it says of each event in the file, and what it did."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

UNDO_DAYS = 30
UNCONFIRMED_DAYS = 7


class CalendarImport(models.Model):
    """One import of one file.

    municipality: None for the agenda of the whole province. claim: token of the worker that is at it, "" while the step waits for one. since: when
    the state was entered, or claimed. columns: fact per column of a table, "" for one that is not used. notes: Dutch sentences about the file as a
    whole. foretold: the counts of the preview. counts: those of the import itself. trouble: why a step failed, in Dutch, to be shown.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("wacht op de kolommen")
        READING = "reading", _("wordt gelezen")
        READY = "ready", _("klaar om na te kijken")
        RUNNING = "running", _("wordt ingelezen")
        DONE = "done", _("ingelezen")
        FAILED = "failed", _("mislukt")
        UNDOING = "undoing", _("wordt ongedaan gemaakt")
        UNDONE = "undone", _("ongedaan gemaakt")

    municipality = models.ForeignKey(
        "municipalities.Municipality", verbose_name=_("gemeente"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("door"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(_("begonnen"))
    file_name = models.CharField(_("bestand"), max_length=200)
    format = models.CharField(max_length=4)
    source = models.CharField(_("bron"), max_length=60)

    state = models.CharField(_("stand"), max_length=8, choices=State)
    claim = models.CharField(max_length=32, blank=True)
    since = models.DateTimeField()
    trouble = models.TextField(_("wat er misging"), blank=True)

    columns = models.JSONField(default=list, blank=True)
    has_header = models.BooleanField(_("de eerste rij is een kop"), default=False)
    publishes = models.BooleanField(_("zet meteen op de site"), default=False)
    notes = models.JSONField(default=list, blank=True)
    foretold = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(_("aantallen"), default=dict, blank=True)

    confirmed_at = models.DateTimeField(_("bevestigd"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(_("ingelezen op"), null=True, blank=True)
    undone_at = models.DateTimeField(_("ongedaan gemaakt op"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("ingelezen agenda")
        verbose_name_plural = _("ingelezen agenda's")
        ordering: ClassVar = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        """Whether a worker is at it, or will be."""
        return self.state in (self.State.READING, self.State.RUNNING, self.State.UNDOING)

    @property
    def is_table(self) -> bool:
        return self.format != "ics"

    def may_be_undone(self, at: datetime) -> bool:
        return self.state == self.State.DONE and self.finished_at is not None and at - self.finished_at <= timedelta(days=UNDO_DAYS)


class CalendarImportFile(models.Model):
    """The file, until it is brought in; in a table of its own, for no list needs it."""

    batch = models.OneToOneField(CalendarImport, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.batch_id}"


class CalendarImportRow(models.Model):
    """What an import says about an event of the file: what it will do (in a preview) or did.

    number: of the row, or of the entry of the calendar, where it begins, counted from 1; 0 for what is gone from the file. others: numbers of the
    further rows that tell of it. place: where it is, in words. reason: why it is refused, or what to know, in Dutch. changes: [{"fact", "was",
    "becomes"}], values as events.importing.facts writes them. kept: facts that an editor changed by hand and that stay. revision: of the page as
    the import left it.
    """

    class Action(models.TextChoices):
        NEW = "new", _("nieuw")
        CHANGED = "changed", _("gewijzigd")
        SAME = "same", _("hetzelfde")
        DOUBLE = "double", _("dubbel")
        REFUSED = "refused", _("geweigerd")
        GONE = "gone", _("niet meer in het bestand")
        LEFT = "left", _("gebleven")

    batch = models.ForeignKey(CalendarImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    others = models.JSONField(default=list, blank=True)
    action = models.CharField(max_length=8, choices=Action)
    title = models.CharField(max_length=255, blank=True)
    place = models.CharField(max_length=255, blank=True, default="")
    reason = models.TextField(blank=True)
    when = models.CharField(max_length=255, blank=True)
    changes = models.JSONField(default=list, blank=True)
    kept = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(null=True, blank=True)
    event = models.ForeignKey("events.EventPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        indexes: ClassVar = [models.Index(fields=["batch", "action", "number"], name="import_rows_of_an_action")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class ImportedEvent(models.Model):
    """An event that came from a file, and what the file last said of it: what differs from that was changed by an editor.

    reference: of the event within its source, as events.importing.references makes it. facts: values as events.importing.facts writes them.
    """

    event = models.OneToOneField("events.EventPage", on_delete=models.CASCADE, related_name="imported")
    source = models.CharField(max_length=60)
    reference = models.CharField(max_length=190)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["source", "reference"], name="imported_by_reference")]

    def __str__(self) -> str:
        return f"{self.source}:{self.reference}"
