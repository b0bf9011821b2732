"""How often one may try: counted in the database, so that it holds for all processes, and through a restart."""

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import cast

from django.db import connection, transaction
from django.db.models import Max

from gate.keyed_hash import keyed_hash
from gate.models import Throttle

logger = logging.getLogger(__name__)

# One statement: two processes that read, add and write would each let the same try through.
COUNT = """
INSERT INTO gate_throttle (key, count, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN gate_throttle.ends_at > %s THEN gate_throttle.count + 1 ELSE 1 END,
    ends_at = CASE WHEN gate_throttle.ends_at > %s THEN gate_throttle.ends_at ELSE excluded.ends_at END
RETURNING count, ends_at
"""


LONGEST = timedelta(days=1)  # that a rule may remember anybody, as the privacy page says


class TooMany(Exception):
    """Refused: tried too often. Another try may succeed after `retry_after`."""

    def __init__(self, retry_after: timedelta):
        super().__init__(f"too many tries, next in {retry_after}")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Rule:
    """At most `count` tries within `window`, which begins at the first of them. `name` keeps rules apart: one per thing that is tried."""

    name: str
    count: int
    window: timedelta

    def __post_init__(self) -> None:
        if self.window > LONGEST:
            raise ValueError(f"{self.name} remembers somebody for longer than {LONGEST}")


def spend(rule: Rule, subject: str, *, at: datetime) -> None:
    """Count one try of `subject` (a network, an address in lower case); neither is stored, only a hash that nobody can link after a day.

    Raises TooMany with the time that is left. The try is counted for good before that: whoever calls this within a transaction gets a
    RuntimeError, as a refusal would roll the count back. Call it before the transaction begins.
    """
    with transaction.atomic(durable=True):
        count, ends_at = counted(rule, subject, at)
    if count > rule.count:
        logger.info("too many tries", extra={"rule": rule.name})  # of whom is nobody's business
        raise TooMany(ends_at - at)


def within(rule: Rule, subject: str, *, at: datetime) -> bool:
    """Count one try of `subject`; whether it lies within the rule. For what goes on either way, only later or slower.

    In the caller's transaction, unlike `spend`: a roll-back gives the try back, and on PostgreSQL others of the same subject wait for its
    end. Call it late, and where a transaction counts under several rules, always in the same order.
    """
    count, _ = counted(rule, subject, at)
    return count <= rule.count


def tries_of(rule: Rule, subject: str, *, at: datetime) -> int:
    """How many tries stand in the window that is open at `at`; counts nothing, one query."""
    keys = [key_of(rule, subject, day) for day in days_of(rule, at)]
    return Throttle.objects.filter(key__in=keys, ends_at__gt=at).aggregate(most=Max("count"))["most"] or 0


def forgive(rule: Rule, subject: str, *, at: datetime) -> None:
    """Forget the tries of `subject`: it turned out to be who it said."""
    Throttle.objects.filter(key__in=[key_of(rule, subject, day) for day in days_of(rule, at)]).delete()


def prune(at: datetime) -> int:
    """Delete what no longer counts; returns how many rows."""
    return Throttle.objects.filter(ends_at__lte=at).delete()[0]


def counted(rule: Rule, subject: str, at: datetime) -> tuple[int, datetime]:
    """Add one; returns the number of tries and the end of the window. A window that began yesterday runs on under yesterday's key."""
    today, *earlier = [key_of(rule, subject, day) for day in days_of(rule, at)]
    running = Throttle.objects.filter(key__in=earlier, ends_at__gt=at).values_list("key", flat=True).first() if earlier else None
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [running or today, *map(written, (at + rule.window, at, at))])
        count, ends_at = cursor.fetchone()
    return count, moment(ends_at)


def days_of(rule: Rule, at: datetime) -> list[date]:
    """The days (UTC) in which a window that is open at `at` may have begun, the last first."""
    last, first = at.astimezone(UTC).date(), (at - rule.window).astimezone(UTC).date()
    return [last - timedelta(days=back) for back in range((last - first).days + 1)]


def key_of(rule: Rule, subject: str, day: date) -> str:
    """A key for one day: rows of two days cannot be linked, unless by someone who has SECRET_KEY."""
    return keyed_hash(f"gate.throttle {day.isoformat()}", rule.name, subject)


def written(at: datetime) -> str | datetime:
    """`at` as this database stores it."""
    return cast(str | datetime, connection.ops.adapt_datetimefield_value(at))


def moment(stored: str | datetime) -> datetime:
    """The inverse of `written`: SQLite hands out UTC that does not say so, as a moment or as text."""
    read = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
