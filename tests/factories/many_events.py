"""Many events at once, for counting queries: live pages with their rows in the agenda, without revisions."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.keeping import refill
from events.kinds import Kind, Repeats
from events.models import EventMoment, EventPage


def many_events(
    parents: Sequence[Page],
    number: int,
    *,
    at: datetime,
    day: Callable[[int], date],
    until_day: Callable[[int], date | None] = lambda place: None,
    repeats_until: date | None = None,
) -> None:
    """ "Feest 0" and on, of all kinds in turn, in each of `parents` in turn. repeats_until: every week until then."""
    kinds = list(Kind)
    for parent in parents:
        parent.refresh_from_db()
    with disable_reference_index_auto_update():
        for place in range(number):
            page = EventPage(title=f"Feest {place}", slug=f"feest-{place}", kind=kinds[place % len(kinds)], locale=parents[0].locale)
            page.first_published_at = page.last_published_at = at
            repeats = Repeats.WEEKLY if repeats_until else Repeats.NOT
            moment = EventMoment(day=day(place), begins=time(10), ends=time(18), until_day=until_day(place), repeats=repeats)
            moment.repeats_until = repeats_until
            page.moments = [moment]
            parents[place % len(parents)].add_child(instance=page)
            refill(page, at=at)
