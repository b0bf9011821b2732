"""What a shop says of its week, with the special days on which it opens: one text in OpenStreetMap syntax, read like any other.

The special days stand in front, as rules of which the rest is the fallback: `2026 Dec 06 10:00-18:00 || We 09:00-12:00`. So the union holds
on a day that has hours of its own, nothing that calls a day off swallows them, and hours that nobody knows stay unknown at all other times.
Reasons: docs/decisions/0017-special-openings.md
"""

from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache

from shops.hours.reading import Hours, read
from shops.hours.rules import LONGEST_TEXT

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MIDNIGHT = time()
BETWEEN, OTHERWISE = ", ", " || "


def dated(day: date, opens: time, closes: time) -> str:
    """The rule of one day: "2026 Dec 06 10:00-18:00". closes at or before opens is past midnight; both midnight is the whole day."""
    end = "24:00" if closes == MIDNIGHT else f"{closes:%H:%M}"
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02} {opens:%H:%M}-{end}"


def joined_days(days: Iterable[tuple[date, time, time]]) -> str:
    """The rules of several days, in the order in which they come."""
    return BETWEEN.join(dict.fromkeys(dated(*day) for day in sorted(days)))


@lru_cache(maxsize=16_384)
def effective(text: str, special: str) -> str:
    """The hours that hold. text: the shop's own, "" for unknown. special: of `joined_days`, "" for none; then `text` as it is.

    Of special days that together with a long text are more than is read, the farthest are left out.
    """
    if not special:
        return text
    own = read(text)
    rest = own.text if isinstance(own, Hours) else "unknown"
    rules = special.split(BETWEEN)
    while rules and len(BETWEEN.join(rules)) + len(OTHERWISE) + len(rest) > LONGEST_TEXT:
        rules.pop()
    return f"{BETWEEN.join(rules)}{OTHERWISE}{rest}" if rules else text
