"""What differs between two versions of an event, in words: "wanneer: was zondag 6 december, wordt zondag 13 december"."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from events import dates
from events.kinds import Change, Repeats
from events.recurrence import AHEAD, BadRule
from events.slots import BRUSSELS, Moment, Slot, stretches
from municipalities.moderation.differences import Difference, fields_of, of_field
from shops.hours import clock

if TYPE_CHECKING:
    from events.models import EventChange, EventMoment, EventPage

BEFORE_WHEN = ("title", "kind", "status", "status_note")
TOLD, COUNTED, MOST_LEFT_OUT = 3, 100, 20  # times of an own rule
Lines = list[tuple[str, str, str]]


def as_lines(before: "EventPage", after: "EventPage") -> Lines:
    """(label, was, becomes), in the order in which one asks: what, whether it goes on, when, and the rest as the form has it."""
    today = timezone.now().astimezone(BRUSSELS).date()
    fields = {field.name: field for field in fields_of(type(after))}
    own = [name for name in fields if name not in BEFORE_WHEN]
    own.sort(key=lambda name: name in {"slug", "seo_title", "search_description", "show_in_menus"})
    first, rest = ([of_field(fields[name], before, after) for name in names] for names in (BEFORE_WHEN, own))
    when = [
        Difference(gettext("wanneer"), *(moments_in_words(side.moments.all(), today) for side in (before, after))),
        Difference(gettext("anders op een dag"), *(changes_in_words(side.changes.all(), today) for side in (before, after))),
    ]
    return [tuple(found) for found in [*first, *when, *rest] if found and found.was != found.becomes]  # type: ignore[misc]


def moments_in_words(moments: "Iterable[EventMoment]", today: date, without: Collection[date] = ()) -> str:
    """without: days that what comes back leaves out."""
    return "\n".join(moment_in_words(moment, today, without) for moment in moments if moment.day) or gettext("niets")


def moment_in_words(moment: "EventMoment", today: date, without: Collection[date] = ()) -> str:
    """ "zondag 6 december, 10 tot 18 u.", "zondag 6 december, 10 tot 18 u., elke zondag tot en met 20 december"."""
    if moment.repeats == Repeats.OWN:
        return by_own_rule(moment, today, without)
    plain = Moment(moment.day, moment.begins, moment.until_day, moment.ends)
    said = dates.when(stretch(next(stretches(plain, moment.day, moment.day)), moment), "nl", today)
    pattern = dates.pattern(moment.repeats, moment.day, "nl")
    if pattern and moment.repeats_until:
        pattern = gettext("%(pattern)s tot en met %(day)s") % {"pattern": pattern, "day": dates.date_in(moment.repeats_until, "nl", today)}
    return ", ".join(part for part in (said, pattern) if part)


def by_own_rule(moment: "EventMoment", today: date, without: Collection[date]) -> str:
    """The first days to come, or of what is over all together the first: "zondag 6 december, 10 tot 12 u., woensdag 9 december, zondag 13 december,
    en nog 2 keer". A rule that goes on and on ends in "…"."""
    rule = moment.rule
    found = [slot for slot in slots_ahead(moment, today) if slot.first_day not in without]
    if not found:
        return f"{dates.weekday_and_date(moment.day, 'nl', today)}, {gettext('volgens een eigen regel')}"
    said = [dates.when(stretch(found[0], moment), "nl", today), *(dates.weekday_and_date(slot.first_day, "nl", today) for slot in found[1:TOLD])]
    if not ("UNTIL=" in rule or "COUNT=" in rule) or len(found) > COUNTED:
        return f"{', '.join(said)} …"
    return ", ".join(filter(None, [*said, dates.more(len(found) - TOLD, "nl")]))


def slots_ahead(moment: "EventMoment", today: date) -> list[Slot]:
    """From today, or of what is over from its beginning. Empty for a rule that cannot be read."""
    most = COUNTED + 1 + MOST_LEFT_OUT
    try:
        coming = (list(islice(stretches(moment.as_moment(), since, today + AHEAD), most)) for since in (max(moment.day, today), moment.day))
        return next(filter(None, coming), [])
    except BadRule:
        return []


def stretch(slot: Slot, moment: "EventMoment") -> dates.Stretch:
    if slot.all_day:
        return dates.Stretch(slot.first_day, slot.last_day)
    ends = slot.ends.astimezone(BRUSSELS) if moment.ends or moment.until_day else None
    return dates.Stretch(slot.first_day, slot.last_day, slot.starts.astimezone(BRUSSELS), ends)


def changes_in_words(changes: "Iterable[EventChange]", today: date) -> str:
    return "\n".join(change_in_words(change, today) for change in changes if change.day) or gettext("niets")


def change_in_words(change: "EventChange", today: date) -> str:
    """ "zondag 13 december: gaat die dag niet door", "zondag 13 december: verplaatst naar maandag 14 december om 9 u."."""
    day = dates.weekday_and_date(change.day, "nl", today)
    if change.what == Change.SKIPPED:
        return gettext("%(day)s niet") % {"day": day}
    if change.what != Change.MOVED:
        return f"{day}: {change.get_what_display()}"
    to = dates.weekday_and_date(change.new_day, "nl", today) if change.new_day else gettext("dezelfde dag")
    words = gettext("%(day)s: verplaatst naar %(to)s, %(hour)s") if change.begins else gettext("%(day)s: verplaatst naar %(to)s")
    return words % {"day": day, "to": to, "hour": clock(change.begins, "nl") if change.begins else ""}
