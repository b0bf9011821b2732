"""How long what a page shows stays true."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from content.freshness import BRUSSELS, next_midnight, shown_until

EARLY, LATE = datetime(2026, 11, 25, 12, tzinfo=UTC), datetime(2026, 11, 25, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        (datetime(2026, 11, 25, 11, 40, tzinfo=BRUSSELS), datetime(2026, 11, 25, 23, tzinfo=UTC)),
        (datetime(2026, 11, 25, 0, 0, tzinfo=BRUSSELS), datetime(2026, 11, 25, 23, tzinfo=UTC)),
        (datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC), datetime(2026, 11, 25, 23, tzinfo=UTC)),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), datetime(2026, 11, 26, 23, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # 25 hours
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (datetime(2027, 3, 27, 23, 0, tzinfo=UTC), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # 23 hours
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_day_ends_at_midnight_in_brussels(at, midnight):
    assert next_midnight(at) == midnight


@pytest.mark.parametrize(
    ("moments", "until"),
    [([EARLY, LATE], EARLY), ([LATE, EARLY], EARLY), ([None, LATE], LATE), ([EARLY, None], EARLY), ([None, None], None)],
)
def test_the_earliest_of_several_moments_wins_and_nothing_changes_nothing(moments, until):
    request = SimpleNamespace()
    for moment in moments:
        shown_until(request, moment)
    assert request.shown_until == until
