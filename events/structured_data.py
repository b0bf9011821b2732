"""What search engines are told about an event: only what is known, in the words of schema.org.

Sources: https://schema.org/Event and https://developers.google.com/search/docs/appearance/structured-data/event
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from events.kinds import Status
from events.slots import BRUSSELS
from events.where import Where

if TYPE_CHECKING:
    from events.models import EventPage, Occurrence

TOLD = 10  # occurrences
STATUS = {Status.CANCELLED: "EventCancelled", Status.MOVED: "EventRescheduled"}
SCHEMA = "https://schema.org/"


def events_json_ld(
    page: "EventPage", rows: "Sequence[Occurrence]", place: Where, towns: Sequence[str], *, url: str, image_url: str
) -> list[dict[str, Any]]:
    """One Event for each of the first occurrences, to be written by content.structured_data.json_ld. url, image_url: absolute."""
    same = known_of_all(page, place, towns, url, image_url)
    return [
        same | times(row) | {"@id": f"{url}#{row.key}", "eventStatus": f"{SCHEMA}{STATUS.get(Status(row.status), 'EventScheduled')}"}
        for row in rows[:TOLD]
    ]


def known_of_all(page: "EventPage", place: Where, towns: Sequence[str], url: str, image_url: str) -> dict[str, Any]:
    facts = page.facts
    known = {
        "@type": "Event",
        "url": url,
        "name": page.title,
        "description": page.summary or facts.summary,
        "image": image_url,
        "inLanguage": page.locale.language_code,
        "eventAttendanceMode": f"{SCHEMA}OfflineEventAttendanceMode",
        "location": location(place, towns),
        "organizer": {"@type": "Organization", "name": facts.organiser} if facts.organiser else None,
        "isAccessibleForFree": True if facts.is_free else None,
        "offers": offer(facts, url),
    }
    return {name: fact for name, fact in known.items() if fact}


def times(row: "Occurrence") -> dict[str, str]:
    """Whole days as days, the last included; hours with their offset. What was moved says when it was meant to begin."""
    if row.all_day:
        said = {"startDate": row.first_day.isoformat(), "endDate": row.last_day.isoformat()}
    else:
        starts, ends = (moment.astimezone(BRUSSELS).isoformat() for moment in (row.starts_at, row.ends_at))
        said = {"startDate": starts} | ({"endDate": ends} if row.ends_at - row.starts_at > timedelta(0) else {})
    return said | ({"previousStartDate": f"{row.key[:4]}-{row.key[4:6]}-{row.key[6:8]}"} if row.status == Status.MOVED else {})


def location(place: Where, towns: Sequence[str]) -> dict[str, Any] | list[dict[str, Any]]:
    """A place with what is known of its address; of an event of several municipalities those."""
    if not place.line and len(towns) > 1:
        return [in_town(name) for name in towns[:TOLD]]
    if not place.line:
        return in_town(towns[0]) if towns else {}
    parts = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.place or "".join(towns[:1]),
        "addressCountry": "BE",
    }
    found: dict[str, Any] = {"@type": "Place", "name": place.name or place.address, "address": {name: part for name, part in parts.items() if part}}
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": round(place.latitude, 6), "longitude": round(place.longitude, 6)}
    return found


def in_town(name: str) -> dict[str, Any]:
    return {"@type": "Place", "name": name, "address": {"@type": "PostalAddress", "addressLocality": name, "addressCountry": "BE"}}


def offer(facts: "EventPage", url: str) -> dict[str, Any] | None:
    """What is free costs nothing; what is full is sold out. A price in words is left to people."""
    availability = f"{SCHEMA}{'SoldOut' if facts.status == Status.FULL else 'InStock'}"
    if facts.is_free:
        return {"@type": "Offer", "url": url, "price": "0", "priceCurrency": "EUR", "availability": availability}
    return {"@type": "Offer", "url": url, "availability": availability} if facts.status == Status.FULL else None
