"""What has to be done every minute or every night. `manage.py run_periodic` asks what is due; nothing else keeps time.

Any number of processes may ask, at once and through restarts: the table of PeriodicJob says what had its turn, and one conditional update
takes a turn, so that a job has it once. That table stands in the database, because this is what all processes share, what a restart
keeps, and what a backup that is put back takes along.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from time import monotonic
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db.models import Q
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

import content.visits
import gate.proof_of_work
import gate.throttle
import mail.codes
import mail.links
import mail.outbox
from content import finding
from events import keeping, lost_answers
from events.importing import batches as calendars
from gate.clock import database_now
from home import contact
from ikkooplokaal import statistics
from ikkooplokaal.models import PeriodicJob
from ikkooplokaal.translating import asking
from ikkooplokaal.watching import request_id
from shops import special_openings, unanswered
from shops.importing import batches
from shops.reports import actions as reports
from shops.shopkeepers import forgetting, visits, yearly
from votes import jobs as votes
from votes.candidacy import lapsing

logger = logging.getLogger(__name__)

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT_HOUR = 3  # exists once on every day of the year
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
ASTRAY = HOUR  # further apart than this no two clocks are: what was written down so far ahead was by one that has been set right since


@dataclass(frozen=True)
class Job:
    """`run(at)` once in every turn. every: a day (at three at night in Brussels), an hour, or an even part of one.

    at_most: how long it may take. Then another process may do the next turn, as the one that had this was killed.
    """

    name: str
    run: Callable[[datetime], object]
    every: timedelta
    at_most: timedelta = timedelta(minutes=10)


def command(name: str) -> Callable[[datetime], None]:
    """A management command as a job; it reads the clock itself, and what it says is dropped."""

    def run(at: datetime) -> None:
        call_command(name, verbosity=0, stdout=StringIO())

    return run


def by_the_database(run: Callable[[datetime], object]) -> Callable[[datetime], object]:
    """As a job that goes by the clock of the database: what it writes down is compared with moments that other machines wrote."""
    return lambda at: run(database_now())


def prune_task_results(at: datetime) -> None:
    """Django's command refuses where tasks are run at once and nothing is kept."""
    if isinstance(task_backends["default"], DatabaseBackend):
        command("prune_db_task_results")(at)


JOBS = (
    Job("publish_scheduled", command("publish_scheduled"), MINUTE),
    Job("mail.deliver_due", by_the_database(mail.outbox.deliver_due), MINUTE, at_most=timedelta(minutes=5)),
    Job("mail.forget_due", by_the_database(mail.outbox.forget_due), HOUR),
    Job("shops.special_openings.forget_past", special_openings.forget_past, DAY),
    Job("shops.reports.forget_old", reports.forget_old, DAY),
    Job("shops.reports.follow_time", reports.follow_time, DAY),
    Job("shops.shopkeepers.ask_due", yearly.ask_due, DAY, at_most=timedelta(minutes=30)),
    Job("shops.shopkeepers.prune", visits.prune, DAY),
    Job("shops.shopkeepers.forget_refused", forgetting.forget_refused, DAY),
    Job("refresh_openings", command("refresh_openings"), DAY, at_most=timedelta(hours=2)),
    Job("rebuild_shop_index", command("rebuild_shop_index"), DAY, at_most=timedelta(hours=2)),
    Job("events.refill_all", lambda at: keeping.refill_all(at=at), DAY, at_most=timedelta(hours=2)),
    Job("events.tell_due", lambda at: lost_answers.tell_due(at=at), 5 * MINUTE, at_most=timedelta(minutes=30)),
    Job("content.finding.rebuild", lambda at: finding.rebuild(at=at), DAY, at_most=timedelta(hours=2)),
    Job("statistics.renew", statistics.renew, DAY),
    Job("clearsessions", command("clearsessions"), DAY),
    Job("prune_db_task_results", prune_task_results, DAY),
    Job("gate.prune", gate.throttle.prune, DAY),
    Job("gate.proof_of_work.prune", gate.proof_of_work.prune, DAY),
    Job("mail.prune", mail.outbox.prune, DAY),
    Job("mail.links.prune", mail.links.prune, DAY),
    Job("mail.codes.prune", mail.codes.prune, DAY),
    Job("content.visits.prune", content.visits.prune, DAY),
    Job("shops.unanswered.prune", unanswered.prune, DAY),
    Job("events.importing.forget_old", calendars.forget_old, DAY),
    Job("shops.importing.forget_old", batches.forget_old, DAY),
    Job("contact.forget_old", contact.forget_old, DAY),
    Job("translating.resume", asking.resume, 5 * MINUTE),
    Job("translating.prune", asking.prune, DAY),
    Job("votes.line_up", votes.line_up_opened, MINUTE),
    Job("votes.answer_due", votes.answer_due, MINUTE, at_most=timedelta(minutes=5)),
    Job("votes.look", votes.look, 5 * MINUTE),
    Job("votes.publish_heads", votes.publish_heads, HOUR),
    Job("votes.prune", votes.prune_requests, HOUR),
    Job("votes.forget", votes.forget, HOUR, at_most=timedelta(hours=2)),
    Job("votes.prove", votes.prove, HOUR),
    Job("votes.candidacy.prune", lapsing.prune_due, HOUR),
)


def run_due(at: datetime, jobs: Sequence[Job] = JOBS) -> dict[str, bool]:
    """Do what is due and free at `at`, in the order of `jobs`; {name: whether it succeeded}. A failure is logged, and the others go on.

    A job that failed has had its turn: it is done again at the next.
    """
    began = monotonic()
    done = {}
    for job in jobs:
        moment = at + timedelta(seconds=monotonic() - began)
        if take_turn(job, moment):
            done[job.name] = succeeded(job, moment)
            end_turn(job, moment, has_failed=not done[job.name])
    return done


def take_turn(job: Job, at: datetime) -> bool:
    """Whether it is this process that does it."""
    turn = turn_of(job.every, at)
    PeriodicJob.objects.get_or_create(name=job.name, defaults={"turn": NEVER})
    free = Q(busy_until=None) | Q(busy_until__lte=at) | Q(busy_until__gt=at + job.at_most + ASTRAY)
    due = Q(turn__lt=turn) | Q(turn__gt=turn + job.every + ASTRAY)
    return bool(PeriodicJob.objects.filter(free, due, name=job.name).update(turn=turn, busy_until=at + job.at_most))


def succeeded(job: Job, at: datetime) -> bool:
    with request_id.carried(f"job-{job.name}"):
        try:
            job.run(at)
        except Exception:
            logger.exception("periodic job %s failed", job.name)
            return False
    return True


def end_turn(job: Job, at: datetime, *, has_failed: bool) -> None:
    """Free the job, unless it took so long that another process has it by now."""
    ours = PeriodicJob.objects.filter(name=job.name, busy_until=at + job.at_most)
    ours.update(busy_until=None, began_at=at, has_failed=has_failed)


def turn_of(every: timedelta, at: datetime) -> datetime:
    """The start of the turn in which `at` falls."""
    if every < DAY:
        return datetime.fromtimestamp(at.timestamp() // every.total_seconds() * every.total_seconds(), UTC)
    local = at.astimezone(BRUSSELS)
    night = local.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0, fold=0)
    return night if night <= local else night - DAY
