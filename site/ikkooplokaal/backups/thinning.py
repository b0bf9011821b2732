"""Which backups stay: all of the last day, then one a day for two weeks, then one a week. None longer than thirty days, as what was removed must
be gone everywhere; but the newest two always: an old one is better than none, and the very newest may be of a clock that was ahead."""

from collections.abc import Iterable
from datetime import datetime, timedelta

ALL_OF = timedelta(days=1)
DAILY = timedelta(days=14)
LONGEST = timedelta(days=30)


def kept(moments: Iterable[datetime], at: datetime) -> set[datetime]:
    """Of these moments (UTC) those that stay at `at`; of each day and of each week (ISO) the last."""
    known = sorted(moments)
    young = [one for one in known if at - one < LONGEST]
    by_day = {one.date(): one for one in young if at - one < DAILY}
    by_week = {one.isocalendar()[:2]: one for one in young}
    return {one for one in young if at - one < ALL_OF} | set(by_day.values()) | set(by_week.values()) | set(known[-2:])
