"""Events as a calendar file (RFC 5545), for "zet in mijn agenda" and for the feeds that a calendar follows.

Each occurrence is an event of its own, not a rule with exceptions: every program reads that the same way. It keeps its UID when it is moved, and
a cancelled one stays in the file as cancelled, so that it is crossed out where it was copied to.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import ngettext

from events.kinds import ACTIONS, Kind, Status
from events.slots import BRUSSELS
from events.where import where

if TYPE_CHECKING:
    from icalendar import Component, Event  # heavy: every process reads this module, few visitors ask for a file

    from events.models import EventPage, Occurrence

CONTENT_TYPE = "text/calendar; charset=utf-8"
FOLLOW = timedelta(hours=6)  # how often a calendar that follows the feed may ask again

# Summer time of the European Union: directive 2000/84/EC.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar(
    occurrences_with_pages: "Iterable[tuple[Occurrence, EventPage]]",
    *,
    name: str,
    url: str,
    joining: Mapping[int, int] | None = None,
    about: str = "",
) -> bytes:
    """The file. Asks no query when each occurrence has its `event` (the Dutch page, with venue_shop and its municipality) and each page its locale.

    occurrences_with_pages: each with the page that tells it, in the language of the reader or the Dutch one (events.told_in).
    name: of the calendar. url: absolute, of the page that shows the same. The active language gives the words that are not the editor's.
    joining: how many shops take part, by key of the event. about: of the calendar as a whole.
    """
    from icalendar import Calendar  # heavy

    made = Calendar.new(
        prodid="-//Ik koop lokaal//agenda//NL", name=plain(name), url=url, method="PUBLISH", refresh_interval=FOLLOW, uid=uuid5(NAMESPACE_URL, url)
    )
    if about:
        made.description = plain(about)
    made.add_component(zone())
    for occurrence, page in occurrences_with_pages:
        made.add_component(entry(occurrence, page, (joining or {}).get(occurrence.event_id, 0)))
    written: bytes = made.to_ical()
    return written


@cache
def zone() -> "Component":
    from icalendar import Timezone  # heavy

    return Timezone.from_ical(ZONE)


def entry(occurrence: "Occurrence", page: "EventPage", shops: int = 0) -> "Event":
    from icalendar import Event  # heavy

    facts = occurrence.event
    made = Event()
    made.add("UID", uid(occurrence))
    made.add("SEQUENCE", facts.sequence)
    made.add("DTSTAMP", stamp(facts.last_published_at, occurrence.starts_at))
    add_times(made, occurrence)
    language = {"LANGUAGE": page.locale.language_code}
    made.add("SUMMARY", title(occurrence, page), parameters=language)
    if told := description(occurrence, page, shops):
        made.add("DESCRIPTION", told, parameters=language)
    add_place(made, facts)
    made.add("CATEGORIES", [str(Kind(facts.kind).label)])
    made.add("STATUS", "CANCELLED" if occurrence.status == Status.CANCELLED else "CONFIRMED")
    made.add("TRANSP", "TRANSPARENT" if leaves_free(occurrence) else "OPAQUE")
    made.add("URL", page.full_url)
    return made


def leaves_free(occurrence: "Occurrence") -> bool:
    """Whether who puts it in a calendar is still free: an action that runs for days, such as a stamp card, takes nobody's time."""
    return occurrence.kind in ACTIONS and occurrence.last_day > occurrence.first_day


def uid(occurrence: "Occurrence") -> str:
    """The same in every language and in every file, also after it is moved."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return f"{occurrence.event.translation_key}-{occurrence.key}@{host}"


def stamp(published_at: datetime | None, otherwise: datetime) -> datetime:
    """When these words were written, in UTC and whole seconds."""
    return (published_at or otherwise).astimezone(UTC).replace(microsecond=0)


def add_times(made: "Event", occurrence: "Occurrence") -> None:
    """Wall times of Brussels; whole days as days. What has no length has no end, as the standard wants."""
    starts, ends = (moment.astimezone(BRUSSELS) for moment in (occurrence.starts_at, occurrence.ends_at))
    if occurrence.all_day:
        made.add("DTSTART", occurrence.first_day)
        made.add("DTEND", occurrence.last_day + timedelta(days=1))
        return
    made.add("DTSTART", starts)
    if occurrence.ends_at > occurrence.starts_at:
        made.add("DTEND", ends)


def add_place(made: "Event", facts: "EventPage") -> None:
    place = where(facts)
    if place.line:
        made.add("LOCATION", plain(place.line))
    if place.latitude is not None and place.longitude is not None:
        made.add("GEO", (place.latitude, place.longitude))


def title(occurrence: "Occurrence", page: "EventPage") -> str:
    """With what is wrong in front, for programs that do not show a status: "Volzet: Breien in het Kluwen"."""
    if occurrence.status == Status.PLANNED:
        return plain(page.title)
    said = str(Status(occurrence.status).label)
    return plain(f"{said[:1].upper()}{said[1:]}: {page.title}")


def description(occurrence: "Occurrence", page: "EventPage", shops: int = 0) -> str:
    """shops: how many take part; said while it goes on."""
    facts = occurrence.event
    note = page.status_note or facts.status_note if occurrence.status != Status.PLANNED else ""
    takes_part = joined(shops) if occurrence.status != Status.CANCELLED else ""
    parts = [note, page.summary or facts.summary, takes_part, page.price or facts.price, page.full_url]
    return plain("\n\n".join(part for part in parts if part))


def joined(shops: int) -> str:
    """ "12 winkels doen mee", "" for none."""
    return ngettext("%(number)s winkel doet mee", "%(number)s winkels doen mee", shops) % {"number": shops} if shops else ""


def plain(text: str) -> str:
    """Without signs that no calendar may hold; lines and blanks of every width stay."""
    return "".join(sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign == "\n" or sign.isprintable() or category(sign) == "Zs")
