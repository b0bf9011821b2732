"""When something comes back: from a rule of RFC 5545 to days, in bounded time and memory. Knows nothing of models.

Clock times are those of Brussels: a market at nine stays at nine when summer time begins. Rules repeat by the day or slower, never by hour,
minute or second; a broken or endless rule is refused by name instead of being tried.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import DAILY, YEARLY, rrule, rrulestr

from events.kinds import Repeats

AHEAD = timedelta(days=2 * 366)
MOST = 400
OLDEST = timedelta(days=30 * 366)  # a rule that began earlier is not counted through
LONGEST_RULE = 400  # signs
MOST_COUNTED = 100 * 366  # times that a rule may ask for by number; a day each for a hundred years
WEEKS_IN_MONTH, WEEKS_IN_YEAR = 5, 53
LATE = 19 * 400  # years; the calendar repeats every 400
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SIMPLE = {Repeats.DAILY: "FREQ=DAILY", Repeats.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2", Repeats.WEEKLY: "FREQ=WEEKLY"}


class BadRule(ValueError):
    """The rule cannot be read, or repeats more often than daily."""


def rule_of(repeats: str, first: date, until: date | None = None, own: str = "") -> str:
    """The RFC 5545 rule for what an editor chose, "" when it does not come back.

    The 29th, 30th and 31st of a month skip months that lack them, as the standard says. The fifth weekday of a month is taken as the last.
    """
    if repeats == Repeats.NOT:
        return ""
    if repeats == Repeats.OWN:
        return own.strip()
    return ended(SIMPLE.get(Repeats(repeats)) or dated_rule(Repeats(repeats), first), until)


def dated_rule(repeats: Repeats, first: date) -> str:
    if repeats == Repeats.MONTHLY_DATE:
        return f"FREQ=MONTHLY;BYMONTHDAY={first.day}"
    if repeats == Repeats.YEARLY:
        return f"FREQ=YEARLY;BYMONTH={first.month};BYMONTHDAY={first.day}"
    week = (first.day - 1) // 7 + 1
    return f"FREQ=MONTHLY;BYDAY={-1 if week == 5 else week}{WEEKDAYS[first.weekday()]}"


def ended(rule: str, until: date | None) -> str:
    return f"{rule};UNTIL={until:%Y%m%d}T235959" if until else rule


def read(rule: str, first: datetime) -> rrule:
    """The rule, beginning at `first` (naive, Brussels). Raises BadRule."""
    text = rule.strip().removeprefix("RRULE:")
    if not text or len(text) > LONGEST_RULE or "\n" in text or "DTSTART" in text.upper():
        raise BadRule(rule[:LONGEST_RULE])
    try:
        found = rrulestr(in_wall_time(text), dtstart=first)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as refusal:
        raise BadRule(text) from refusal
    if not isinstance(found, rrule) or not YEARLY <= found._freq <= DAILY or found._interval < 1 or clocked(text):  # type: ignore[attr-defined]
        raise BadRule(text)
    if names_no_week(found) or found_count(text) == 0:
        raise BadRule(text)
    return found


def names_no_week(rule: rrule) -> bool:
    """Whether it asks for a weekday that no month or year has, such as the ninth Monday: the library stumbles over it years later."""
    of_a_year = rule._freq == YEARLY and not rule._bymonth  # type: ignore[attr-defined]
    most = WEEKS_IN_YEAR if of_a_year else WEEKS_IN_MONTH
    return any(not 1 <= abs(number) <= most for _weekday, number in rule._bynweekday or ())  # type: ignore[attr-defined]


def in_wall_time(rule: str) -> str:
    """Without the Z of UNTIL: the end of a rule is compared with clock times here, and an end some hours off does not add a day."""
    return ";".join(part.rstrip("Zz") if part.upper().startswith("UNTIL=") else part for part in rule.split(";"))


def clocked(rule: str) -> bool:
    return any(part.upper().startswith(("BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER")) for part in rule.split(";"))


def starts(first: datetime, rule: str, since: date, until: date, *, most: int = MOST) -> Iterator[datetime]:
    """The first moments (naive, Brussels) from `since` to `until` included, at most `most`; `first` itself when there is no rule.

    A `first` that its own rule does not name counts too, as calendars have it. Raises BadRule.
    """
    if not rule:
        if since <= first.date() <= until:
            yield first
        return
    named = islice(days_of(read(rule, first), first, until), found_count(rule))
    yield from islice((moment for moment in with_first(named, first) if moment.date() >= since), most)


def days_of(rule: rrule, first: datetime, until: date) -> Iterator[datetime]:
    """What the rule names until `until` at the latest, without its COUNT.

    The library walks a rule that never comes true to the year 9999, for ten seconds. So it is asked near that year, where the calendar is the same
    as today.
    """
    if not datetime.combine(until, time.max) - AHEAD - OLDEST <= first <= datetime.combine(until, time.max) + OLDEST:
        raise BadRule(str(rule))
    own_end: datetime | None = rule._until  # type: ignore[attr-defined]
    end = datetime.combine(until, time.max.replace(microsecond=0))
    late = rule.replace(dtstart=in_year(first, LATE), count=None, until=in_year(min(own_end, end) if own_end else end, LATE))
    yield from (in_year(moment, -LATE) for moment in late)


def in_year(moment: datetime, later: int) -> datetime:
    return moment.replace(year=moment.year + later)


def found_count(rule: str) -> int | None:
    """COUNT of the rule, at most MOST_COUNTED, 0 for what counts nothing; None when it has none."""
    for part in rule.upper().removeprefix("RRULE:").split(";"):
        if part.startswith("COUNT="):
            return min(max(int(part.removeprefix("COUNT=")), 0), MOST_COUNTED)
    return None


def with_first(moments: Iterator[datetime], first: datetime) -> Iterator[datetime]:
    second = next(moments, None)
    yield first
    if second is not None and second != first:
        yield second
    yield from moments
