"""Rows that agenda, filters and feeds ask: made when an event is published, never edited."""

from typing import ClassVar

from django.db import models

from events.kinds import Kind, Status
from events.querysets import OccurrenceQuerySet


class Occurrence(models.Model):
    """One stretch in which an event is on. Times are UTC, half-open; days are those of Brussels, both included.

    key: when it was first meant to begin; stays when it is moved (events.slots.Slot). kind, is_free, for_children and is_step_free repeat the
    event's, so that a filter asks one table.
    """

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="occurrences")
    key = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    first_day = models.DateField()
    last_day = models.DateField()
    all_day = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.PLANNED)
    kind = models.CharField(max_length=16, choices=Kind)
    is_free = models.BooleanField(default=False)
    for_children = models.BooleanField(default=False)
    is_step_free = models.BooleanField(default=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "key"], name="one_occurrence_per_beginning")]
        indexes: ClassVar = [
            models.Index(fields=["last_day", "first_day"], name="on_between_days"),
            models.Index(fields=["first_day", "starts_at", "id"], name="on_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"


class EventTown(models.Model):
    """A municipality in which an event is on: its own, or each that takes part."""

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="event_towns")
    municipality = models.ForeignKey("municipalities.Municipality", on_delete=models.CASCADE, related_name="event_towns")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "municipality"], name="one_row_per_event_and_town")]

    def __str__(self) -> str:
        return f"{self.event_id} in {self.municipality_id}"
