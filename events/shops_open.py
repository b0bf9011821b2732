"""Days on which shops open because of an event (koopzondag, braderie, koopavond): kept equal to what is published, with what shops said."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from events import dates, lost_answers
from events.kinds import SHOPS_OPEN
from events.models import EventPage, Occurrence
from events.slots import BRUSSELS
from municipalities import special_days
from municipalities.models import SpecialDay
from municipalities.special_days import Announced, Announcement
from shops import special_openings

AHEAD = timedelta(days=400)  # an answer for a day that is farther away is worth little
LONGEST = 31  # days of one stretch
LONGEST_EVENING = timedelta(hours=18)  # what ends the next day and lasts longer says no hours of a day


@transaction.atomic
def keep(event: EventPage, *, at: datetime, is_on: bool = True, former: Iterable[Occurrence] = (), gone_towns: Iterable[int] = ()) -> None:
    """Make the special days of a Dutch page follow it; what shops said of days that are no more goes, and they will be told.

    is_on: False when it is not published any more. former: its rows in the agenda before the change. gone_towns: keys of municipalities in which
    it is not on any more.
    """
    lost, of_all = lost_answers.of_others(event, former, set(gone_towns), at=at, is_on=is_on)
    opened = keep_days(event, at=at, is_on=is_on)
    if is_on:
        lost_answers.take_back(event, at=at)
        lost_answers.open_again(event, of_all | set(opened) - lost_answers.still_yes(event, opened), at=at)
    if opened or lost:
        names = names_of(event)
        lost_answers.record(event, opened, names=names, opened=True, at=at, may_come_back=not is_on)
        lost_answers.record(event, lost, names=names, opened=False, at=at, may_come_back=not is_on)


def keep_days(event: EventPage, *, at: datetime, is_on: bool) -> lost_answers.LostBy:
    """Of the special days; returns what shops lose."""
    days = days_of(event, at) if is_on and event.kind in SHOPS_OPEN else {}
    if not days and not SpecialDay.objects.filter(source=event.translation_key).exists():
        return {}
    announcement = Announcement(event.translation_key, event.kind, names_of(event), days)
    towns = event.event_towns.values_list("municipality_id", flat=True) if is_on else []
    difference = special_days.announce(announcement, towns, at=at)
    lost = lost_answers.openings_on(difference.gone)
    special_openings.take_back(difference.gone, at=at)
    for day, opens, closes in difference.other_hours:
        special_openings.change_hours(day, opens, closes, at=at)
    return lost


def rename(translation: EventPage) -> None:
    """A page that tells the event in another language was published, or taken back."""
    rows = list(SpecialDay.objects.filter(source=translation.translation_key))
    dutch = translation.dutch if rows else None
    if dutch:
        special_days.name(Announcement(dutch.translation_key, dutch.kind, names_of(dutch)), rows)


def names_of(event: EventPage) -> dict[str, str]:
    others = EventPage.objects.live().filter(translation_key=event.translation_key).exclude(pk=event.pk)
    return {"nl": event.title} | dict(others.values_list("locale__language_code", "title"))


def days_of(event: EventPage, at: datetime) -> dict[date, Announced]:
    """By day in Brussels, from today on. Of several stretches on a day the first beginning and the last end hold."""
    first = at.astimezone(BRUSSELS).date()
    rows = event.occurrences.between(first, first + AHEAD).going_ahead().in_order()
    moments = list(event.moments.all())
    found: dict[date, Announced] = {}
    for row in rows:
        stretch = dates.stretch(row, moments)
        said = hours_of(stretch)
        for day in days_in(row, first):
            found[day] = widest(found[day], Announced(row.key, *said)) if day in found else Announced(row.key, *said)
    return found


def days_in(row: Occurrence, first: date) -> Iterable[date]:
    length = min((row.last_day - row.first_day).days + 1, LONGEST)
    days = (row.first_day + timedelta(days=number) for number in range(length))
    return [day for day in days if day >= first]


def hours_of(stretch: dates.Stretch) -> tuple[time | None, time | None]:
    """Of each of its days; nothing when it lasts all day, nobody said when it ends, or it runs on by night from the first day to the last."""
    begins, ends = stretch.begins, stretch.ends
    if begins is None or ends is None or (ends.time() <= begins.time() and ends - begins > LONGEST_EVENING):
        return None, None
    return begins.time(), ends.time()


def widest(one: Announced, other: Announced) -> Announced:
    """Both with hours that end on the same day, else those of the first."""
    if None in (one.opens, one.closes, other.opens, other.closes):
        return one
    ends = [time() if said.closes <= said.opens else said.closes for said in (one, other)]  # type: ignore[operator]
    return Announced(one.key, min(one.opens, other.opens), time() if time() in ends else max(ends))  # type: ignore[type-var]
