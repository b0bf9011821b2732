"""The pages that tell events in a language: one query for a whole list."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.models import EventPage


def told_in(events: "Iterable[EventPage]", language: str) -> "dict[int, EventPage]":
    """For each of the Dutch pages in `events`, by its key, the published page in `language`, else the Dutch page itself. Each knows its `facts`.

    Asks the database once, and not at all for Dutch.
    """
    by_key = {event.translation_key: event for event in events}
    found = {event.pk: event for event in by_key.values()}
    if language == "nl" or not by_key:
        return found
    model = type(next(iter(by_key.values())))
    pages = model.objects.live().filter(translation_key__in=by_key, locale__language_code=language).select_related("locale").defer_streamfields()
    for page in pages:
        page.dutch = by_key[page.translation_key]
        found[page.dutch.pk] = page
    return found
