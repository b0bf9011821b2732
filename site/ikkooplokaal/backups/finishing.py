"""What follows when a database came back: it is held against the manifest and the seals, brought to the tables of this site, and all that was
erased since, or would let somebody in again, is erased once more."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from ikkooplokaal.backups import facts, fleeting
from ikkooplokaal.backups.manifest import Manifest
from ikkooplokaal.backups.refusals import NoServerYet
from ikkooplokaal.periodic import JOBS, succeeded
from mail.models import OutgoingMail
from votes import jobs as vote_jobs
from votes import seal, triggers
from votes.models import Round

logger = logging.getLogger(__name__)

ERASING = {
    "mail.forget_due",
    "mail.prune",
    "mail.links.prune",
    "mail.codes.prune",
    "gate.prune",
    "gate.proof_of_work.prune",
    "clearsessions",
    "prune_db_task_results",
    "content.visits.prune",
    "contact.forget_old",
    "shops.unanswered.prune",
    "shops.special_openings.forget_past",
    "shops.reports.forget_old",
    "shops.shopkeepers.prune",
    "shops.shopkeepers.forget_refused",
    "shops.importing.forget_old",
    "events.importing.forget_old",
    "translating.prune",
    "votes.prune",
    "votes.forget",
    "votes.candidacy.prune",
}
RESTORED = "restored from a backup"  # the problem of a mail that waited then


@dataclass
class Finished:
    """differences: of what came back with what was copied. worries: what breaks a promise of the vote. Both are empty when all is well.

    mails: how many that waited are not sent any more; failed: jobs that erase and did not.
    """

    differences: list[str]
    mails: int = 0
    failed: list[str] = field(default_factory=list)
    worries: list[str] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not (self.differences or self.failed or self.worries)


def finish(*, told: Manifest, at: datetime) -> Finished:
    """May be repeated. Raises NoServerYet."""
    done = Finished(differences(told))
    bring_up_to_date()
    empty_fleeting()
    done.mails = give_up_waiting(at)
    done.failed = [job.name for job in JOBS if job.name in ERASING and not succeeded(job, at)]
    cache.clear()
    done.differences += [f"round {finding}" for finding in unsealed(told)]
    done.worries = vote_jobs.worries(at)
    return done


# -- as it was copied?


def differences(told: Manifest) -> list[str]:
    """Nothing when all is there, and once something was erased or stored since: only the first time tells. Raises NoServerYet."""
    try:
        here = facts.told_by(ask, connection.vendor)
    except DatabaseError as error:
        raise NoServerYet(type(error).__name__) from None
    if not here.migrations:
        raise NoServerYet
    if told.is_exact:
        return [f"{table}: {here.counts.get(table)} / {number}" for table, number in told.counts.items() if here.counts.get(table) != number]
    return [f"{table}: {here.counts.get(table)} < {told.counts[table]}" for table in triggers.tables() if here.counts[table] < told.counts[table]]


def ask(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def unsealed(told: Manifest) -> list[str]:
    """What is not as it was sealed, in every round, by the heads of the manifest and those that were published."""
    found = []
    for voting_round in Round.objects.filter(scheduled_at__isnull=False).select_related("edition", "municipality"):
        published = list(voting_round.heads.values_list("position", "head"))
        kept = [head for key, head in told.heads.items() if key == str(voting_round.pk)]
        found += [f"{voting_round.code}: {one.name} {one.what}" for one in seal.verify(voting_round, [*published, *kept])]
    return found


def bring_up_to_date() -> None:
    """To the tables and triggers of this site."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    if triggers.missing(connection):
        triggers.install(connection)


# -- what must not come back


def empty_fleeting() -> None:
    for name in fleeting.MODELS:
        apps.get_model(name)._default_manager.all().delete()


def give_up_waiting(at: datetime) -> int:
    """Mails that waited then were mostly sent since; nobody gets them twice. An administrator sees which, and why."""
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    return waiting.update(state=OutgoingMail.State.GIVEN_UP, given_up_at=at, problem=RESTORED, claimed_until=None)
