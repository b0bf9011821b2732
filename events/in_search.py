"""An event as the search of the whole site knows it."""

from datetime import datetime
from typing import TYPE_CHECKING

from content.finding import EVENT, Told, texts_of
from events.keeping import slots_of
from events.kinds import Kind
from events.where import where
from municipalities.places import names_of

if TYPE_CHECKING:
    from events.models import EventPage


def told(page: "EventPage", at: datetime) -> Told | None:
    """Found by what it tells, by where it is, and by every name of the towns that take part; what is on next stands first. None without its
    Dutch page."""
    facts = page.facts
    if facts.locale.language_code != "nl":
        return None
    own = facts.own_municipality()
    towns = [own] if own else list(facts.towns.all())
    found = slots_of(facts, at)
    coming = [slot for slot in found if slot.ends > at]
    return Told(
        title=page.title,
        summary=page.summary,
        words=(
            *texts_of(page),
            str(Kind(facts.kind).label),
            where(facts).line,
            facts.organiser,
            *(name for town in towns for name in names_of(town)),
        ),
        kind=EVENT,
        begins=(coming or found)[0].starts if found else None,
        until=max((slot.ends for slot in found), default=None),
        municipality=own.pk if own else None,
    )
