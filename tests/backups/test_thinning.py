"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from ikkooplokaal.backups import thinning

AT = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)  # a Wednesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_of_the_last_day_all_stay():
    hourly = {AT - number * HOUR for number in range(24)}
    assert thinning.kept(hourly, AT) == hourly


def test_of_two_weeks_the_last_of_each_day_stays():
    kept = thinning.kept([AT - day * DAY - hour * HOUR for day in range(14) for hour in (0, 1, 2)], AT)
    assert kept == {AT - day * DAY for day in range(14)} | {AT - HOUR, AT - 2 * HOUR}


def test_of_a_month_the_last_of_each_week_stays_and_nothing_of_thirty_days_or_older():
    kept = thinning.kept([AT - day * DAY for day in range(90)], AT)
    sundays = {datetime(2026, 11, 8, 3, 30, tzinfo=UTC), datetime(2026, 11, 1, 3, 30, tzinfo=UTC)}
    assert {one for one in kept if AT - one >= 14 * DAY} == sundays
    assert len(kept) == 16


def test_the_newest_two_stay_however_old_they_are():
    old = [AT - 300 * DAY, AT - 400 * DAY, AT - 500 * DAY]
    assert thinning.kept(old, AT) == {AT - 300 * DAY, AT - 400 * DAY}


def test_of_nothing_nothing_stays():
    assert thinning.kept([], AT) == set()


def test_every_night_for_a_year_there_is_one_of_yesterday_one_of_each_day_and_never_more_than_nineteen():
    standing: set[datetime] = set()
    for night in range(365):
        at = AT + night * DAY
        standing = thinning.kept(standing | {at}, at)
        assert {at - day * DAY for day in range(min(14, night + 1))} <= standing
        assert max(at - one for one in standing) < 30 * DAY
        assert len(standing) <= 19
