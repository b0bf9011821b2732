"""What is done for the vote every minute, hour and night (ikkooplokaal.periodic). The clock opens and closes rounds: no job has to fire for that.

The moment that a job gets is the machine's; what depends on a round's own dates asks the database.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.cache import cache
from django.db import connection

from votes import asking, clock, forgetting, keys, reviewing, seal, triggers
from votes.candidate_pictures import keep_pictures
from votes.lineup import line_up
from votes.models import Proposal, Round, SealHead, Slip
from votes.observers import mail_seals

logger = logging.getLogger(__name__)

LOOKED_SECONDS = 7 * 86_400  # how long a look is remembered when nothing new comes in


class PromiseBroken(Exception):
    """Something of the vote is not as its public rules say."""


class SomeFailed(Exception):
    """The job did what it could: the log has what went wrong, and with how many rounds."""


def in_each(rounds: Iterable[Round], do: Callable[[Round], int]) -> int:
    """The sum of what `do` gives for each round. One that goes wrong keeps no other from its turn; then SomeFailed is raised at the end."""
    given, failed = 0, 0
    for voting_round in rounds:
        try:
            given += do(voting_round)
        except Exception:
            logger.exception("round %s", voting_round.pk)
            failed += 1
    if failed:
        raise SomeFailed(f"{failed} rounds")
    return given


def line_up_opened(at: datetime) -> int:
    """Store the candidates of rounds that opened, and then their pictures; returns of how many rounds."""
    now = clock.database_now()
    try:
        return in_each(Round.objects.open_at(now).filter(lined_up_at=None), lambda opened: line_up(round_id=opened.pk, at=now))
    finally:
        keep_pictures()


def answer_due(at: datetime) -> int:
    return asking.answer_due(clock.database_now())


def look(at: datetime) -> int:
    """Ask the rules about rounds in which somebody voted, or judged a group, since the last look; returns how many ballots were set apart."""
    now = clock.database_now()
    return in_each(Round.objects.running(now), lambda running: look_at(running, now))


def look_at(voting_round: Round, at: datetime) -> int:
    """Slips and proposals are never taken away while a round runs, so that their numbers tell whether there is something new."""
    name, seen = f"votes.looked.{voting_round.pk}", what_there_is(voting_round)
    if cache.get(name) == seen:
        return 0
    found = reviewing.look(round_id=voting_round.pk, at=at)
    cache.set(name, seen, LOOKED_SECONDS)
    return found


def what_there_is(voting_round: Round) -> tuple[int, int, int]:
    """How many voted, how many proposals there were about groups of votes, and how many of these were answered: that opens or fixes a group."""
    said = Proposal.objects.filter(cluster__round=voting_round)
    return Slip.objects.filter(round=voting_round).count(), said.count(), said.exclude(decided_at=None).count()


def publish_heads(at: datetime) -> int:
    """Publish this hour's seal of every round that runs, and mail the seals of each edition to its observers; returns how many there are."""
    now = clock.database_now()
    running = Round.objects.running(now).select_related("edition", "municipality").order_by("municipality__name")
    heads: dict[int, list[SealHead]] = defaultdict(list)

    def publish(voting_round: Round) -> int:
        head = seal.publish_head(round_id=voting_round.pk, at=now)
        head.round = voting_round
        heads[voting_round.edition_id].append(head)
        return 1

    try:
        return in_each(running, publish)
    finally:
        for of_edition in heads.values():
            mail_seals(of_edition, at=now, occasion=f"{of_edition[0].at:%Y-%m-%dT%H}")


def prune_requests(at: datetime) -> int:
    return asking.prune(clock.database_now())


def forget(at: datetime) -> int:
    return forgetting.forget_due(clock.database_now())


def prove(at: datetime) -> None:
    """Look whether everything that was promised to be gone is gone, and whether the database still refuses to change votes.

    Raises PromiseBroken, and logs what is not so: the job counts as failed, and /readyz tells (ikkooplokaal.health).
    """
    if found := worries(clock.database_now()):
        for worry in found:
            logger.error("votes: %s", worry)
        raise PromiseBroken(f"{len(found)} findings")


def worries(at: datetime) -> list[str]:
    """What breaks a promise of the vote at this moment; nothing when all is well. Names no person."""
    missing = sorted(triggers.missing(connection))
    return [*(f"trigger {name} is missing" for name in missing), *without_key(at), *forgetting.leftovers(at)]


def without_key(at: datetime) -> list[str]:
    """Rounds that run without a key that can be read: nobody can vote in them."""
    found = []
    for voting_round in Round.objects.running(at).select_related("edition", "municipality"):
        try:
            keys.key_of(voting_round.scope)
        except keys.NoKey:
            found.append(f"{voting_round.code} has no key")
    return found
