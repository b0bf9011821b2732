"""The pages and rows of this room."""

from events.models.agenda import AgendaPage
from events.models.event import EventPage
from events.models.imports import CalendarImport, CalendarImportFile, CalendarImportRow, ImportedEvent
from events.models.moments import EventChange, EventMoment
from events.models.occurrence import EventTown, Occurrence
from events.models.taking_part import EventShop, LostAnswer

__all__ = [
    "AgendaPage",
    "CalendarImport",
    "CalendarImportFile",
    "CalendarImportRow",
    "EventChange",
    "EventMoment",
    "EventPage",
    "EventShop",
    "EventTown",
    "ImportedEvent",
    "LostAnswer",
    "Occurrence",
]
