"""What search engines are told about a list of events: each with when, where and whether it goes on.

Sources: https://schema.org/ItemList, https://schema.org/Event and https://developers.google.com/search/docs/appearance/structured-data/event
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from events.cards import Card
from events.kinds import Status
from events.slots import BRUSSELS
from events.where import where

if TYPE_CHECKING:
    from events.models import Occurrence

STATUS = {Status.CANCELLED: "https://schema.org/EventCancelled", Status.MOVED: "https://schema.org/EventRescheduled"}
PLANNED = "https://schema.org/EventScheduled"


def item_list(listed: Iterable[Card], root: str) -> dict[str, Any]:
    """In the order of the list. root: scheme and host of the site; without it no address."""
    items = [{"@type": "ListItem", "position": place, "item": event(card, root)} for place, card in enumerate(listed, start=1)]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def event(card: Card, root: str) -> dict[str, Any]:
    known = {
        "@type": "Event",
        "name": card.title,
        "url": root + card.url,
        "startDate": start_of(card.occurrence),
        "endDate": end_of(card.occurrence),
        "eventStatus": STATUS.get(Status(card.occurrence.status), PLANNED),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": location(card),
        "description": card.summary,
        "isAccessibleForFree": card.occurrence.is_free or None,
    }
    return {name: fact for name, fact in known.items() if fact}


def start_of(row: "Occurrence") -> str:
    return row.first_day.isoformat() if row.all_day else row.starts_at.astimezone(BRUSSELS).isoformat()


def end_of(row: "Occurrence") -> str:
    return row.last_day.isoformat() if row.all_day else row.ends_at.astimezone(BRUSSELS).isoformat()


def location(card: Card) -> dict[str, Any]:
    place = where(card.event, card.town)
    parts = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.place,
        "addressRegion": "West-Vlaanderen",
        "addressCountry": "BE",
    }
    return {"@type": "Place", "name": place.name or place.place, "address": {name: part for name, part in parts.items() if part}}
