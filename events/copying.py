"""Last year's event once more: a draft with everything that stays, on the days that it would have now."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Page

from events.kinds import Repeats, Status, Stock
from events.slots import BRUSSELS
from municipalities.doors import touches
from municipalities.moderation import NotYours

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import EventPage

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
RULE_ENDS = re.compile(r"(?<=UNTIL=)\d{8}", re.IGNORECASE)
BY_DATE = {Repeats.MONTHLY_DATE, Repeats.YEARLY}  # these keep the day of the month; everything else keeps the weekday
# What was true of that year only. A licence is given for one draw.
LEFT_BEHIND: dict[str, Any] = {
    "status": Status.PLANNED,
    "status_note": "",
    "stock": Stock.UNKNOWN,
    "stock_note": "",
    "licence_number": "",
    "go_live_at": None,
    "expire_at": None,
    "expired": False,
    "locked": False,
    "locked_at": None,
    "locked_by": None,
}


@transaction.atomic
def once_more(*, event: "EventPage", by: "User", at: datetime) -> "EventPage":
    """A draft of the event's next edition beside it; what changed on single days, and which shops took part, stays with the old one.

    Raises NotYours.
    """
    parent = event.get_parent().specific
    if not (touches(by, event) and parent.permissions_for_user(by).can_add_subpage()):
        raise NotYours("")
    year, shift = next_edition(event, at)
    changed = LEFT_BEHIND | {"title": with_year(event.title, year), "slug": free_slug(event.slug, year, parent)}
    changed |= {"seo_title": with_year(event.seo_title, year)}
    made: EventPage = event.copy(
        update_attrs=changed | {"draft_title": changed["title"]},
        exclude_fields=["changes"],
        copy_revisions=False,
        keep_live=False,
        process_child_object=lambda page, copy, relation, child: move(child, shift, year),
        user=by,
    )
    return made


def next_edition(event: "EventPage", at: datetime) -> tuple[int, timedelta]:
    """(its year, how far all days move): the first year after its own in which its first day is not over."""
    first = min((moment.day for moment in event.moments.all()), default=None)
    today = at.astimezone(BRUSSELS).date()
    if first is None:
        return today.year, timedelta(0)
    year = first.year + 1
    while same_weekday(first, year) < today:
        year += 1
    return year, same_weekday(first, year) - first


def same_weekday(day: date, year: int) -> date:
    """The first Sunday of December stays the first Sunday of December; a fifth one becomes the last."""
    begin = date(year, day.month, 1)
    found = begin + timedelta(days=(day.weekday() - begin.weekday()) % 7 + (day.day - 1) // 7 * 7)
    return found if found.month == day.month else found - timedelta(days=7)


def same_date(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def move(moment: Any, shift: timedelta, year: int) -> None:
    """All days of a line together, so that a weekend stays a weekend."""
    if not hasattr(moment, "repeats"):
        return
    if moment.repeats in BY_DATE:
        shift = same_date(moment.day, year) - moment.day
    for name in ("day", "until_day", "repeats_until"):
        if given := getattr(moment, name):
            setattr(moment, name, given + shift)
    moment.own_rule = RULE_ENDS.sub(lambda found: moved_end(found[0], shift), moment.own_rule)


def moved_end(end: str, shift: timedelta) -> str:
    return f"{datetime.strptime(end, '%Y%m%d') + shift:%Y%m%d}"


def with_year(text: str, year: int) -> str:
    """ "Braderie 2026" becomes "Braderie 2027"; without a year it stays as it is."""
    return YEAR.sub(str(year), text)


def free_slug(slug: str, year: int, parent: Page) -> str:
    """ "braderie-2027", or with a number behind it when that stands there already."""
    base = with_year(slug, year) if YEAR.search(slug) else f"{slug}-{year}"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
