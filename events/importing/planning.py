"""What an import will do: each event of the file beside the one that came from the same source before.

A fact that only the file changed becomes what the file says. One that an editor changed by hand since the last import stays, and is named.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from content.steps import Progress
from events.importing import facts
from events.importing.entries import Entry, Understood
from events.importing.facts import Facts
from events.importing.sources import CALENDARS
from events.models import CalendarImportRow, EventPage, ImportedEvent

Action = CalendarImportRow.Action


@dataclass(frozen=True)
class Change:
    fact: str
    was: Any
    becomes: Any


@dataclass
class Planned:
    """told: what the file says. imported: what it said before, with its page; None for a new one. version: the newest of that page."""

    entry: Entry
    told: Facts
    action: str
    imported: ImportedEvent | None = None
    version: EventPage | None = None
    changes: list[Change] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """gone: what came from this source before, is not over, and stands in the file no more."""

    planned: list[Planned]
    gone: list[ImportedEvent]

    def count(self, action: str) -> int:
        return sum(one.action == action for one in self.planned)


def make_plan(understood: Understood, *, source: str, under: str, today: date, progress: Progress) -> Plan:
    """under: path of the page below which the events stand. progress: told of each entry."""
    standing = standing_from(source, under, {entry.reference for entry in understood.entries if entry.is_worldwide})
    planned = []
    for number, entry in enumerate(understood.entries):
        progress("vergelijken", number, len(understood.entries))
        planned.append(plan_entry(entry, standing.get(entry.reference)))
    told = {entry.reference for entry in understood.entries}
    gone = [one for reference, one in standing.items() if one.source == source and reference not in told and not is_over(one.event, today)]
    return Plan(planned, gone)


def standing_from(source: str, under: str, worldwide: Collection[str] = ()) -> dict[str, ImportedEvent]:
    """By reference: what came from this source before, and of other calendars what bears one of the numbers `worldwide`. Few queries for any
    number."""
    known = ImportedEvent.objects.filter(event__path__startswith=under)
    elsewhere = known.filter(source__startswith=CALENDARS).exclude(source=source).values_list("pk", "reference") if worldwide else ()
    others = [pk for pk, reference in elsewhere if reference in worldwide]
    found: dict[str, ImportedEvent] = {}
    for chosen in (Q(pk__in=others), Q(source=source)):
        rows = known.filter(chosen).select_related("event__latest_revision", "event__locale").order_by("pk")
        found |= {one.reference: one for one in rows.prefetch_related("event__moments", "event__changes")}
    return found


def plan_entry(entry: Entry, imported: ImportedEvent | None) -> Planned:
    told = facts.told_by(entry)
    if imported is None:
        return Planned(entry, told, Action.NEW)
    version = newest(imported.event)
    planned = Planned(entry, told, Action.SAME, imported, version)
    for fact, value in told.items():
        compare(planned, version, fact, value, imported.facts)
    if planned.changes:
        planned.action = Action.CHANGED
    return planned


def compare(planned: Planned, version: EventPage, fact: str, value: Any, before: Mapping[str, Any]) -> None:
    now = facts.value_of(version, fact)
    if facts.same(fact, now, value):
        return
    if fact not in before or facts.same(fact, now, before[fact]):
        planned.changes.append(Change(fact, now, value))
    elif not facts.same(fact, value, before[fact]):
        planned.kept.append(fact)


def newest(event: EventPage) -> EventPage:
    """As somebody saved it last, published or not."""
    revision = event.latest_revision
    return revision.as_object() if revision else event


def is_over(event: EventPage, today: date) -> bool:
    return all(not moment.rule and (moment.until_day or moment.day) < today for moment in event.moments.all())


def is_past(told: Facts, today: date) -> bool:
    return all(not rule and (until or day) < today.isoformat() for day, _begins, until, _ends, rule in told["when"]["moments"])


def slugs_for(titles: Sequence[str], taken: set[str]) -> list[str]:
    """One that is free for each, with a number behind it where it must. numbers: the last that was tried, by slug without one."""
    found: list[str] = []
    numbers: dict[str, int] = {}
    for title in titles:
        base = slugify(title)[:80].strip("-") or "evenement"
        number, slug = numbers.get(base, 1), base
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        numbers[base] = number
        taken.add(slug)
        found.append(slug)
    return found
