"""How much an entry weighs in a list: its age and what visitors report, together.

`Shop.faded` holds the answer, 0 for an entry that was confirmed within the year; `ShopQuerySet.by_standing` puts the fresh ones first.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from shops.querysets import ShopQuerySet

FRESH, OLD = timedelta(days=365), timedelta(days=730)
MOST_REPORTS = 2  # a third visitor who says the same adds nothing
FADES = 3  # from here on age and reports agree, and visitors are told


def faded(confirmed_on: date | None, open_reports: int, today: date) -> int:
    """0 to 4; what is higher comes later in a list, and from FADES on the card says so.

    | last word of shop or municipality | no report | one | two or more |
    |---|---|---|---|
    | at most a year ago                | 0 | 0 | 0 |
    | one to two years ago              | 1 | 2 | 3 |
    | longer ago, or never              | 2 | 3 | 4 |

    So visitors alone never fade what its owner confirmed, and age alone never tells anybody that something is wrong.
    """
    age = years_behind(confirmed_on, today)
    return age and age + min(open_reports, MOST_REPORTS)


def years_behind(confirmed_on: date | None, today: date) -> int:
    """0, 1 or 2: the rows of the table."""
    if confirmed_on is None or confirmed_on < since(today, OLD):
        return 2
    return int(confirmed_on < since(today, FRESH))


def since(today: date, span: timedelta) -> date:
    """The first day that still lies within `span`."""
    return today - span


def refresh(shops: "ShopQuerySet", at: datetime) -> int:
    """Bring `faded` of `shops` in step with the day of `at`; how many changed. One update per field of the table."""
    today = timezone.localdate(at)
    old, fresh = since(today, OLD), since(today, FRESH)
    ages = [
        (None, shops.filter(confirmed_on=None)),
        (date.min, shops.filter(confirmed_on__lt=old)),
        (old, shops.filter(confirmed_on__gte=old, confirmed_on__lt=fresh)),
        (fresh, shops.filter(confirmed_on__gte=fresh)),
    ]
    return sum(corrected(rows, number, faded(day, number, today)) for day, rows in ages for number in range(MOST_REPORTS + 1))


def corrected(rows: "ShopQuerySet", reports: int, value: int) -> int:
    """reports: how many are open, MOST_REPORTS for more too."""
    some = rows.filter(open_reports__gte=reports) if reports == MOST_REPORTS else rows.filter(open_reports=reports)
    return some.exclude(faded=value).update(faded=value)
