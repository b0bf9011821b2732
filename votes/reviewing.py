"""Suspicion in the open: rules set ballots apart, one person proposes what becomes of them, a second one decides (contract 8).

Neither sees for whom the ballots are: what they read is `seen(cluster)`. Both judge the same ballots: while a proposal waits, and once it is
agreed, nothing joins its cluster, and who answers says by a digest which ballots were shown. Groups that share ballots: votes.overlaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from municipalities.models import Municipality
from municipalities.rights import reach
from votes import suspicion
from votes.events import event_of
from votes.models import Ballot, BallotEvent, Cluster, Proposal, Round, Slip

JUDGED = Q(agreed=True) | Q(decided_at=None)  # proposals that keep their cluster as it is: one that waits, or the decision


class Refused(Exception):
    """Nothing was changed."""


class RoundIsOver(Refused):
    """The round is counted or cancelled."""


class Decided(Refused):
    """The cluster, or this proposal, is decided."""


class Waiting(Refused):
    """A proposal about this cluster waits for a second person."""


class SamePerson(Refused):
    """Who proposed does not decide."""


class NoReason(Refused):
    """A proposal needs a reason: the result page prints it."""


class OwnTown(Refused):
    """Who works for a municipality does not judge the ballots of its round, whatever other role they have."""


class Grown(Refused):
    """Other ballots stand in the cluster than were shown, or than were proposed about."""


@dataclass(frozen=True)
class Seen:
    """What a reviewer sees of a cluster. figures: those of the rule, which name no candidate. first, last: to the minute.

    digest: of its ballots; who proposes or decides gives it back.
    """

    letter: str
    rule: str
    ballots: int
    figures: dict[str, Any]
    first: datetime
    last: datetime
    digest: str


def look(*, round_id: int, at: datetime) -> int:
    """Ask the rules about every slip of a round, and set apart what they find; returns how many ballots joined a cluster now."""
    voting_round = Round.objects.select_related("edition", "municipality").get(pk=round_id)
    if not voting_round.has_opened(at):
        return 0
    found = suspicion.find(facts(voting_round), standing=standing(voting_round))
    return len({key for finding in found for key in set_apart(voting_round, finding, at)})


def standing(voting_round: Round) -> list[suspicion.Standing]:
    """The round's clusters so far."""
    clusters = Cluster.objects.filter(round=voting_round).prefetch_related("ballots", "proposals")
    return [
        suspicion.Standing(
            rule=cluster.rule,
            cluster_key=cluster.key,
            keys=frozenset(str(ballot.pk) for ballot in cluster.ballots.all()),
            fixed=any(proposal.agreed or proposal.decided_at is None for proposal in cluster.proposals.all()),
        )
        for cluster in clusters
    ]


def facts(voting_round: Round) -> list[suspicion.Fact]:
    """The slips, the candidate as an opaque number."""
    fields = ("ballot_id", "ballot__candidate_id", "confirmed_at", "network_mac", "domain_class", "seconds_to_code")
    rows = Slip.objects.filter(round=voting_round).exclude(identity_mac="").order_by("confirmed_at", "pk").values_list(*fields)
    return [
        suspicion.Fact(key=str(key), candidate=candidate, confirmed_at=at, network=network, domain=domain, seconds_to_code=seconds)
        for key, candidate, at, network, domain, seconds in rows
    ]


def set_apart(voting_round: Round, finding: suspicion.Suspicion, at: datetime) -> set[UUID]:
    """Put what is new in the finding into its cluster, with an event for each ballot; returns which these are.

    None when somebody proposed something about the cluster since the rules looked: the next look finds a new cluster for what is new.
    """
    with transaction.atomic():
        held = Round.objects.held_alone(voting_round.pk)
        if held.frozen_at or held.cancelled_at:
            return set()
        cluster = cluster_of(held, finding, at)
        if cluster.proposals.filter(JUDGED).exists():
            return set()
        return join(cluster, finding, at)


def cluster_of(voting_round: Round, finding: suspicion.Suspicion, at: datetime) -> Cluster:
    """The cluster of this finding; a new one, still empty, when there is none."""
    letter = next_letter(Cluster.objects.filter(round=voting_round).count())
    cluster, _is_new = Cluster.objects.get_or_create(
        round=voting_round, rule=finding.rule, key=finding.cluster_key, defaults={"letter": letter, "opened_at": at}
    )
    return cluster


def join(cluster: Cluster, finding: suspicion.Suspicion, at: datetime) -> set[UUID]:
    """Of a cluster that may grow: its figures of today, and the ballots that it did not hold."""
    figures = dict(finding.figures)
    if cluster.explanation != figures:
        cluster.explanation = figures
        cluster.save(update_fields=["explanation"])
    known = set(cluster.ballots.values_list("pk", flat=True))
    new = [ballot for ballot in Ballot.objects.filter(pk__in=finding.keys) if ballot.pk not in known]
    cluster.ballots.add(*new)
    told: dict[str, Any] = {"rule": finding.rule, "data": {"cluster": cluster.letter}}
    BallotEvent.objects.bulk_create([event_of(cluster.round, BallotEvent.Kind.SET_APART, at=at, ballot=ballot, **told) for ballot in new])
    return {ballot.pk for ballot in new}


