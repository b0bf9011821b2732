"""What the frame itself has to remember."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class PeriodicJob(models.Model):
    """When a job of ikkooplokaal.periodic last had its turn, and whether somebody is at it."""

    name = models.CharField(max_length=50, primary_key=True)
    turn = models.DateTimeField()  # the start of the minute or the night that it ran for
    busy_until = models.DateTimeField(null=True, blank=True)  # a process is at it; when that is killed, another may after this
    began_at = models.DateTimeField(null=True, blank=True)  # of the last turn that ended
    has_failed = models.BooleanField(default=False)  # the last time

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class TranslationJob(models.Model):
    """One page that somebody asked to have translated into one language (ikkooplokaal.translating).

    said: what to tell them when it was refused, Dutch, a line each. code: "own words" when the page there says things that would be gone.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        BUSY = "busy"
        DONE = "done"
        REFUSED = "refused"
        FAILED = "failed"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    with_machine = models.BooleanField(default=False)
    replaces = models.BooleanField(default=False)  # words there that have no place in the translation
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)
    code = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "language"], condition=models.Q(state__in=["waiting", "busy"]), name="one_open_job_per_page_and_language"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="translation_jobs_to_do")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.language} {self.state}"
