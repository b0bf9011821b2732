"""Events from a calendar (RFC 5545): what can be read becomes an entry, the rest says why not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from content.tables import one_line
from events.importing import calendar_values as values
from events.importing import cells, content_lines, rules, sources
from events.importing.calendar_values import At
from events.importing.content_lines import Calendar, Item
from events.importing.entries import MOST_ENTRIES, CannotRead, Double, Entry, Refusal, Understood, few, refuse_far
from events.importing.series import Instead, Series
from events.importing.tables import LONGEST_REFERENCE, LONGEST_TITLE, NO_TITLE
from events.importing.where import take_apart
from events.importing.zones import ZonesOfFile
from events.kinds import Status

NO_BEGIN = "Er staat niet bij wanneer het begint (DTSTART)."
NOTHING = "Er staat geen enkele afspraak in deze agenda."
TOO_LONG = f"De agenda heeft meer dan {MOST_ENTRIES} afspraken. De eerste {MOST_ENTRIES} zijn gelezen."
OVERFLOWN = f"Meer dan {content_lines.MOST_VALUES} uitzonderingen of losse dagen: dat lezen we niet."
TWICE = "Dat uur komt die nacht twee keer: we namen het eerste."
END_FIRST = "Het einde ligt voor het begin en is leeg gelaten."
TEXTS_DIFFER = "Op een van de dagen staat een andere tekst of plaats; die nemen we niet over."
FROM_THEN_ON = "Vanaf een van de dagen is alles anders (RANGE); dat lezen we alleen voor die ene dag."
EXRULE = "Een regel die dagen uitsluit (EXRULE) is niet gelezen."
ONLY_THEN = "De reeks waar deze ene dag bij hoort, staat niet in het bestand."


@dataclass
class Reader:
    """What is the same for all entries of a file. at: aware moment of the import."""

    zones: ZonesOfFile
    at: datetime
    budget: rules.Budget


def understand(text: str, *, at: datetime) -> Understood:
    """Raises BrokenFile for what is no calendar."""
    calendar = content_lines.gather(text)
    found = Understood(notes=notes_of(calendar))
    reader = Reader(ZonesOfFile(calendar.zones), at, rules.Budget())
    masters, overrides = by_uid(calendar.items, found)
    for item in masters:
        try:
            found.entries.append(entry(item, overrides.pop(uid(item), []), reader))
        except CannotRead as refusal:
            found.refusals.append(Refusal(item.number, title_of(item), str(refusal)))
    for alone in overrides.values():
        without_series(alone, reader, found)
    found.entries.sort(key=lambda one: one.number)
    found.refusals.sort(key=lambda one: one.number)
    return found


def notes_of(calendar: Calendar) -> list[str]:
    counted = [
        (not calendar.items, NOTHING),
        (calendar.is_too_long, TOO_LONG),
        (calendar.is_cut_off, content_lines.CUT_OFF),
        (calendar.others, f"Taken en notities in de agenda zijn overgeslagen: {calendar.others}."),
        (calendar.unreadable, f"Regels die we niet konden lezen: {calendar.unreadable}."),
    ]
    return [words for is_so, words in counted if is_so]


def by_uid(items: Sequence[Item], found: Understood) -> tuple[list[Item], dict[str, list[Item]]]:
    """(entries, what they say of single days by uid). Of entries with the same uid the one that was changed most often stays."""
    masters: dict[str, Item] = {}
    overrides: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        key = uid(item)
        if item.value("RECURRENCE-ID") and item.text("UID"):
            overrides[key].append(item)
        elif (standing := masters.get(key)) is None:
            masters[key] = item
        else:
            older, masters[key] = sorted((standing, item), key=sequence)
            found.doubles.append(Double(older.number, title_of(older), masters[key].number))
    return list(masters.values()), dict(overrides)


def uid(item: Item) -> str:
    return item.text("UID").strip() or f"\x00{item.number}"


def sequence(item: Item) -> int:
    text = item.text("SEQUENCE").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def title_of(item: Item) -> str:
    return one_line(item.text("SUMMARY"))[:LONGEST_TITLE]


def without_series(items: list[Item], reader: Reader, found: Understood) -> None:
    """Days of a series that the file does not hold: each is an event of its own."""
    for item in items:
        try:
            found.entries.append(entry(item, [], reader, alone=True))
        except CannotRead as refusal:
            found.refusals.append(Refusal(item.number, title_of(item), str(refusal)))


def entry(item: Item, overrides: list[Item], reader: Reader, *, alone: bool = False) -> Entry:
    """Raises CannotRead."""
    title = title_of(item)
    if not title:
        raise CannotRead(NO_TITLE)
    if item.overflown:
        raise CannotRead(OVERFLOWN)
    series = series_of(item, overrides, reader)
    moments, changes = series.told()
    if not moments:
        raise CannotRead("Er blijft geen enkele dag over: alle dagen zijn uitgesloten.")
    refuse_far(min(moment.day for moment in moments), reader.at)
    refuse_far(max([*(moment.until_day or moment.day for moment in moments), *(change.new_day or change.day for change in changes)]), reader.at)
    told = item.text("UID").strip()
    if alone:
        told = f"{told}/{item.text('RECURRENCE-ID')}"
        series.notices.append(ONLY_THEN)
    return Entry(
        number=item.number,
        others=tuple(one.number for one in overrides),
        reference=reference_of(told or f"{title}\x1f{series.start.here}\x1f{item.text('LOCATION')}", is_told=bool(told)),
        title=title,
        moments=moments,
        changes=changes,
        facts=facts_of(item),
        notices=few(series.notices),
        is_worldwide=not item.text("UID").strip() or sources.is_worldwide(item.text("UID").strip()),
    )


def reference_of(text: str, *, is_told: bool) -> str:
    return text if is_told and len(text) <= LONGEST_REFERENCE else sha256(text.encode()).hexdigest()[:40]


# -- when


def series_of(item: Item, overrides: list[Item], reader: Reader) -> Series:
    notices: list[str] = []
    start, end = times(item, reader, notices)
    series = Series(start, end, rule_of(item, start), reader.at, reader.budget, notices=notices)
    unreadable: list[str] = []
    for listed in values.listed(item.properties.get("RDATE", []), reader.zones, unreadable):
        series.more.append((listed.start.here, listed.end.here if listed.end else None))
    for listed in values.listed(item.properties.get("EXDATE", []), reader.zones, unreadable):
        leave_out(series, listed.start)
    notices += [f"“{text}” is geen dag die we kunnen lezen." for text in dict.fromkeys(unreadable)]
    if "EXRULE" in item.properties:
        notices.append(EXRULE)
    for override in overrides:
        take_over(series, item, override, reader)
    return series


def times(item: Item, reader: Reader, notices: list[str]) -> tuple[At, At | None]:
    """When it begins, and ends. Raises CannotRead."""
    begun = item.value("DTSTART")
    if begun is None:
        raise CannotRead(NO_BEGIN)
    start = values.at(begun, reader.zones)
    ended, lasting = item.value("DTEND"), item.value("DURATION")
    end = values.at(ended, reader.zones) if ended else values.later(start, values.length(lasting.text)) if lasting else None
    notices += [at.zone.note for at in (start, end) if at and at.zone.note]
    notices += [TWICE for at in (start, end) if at and at.is_told_twice]
    if end and end.here < start.here:
        notices.append(END_FIRST)
    return start, end if end and end.here > start.here else None


def rule_of(item: Item, start: At) -> str:
    """In clock times of the zone of `start`. Raises CannotRead."""
    told = item.value("RRULE")
    if told is None:
        return ""
    return rules.until_in_clock_time(told.text, None if start.is_day else start.clock.time(), start.zone.of_utc)


def leave_out(series: Series, at: At) -> None:
    """Programs write the zone of an exception carelessly: beside a beginning without a zone only its digits count."""
    if at.is_day:
        series.without_days.add(at.here.date())
    else:
        series.without.add(at.clock if series.start.zone.is_floating else at.here)


def take_over(series: Series, item: Item, override: Item, reader: Reader) -> None:
    """What an entry says of one day of the series."""
    named = override.value("RECURRENCE-ID")
    try:
        when = values.at(named, reader.zones).here if named else None
        start, end = times(override, reader, series.notices) if override.value("DTSTART") else (None, None)
    except CannotRead as refusal:
        series.notices.append(str(refusal))
        return
    if when is None:
        return
    is_cancelled = is_called_off(override)
    begins = start.here if start else when
    series.instead[when] = Instead(begins, end.here if end else series.end_after(begins), is_cancelled)
    if named and named.params.get("RANGE"):
        series.notices.append(FROM_THEN_ON)
    if not is_cancelled and any(override.text(name) and override.text(name) != item.text(name) for name in ("SUMMARY", "LOCATION")):
        series.notices.append(TEXTS_DIFFER)


def is_called_off(item: Item) -> bool:
    return item.text("STATUS").strip().upper() == "CANCELLED"


# -- the rest


def facts_of(item: Item) -> dict[str, Any]:
    """What the calendar says; who organised it stays out, for that is often somebody's own mailbox."""
    facts: dict[str, Any] = {"status": (Status.CANCELLED if is_called_off(item) else Status.PLANNED).value}
    if description := cells.plain_text(item.text("DESCRIPTION")):
        facts["description"] = description
    facts |= take_apart(item.text("LOCATION"))
    if address := cells.website(item.text("URL")):
        facts["website"] = address
    categories = [name for value in item.properties.get("CATEGORIES", []) for name in content_lines.split(value.text)]
    if kind := next((found for name in categories if (found := cells.kind(name))), None):
        facts["kind"] = kind.value
    return facts | place_on_earth(item.text("GEO"))


def place_on_earth(text: str) -> dict[str, float]:
    latitude, _is, longitude = text.replace(",", ";").partition(";")
    return cells.place_on_earth(latitude, longitude)