def next_letter(number: int) -> str:
    """A, B ... Z, AA, AB ...: says nothing."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def seen(clusters: Iterable[Cluster]) -> list[Seen]:
    """What a reviewer may see, of many clusters at once."""
    told = []
    for cluster in clusters:
        found = Slip.objects.filter(ballot__clusters=cluster).values_list("confirmed_at", flat=True)
        moments = sorted(moment for moment in found if moment)
        first, last = (moments[0], moments[-1]) if moments else (cluster.opened_at, cluster.opened_at)
        size, digest = held_by(cluster)
        told.append(Seen(cluster.letter, cluster.rule, size, cluster.explanation, first.replace(second=0), last.replace(second=0), digest))
    return told


def held_by(cluster: Cluster) -> tuple[int, str]:
    """How many ballots stand in a cluster now, and their digest."""
    commitments = list(cluster.ballots.values_list("commitment", flat=True))
    return len(commitments), digest_of(commitments)


def digest_of(commitments: Iterable[str]) -> str:
    """SHA-256 over the commitments, sorted, one a line: anybody can make it again from the events that the seal holds."""
    return sha256("\n".join(sorted(commitments)).encode()).hexdigest()


def propose(*, cluster: Cluster, verdict: str, reason: str, shown: str, by: User, at: datetime) -> Proposal:
    """Say what should become of the ballots that stand in a cluster; from then on none joins it. shown: the digest of those that were seen.

    Raises NoReason, OwnTown, Decided, Waiting, Grown, RoundIsOver.
    """
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        check_outsider(by, check_running(cluster.round_id))
        standing = Proposal.objects.select_for_update().filter(cluster=cluster)
        if standing.filter(agreed=True).exists():
            raise Decided
        size = check_shown(cluster, shown)
        facts = {"cluster": cluster, "verdict": Proposal.Verdict(verdict), "reason": reason.strip(), "size": size, "digest": shown}
        try:
            with transaction.atomic():
                return Proposal.objects.create(**facts, by=by, at=at)
        except IntegrityError:
            raise Waiting from None


def decide(*, proposal: Proposal, agrees: bool, shown: str, by: User, at: datetime, answer: str = "") -> None:
    """Agree, which is final, or not: then somebody may propose anew. shown: the digest of the ballots that were seen.

    Who agrees does so about the ballots of the proposal. Raises SamePerson, OwnTown, Grown, Decided, RoundIsOver.
    """
    if by.pk == proposal.by_id:
        raise SamePerson
    with transaction.atomic():
        voting_round = check_running(proposal.cluster.round_id)
        check_outsider(by, voting_round)
        check_shown(proposal.cluster, shown)
        if agrees and proposal.digest != shown:
            raise Grown
        told = {"agreed": agrees, "decided_by": by, "decided_at": at, "answer": answer.strip()}
        if not Proposal.objects.filter(pk=proposal.pk, decided_at=None).update(**told):
            raise Decided
        if agrees:
            carry_out(proposal, voting_round, by, at)


def check_running(round_id: int) -> Round:
    voting_round: Round = Round.objects.held_alone(round_id)
    if voting_round.frozen_at or voting_round.cancelled_at:
        raise RoundIsOver
    return voting_round


def check_outsider(by: User, voting_round: Round) -> None:
    if own_towns(by).filter(pk=voting_round.municipality_id).exists():
        raise OwnTown


def own_towns(user: Any) -> QuerySet[Municipality]:
    """The municipalities that somebody works for, those that they merged into, and those that merged into them."""
    written = reach(user).written
    if not written:
        return Municipality.objects.none()
    return Municipality.objects.filter(Q(pk__in=written) | Q(successor__in=written) | Q(predecessors__in=written)).distinct()


def check_shown(cluster: Cluster, shown: str) -> int:
    """How many ballots stand in the cluster, when they are those of the digest. Raises Grown."""
    size, digest = held_by(cluster)
    if digest != shown:
        raise Grown
    return size


def carry_out(proposal: Proposal, voting_round: Round, by: User, at: datetime) -> None:
    """An event for each ballot of the cluster."""
    kinds = {Proposal.Verdict.REJECT: BallotEvent.Kind.REJECTED, Proposal.Verdict.RELEASE: BallotEvent.Kind.RELEASED}
    told: dict[str, Any] = {"rule": proposal.cluster.rule, "reason": proposal.reason, "by": by.pk, "data": {"cluster": proposal.cluster.letter}}
    kind = kinds[Proposal.Verdict(proposal.verdict)]
    BallotEvent.objects.bulk_create([event_of(voting_round, kind, at=at, ballot=ballot, **told) for ballot in proposal.cluster.ballots.all()])
