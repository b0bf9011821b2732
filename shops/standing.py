"""How much an entry weighs in a list: its age and what visitors report, together.

`Shop.faded` holds the answer, 0 for an entry that was confirmed within the year; among what answers equally well the lowest comes first.
"""

from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from shops.querysets import ShopQuerySet

FRESH, OLD = timedelta(days=365), timedelta(days=730)
MOST_REPORTS = 2  # a third visitor who says the same adds nothing
FADES = 3  # from here on age and reports agree, and visitors are told


def faded(confirmed_on: date | None, vouched_on: date | None, open_reports: int, today: date) -> int:
    """0 to 4; what is higher comes later in a list, and from FADES on the card says so.

    confirmed_on: the oldest word of shop or municipality on what visitors rely on, None when one of those facts has none.
    vouched_on: their newest word on one of them.

    | confirmed_on            | nothing reported, or vouched for within the year | one report | two or more |
    |---|---|---|---|
    | at most a year ago      | 0 | 0 | 0 |
    | one to two years ago    | 1 | 2 | 3 |
    | longer ago, or never    | 2 | 3 | 4 |

    So visitors alone never fade what its owner confirmed, and age alone never tells anybody that something is wrong.
    """
    age = years_behind(confirmed_on, today)
    believed = 0 if vouched_on is not None and vouched_on >= since(today, FRESH) else min(open_reports, MOST_REPORTS)
    return age and age + believed


def years_behind(confirmed_on: date | None, today: date) -> int:
    """0, 1 or 2: the rows of the table."""
    if confirmed_on is None or confirmed_on < since(today, OLD):
        return 2
    return int(confirmed_on < since(today, FRESH))


def since(today: date, span: timedelta) -> date:
    """The first day that still lies within `span`."""
    return today - span


def refresh(shops: "ShopQuerySet", at: datetime) -> int:
    """Bring `faded` of `shops` in step with the day of `at`; how many changed. An update per field of the table."""
    today = timezone.localdate(at)
    old, fresh = since(today, OLD), since(today, FRESH)
    ages = [(None, Q(confirmed_on=None)), (date.min, Q(confirmed_on__lt=old)), (old, Q(confirmed_on__gte=old, confirmed_on__lt=fresh))]
    words = [(None, Q(vouched_on=None) | Q(vouched_on__lt=fresh)), (fresh, Q(vouched_on__gte=fresh))]
    numbers = [(number, Q(open_reports=number)) for number in range(MOST_REPORTS)] + [(MOST_REPORTS, Q(open_reports__gte=MOST_REPORTS))]
    changed = corrected(shops.filter(confirmed_on__gte=fresh), 0)
    for (day, aged), (word, vouched), (number, reported) in product(ages, words, numbers):
        changed += corrected(shops.filter(aged, vouched, reported), faded(day, word, number, today))
    return changed


def corrected(rows: "ShopQuerySet", value: int) -> int:
    return rows.exclude(faded=value).update(faded=value)
