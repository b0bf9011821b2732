"""What the frame itself has to remember."""

from typing import ClassVar

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
