"""An event as a list shows it: one line per occurrence. A list asks the database the same number of times, however long it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content.numbers import grouped
from events import dates
from events.kinds import Kind, Status
from events.models import EventMoment, EventPage, EventTown
from events.slots import BRUSSELS
from events.told_in import told_in
from events.where import where
from municipalities import places
from municipalities.models import Municipality
from shops.cards import front_of
from shops.hours.grammar import NBSP
from shops.hours.words import sentence

if TYPE_CHECKING:
    from events.models import Occurrence


@dataclass(frozen=True)
class State:
    """That something is not as planned. kind: "cancelled", "moved", "full" or "over", for the shape. text: what it says."""

    kind: str
    text: str


@dataclass(frozen=True)
class Card:
    """One line of a list. event: the Dutch page; page: the one that tells it, in the language of the list or else the Dutch one (is_dutch).
    days: "zondag 6 december". hours: "10 tot 18 u.", "" for what lasts several days. when: both. label: what stands beside a date that is already
    said: the hours, or until when it lasts. place: name of the shop, square or hall; it is_dutch in another language unless it is the name of a shop.
    towns: how many municipalities it is in; town: the name of the one, or how many. state: None while it goes on as planned."""

    occurrence: "Occurrence"
    event: EventPage
    page: EventPage
    url: str
    is_dutch: bool
    title: str
    summary: str
    summary_is_dutch: bool
    kind: str
    days: str
    hours: str
    when: str
    label: str
    place: str
    place_is_dutch: bool
    town: str
    towns: int
    state: State | None
    is_running: bool

    @property
    def about(self) -> str:
        """What it is, and what some people look for: "Markt, gratis, voor kinderen"."""
        known = [(True, self.kind), (self.occurrence.is_free, _("gratis")), (self.occurrence.for_children, _("voor kinderen"))]
        return sentence(", ".join(said for is_so, said in known if is_so and said))

    @property
    def front(self) -> SafeString:
        """The small front of the shop in which it is, "" for elsewhere."""
        shop = where(self.event).shop
        return front_of(shop.face, shop.category.drawn_as) if shop else SafeString("")


@dataclass(frozen=True)
class Day:
    """The lines of one date, which is set as a picture. day: None for what has begun before. number: "6". name: "zondag".
    month: "december", "" for the month of today."""

    day: date | None
    number: str
    name: str
    month: str
    cards: list[Card]


def cards(occurrences: "Iterable[Occurrence]", language: str, at: datetime) -> list[Card]:
    """A line for each, in their order: none, or three queries beside the one of `occurrences`, four for another language than Dutch."""
    rows = list(occurrences)
    if not rows:
        return []
    events = events_of({row.event_id for row in rows})
    pages = told_in(events.values(), language)
    towns = towns_of(events, language)
    unended = moments_without_end(events)
    today = at.astimezone(BRUSSELS).date()
    made = []
    for row in rows:
        row.event = events[row.event_id]
        on = dates.stretch(row, unended[row.event_id])
        made.append(card(row, pages[row.event_id], on, towns.get(row.event_id, ("", 0)), language, at, today))
    return made


def card(row: "Occurrence", page: EventPage, on: dates.Stretch, town: tuple[str, int], language: str, at: datetime, today: date) -> Card:
    """row: with its event, as `cards` gives it. town: (its name, or how many there are; how many)."""
    event = row.event
    place = where(event)
    is_dutch = page.locale.language_code != language
    return Card(
        occurrence=row,
        event=event,
        page=page,
        url=page.url or "",
        is_dutch=is_dutch,
        title=page.title,
        summary=page.summary or event.summary,
        summary_is_dutch=language != "nl" and (is_dutch or not page.summary),
        kind=kind_of(row),
        days=dates.days(on, language, today),
        hours=dates.hours(on, language),
        when=dates.when(on, language, today),
        label=dates.hours(on, language) or dates.until(on.last_day, language, today),
        place=place.name or place.street or (place.place if place.place != town[0] else ""),
        place_is_dutch=language != "nl" and place.shop is None,
        town=town[0],
        towns=town[1],
        state=state_of(row, at),
        is_running=row.first_day < today <= row.last_day,
    )


def kind_of(row: "Occurrence") -> str:
    """ "Braderie"; "" for what has no name of its own."""
    return "" if row.kind == Kind.OTHER else sentence(str(Kind(row.kind).label))


def state_of(row: "Occurrence", at: datetime) -> State | None:
    if row.status != Status.PLANNED:
        return named_state(row.status)
    return State("over", pgettext("event", "Voorbij")) if row.ends_at <= at else None


def named_state(status: str) -> State:
    return State(Status(status).name.lower(), sentence(str(Status(status).label)))


def events_of(keys: set[int]) -> dict[int, EventPage]:
    """The Dutch pages with what a line needs."""
    pages = EventPage.objects.filter(pk__in=keys).defer_streamfields()
    return {page.pk: page for page in pages.select_related("locale", "venue_shop__municipality", "venue_shop__category")}


def towns_of(events: Iterable[int], language: str) -> dict[int, tuple[str, int]]:
    """For each event: the name of its municipality, or how many there are, and their number."""
    found = EventTown.objects.filter(event__in=events).values_list("event").annotate(Count("pk"), Min("municipality"))
    counted = {event: (count, one) for event, count, one in found}
    known = places.index().towns  # without a query
    former = Municipality.objects.in_bulk({one for count, one in counted.values() if count == 1 and one not in known})
    named = {**known, **former}
    return {event: (named[one].name_in(language) if count == 1 else many_towns(count, language), count) for event, (count, one) in counted.items()}


def many_towns(count: int, language: str) -> str:
    if count >= len(places.index().towns):
        return _("alle gemeenten")
    return (_("%(count)s gemeenten") % {"count": grouped(count, language)}).replace(" ", NBSP)


def moments_without_end(events: Iterable[int]) -> dict[int, list[EventMoment]]:
    """Those that begin at an hour, and of which nobody said when they end."""
    found = defaultdict(list)
    for moment in EventMoment.objects.filter(page__in=events, begins__isnull=False, ends__isnull=True):
        found[moment.page_id].append(moment)
    return found


def by_day(found: Iterable[Card], language: str, at: datetime) -> list[Day]:
    """The lines under their dates, for events/components/days.html. What began before today stands at the end, without a date."""
    today = at.astimezone(BRUSSELS).date()
    days: dict[date | None, Day] = {}
    for one in found:
        key = None if one.is_running else one.occurrence.first_day
        days.setdefault(key, day_called(key, language, today)).cards.append(one)
    return sorted(days.values(), key=lambda day: (day.day is None, day.day or today))


def day_called(day: date | None, language: str, today: date) -> Day:
    if day is None:
        return Day(None, _("nu"), _("loopt al"), "", [])
    month = dates.month_of(day, language, today) if not dates.same_month(day, today) else ""
    return Day(day, str(day.day), dates.day_name(day, language), month, [])
