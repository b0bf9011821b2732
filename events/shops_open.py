"""Days on which shops open because of an event (koopzondag, braderie, koopavond): kept equal to what is published, with what shops said."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from events import dates
from events.kinds import SHOPS_OPEN
from events.lost_answers import tell_of_changes
from events.models import EventPage, EventShop, Occurrence
from events.slots import BRUSSELS
from municipalities import special_days
from municipalities.models import SpecialDay
from municipalities.special_days import Announced, Announcement
from shops import special_openings
from shops.models import SpecialOpening

AHEAD = timedelta(days=400)  # an answer for a day that is farther away is worth little
LONGEST = 31  # days of one stretch
LONGEST_EVENING = timedelta(hours=18)  # what ends the next day and lasts longer says no hours of a day


@transaction.atomic
def keep(event: EventPage, *, at: datetime, is_on: bool = True) -> None:
    """Make the special days of a Dutch page follow it; what shops said for days that are no more goes, and they are told.

    is_on: False when it is not published any more.
    """
    days = days_of(event, at) if is_on and event.kind in SHOPS_OPEN else {}
    if not days and not SpecialDay.objects.filter(source=event.translation_key).exists():
        return
    announcement = Announcement(event.translation_key, event.kind, names_of(event), days)
    towns = event.event_towns.values_list("municipality_id", flat=True) if is_on else []
    difference = special_days.announce(announcement, towns, at=at)
    counted_on = SpecialOpening.objects.filter(special_day__in=difference.gone).values_list("shop_id", "day")
    lost: dict[int, list[date]] = {}
    for shop, day in counted_on.order_by("day"):
        lost.setdefault(shop, []).append(day)
    special_openings.take_back(difference.gone, at=at)
    for day_, opens, closes in difference.other_hours:
        special_openings.change_hours(day_, opens, closes, at=at)
    tell_of_changes(event, lost, ask_again(event, lost), at=at)


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


def ask_again(event: EventPage, lost: dict[int, list[date]]) -> set[int]:
    """Shops (keys) of which no opening is left have said nothing of what is announced now: their answer is open again."""
    still = SpecialOpening.objects.filter(shop__in=lost, special_day__source=event.translation_key).values_list("shop_id", flat=True)
    open_again = set(lost) - set(still)
    EventShop.objects.filter(event=event, shop__in=open_again).update(answer=EventShop.Answer.ASKED, asked_at=None, answered_at=None)
    return open_again
