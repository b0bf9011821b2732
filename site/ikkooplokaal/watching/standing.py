"""How everything is at a moment, read from the database: the same whichever process is asked, and through a restart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django_tasks_db.models import DBTaskResult

from ikkooplokaal.models import PeriodicJob
from ikkooplokaal.periodic import DAY, JOBS, NEVER, Job, turn_of
from ikkooplokaal.watching.ages import registered
from mail.models import OutgoingMail
from votes.models import Round

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Queue:
    """count: how many wait that might have been done already. age: of the one that waits longest."""

    count: int = 0
    age: timedelta = NOTHING


@dataclass(frozen=True)
class Standing:
    """How things are.

    mails_refused: in a day, by the server of whom they were for. mails_given_up: for another reason. jobs_late: by name, how long ago a turn
    should have begun; 0 for who is on time. seal_age: of the round that waits longest for one; None while no round runs.
    ages: by name, of the newest; None when there never was one.
    """

    tasks: Queue = Queue()
    tasks_failed: int = 0
    mails: Queue = Queue()
    mails_refused: int = 0
    mails_given_up: int = 0
    jobs_late: dict[str, timedelta] = field(default_factory=dict)
    jobs_failed: frozenset[str] = frozenset()
    seal_age: timedelta | None = None
    ages: dict[str, timedelta | None] = field(default_factory=dict)


def standing(at: datetime) -> Standing:
    """Six queries, and what the registered ones ask."""
    refused, given_up = mails_lost(at)
    late, failed = jobs(at)
    return Standing(
        tasks=tasks(at),
        tasks_failed=DBTaskResult.objects.failed().filter(finished_at__gt=at - DAY).count(),
        mails=mails(at),
        mails_refused=refused,
        mails_given_up=given_up,
        jobs_late=late,
        jobs_failed=failed,
        seal_age=seal_age(at),
        ages={name: age(newest_at(at), at) for name, newest_at in registered().items()},
    )


def tasks(at: datetime) -> Queue:
    found = DBTaskResult.objects.ready().aggregate(count=Count("pk"), since=Min("enqueued_at"))
    return Queue(found["count"], age(found["since"], at) or NOTHING)


def mails(at: datetime) -> Queue:
    """Those that are due, and those that could not leave yet: a failed try puts `due_at` off, and the mail waits all the same."""
    tried = Q(tries__gt=0)
    waiting = OutgoingMail.objects.filter(tried | Q(due_at__lte=at), state=OutgoingMail.State.WAITING)
    found = waiting.aggregate(count=Count("pk"), due=Min("due_at", filter=~tried), made=Min("created_at", filter=tried))
    since = min(filter(None, [found["due"], found["made"]]), default=None)
    return Queue(found["count"], age(since, at) or NOTHING)


def mails_lost(at: datetime) -> tuple[int, int]:
    """(refused by the server of whom they were for, given up for another reason), within a day."""
    by_recipient = Q(problem__startswith="recipient refused")
    lost = OutgoingMail.objects.filter(state=OutgoingMail.State.GIVEN_UP, given_up_at__gt=at - DAY)
    found = lost.aggregate(refused=Count("pk", filter=by_recipient), other=Count("pk", filter=~by_recipient))
    return found["refused"], found["other"]


def jobs(at: datetime) -> tuple[dict[str, timedelta], frozenset[str]]:
    rows = {row.name: row for row in PeriodicJob.objects.all()}
    late = {job.name: lateness(job, rows.get(job.name), at) for job in JOBS}
    return late, frozenset(job.name for job in JOBS if job.name in rows and rows[job.name].has_failed)


def lateness(job: Job, row: PeriodicJob | None, at: datetime) -> timedelta:
    """Since when its turn should have begun. Who is at it is not late."""
    expected = turn_of(job.every, at)
    if row and (row.turn >= expected or (row.busy_until and row.busy_until > at)):
        return NOTHING
    return at - (row.turn + job.every if row and row.turn > NEVER else expected)


def seal_age(at: datetime) -> timedelta | None:
    """Since the newest seal of the running round that has waited longest for one; since its opening when it has none."""
    running: QuerySet = Round.objects.running(at).annotate(newest=Max("heads__at"))
    return age(oldest(newest or opens_at for newest, opens_at in running.values_list("newest", "opens_at")), at)


def oldest(moments: Iterable[datetime]) -> datetime | None:
    return min(moments, default=None)


def age(moment: datetime | None, at: datetime) -> timedelta | None:
    """Never below nothing: clocks of two machines are never quite alike."""
    return None if moment is None else max(at - moment, NOTHING)
