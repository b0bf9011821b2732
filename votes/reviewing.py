"""Suspicion in the open: rules set ballots apart, one person proposes what becomes of them, a second one decides (contract 8).

Neither sees for whom the ballots are: what they read is `seen(cluster)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from votes import suspicion
from votes.events import event_of
from votes.models import Ballot, BallotEvent, Cluster, Proposal, Round, Slip


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


@dataclass(frozen=True)
class Seen:
    """What a reviewer sees of a cluster. figures: those of the rule, which name no candidate. first, last: to the minute."""

    letter: str
    rule: str
    ballots: int
    figures: dict[str, Any]
    first: datetime
    last: datetime


def look(*, round_id: int, at: datetime) -> int:
    """Ask the rules about every slip of a round, and set apart what they find; returns how many ballots were set apart now."""
    voting_round = Round.objects.select_related("edition", "municipality").get(pk=round_id)
    if not voting_round.has_opened(at):
        return 0
    found = suspicion.find(facts(voting_round), standing=standing(voting_round))
    return sum(set_apart(voting_round, finding, at) for finding in found)


def standing(voting_round: Round) -> list[suspicion.Standing]:
    """The round's clusters so far."""
    clusters = Cluster.objects.filter(round=voting_round).prefetch_related("ballots", "proposals")
    return [
        suspicion.Standing(
            rule=cluster.rule,
            cluster_key=cluster.key,
            keys=frozenset(str(ballot.pk) for ballot in cluster.ballots.all()),
            decided=any(proposal.agreed for proposal in cluster.proposals.all()),
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


def set_apart(voting_round: Round, finding: suspicion.Suspicion, at: datetime) -> int:
    """Put what is new in the finding into its cluster, with an event for each ballot; returns how many there were."""
    with transaction.atomic():
        held = Round.objects.held_alone(voting_round.pk)
        if held.frozen_at or held.cancelled_at:
            return 0
        cluster = cluster_of(held, finding, at)
        known = set(cluster.ballots.values_list("pk", flat=True))
        new = [ballot for ballot in Ballot.objects.filter(pk__in=finding.keys) if ballot.pk not in known]
        cluster.ballots.add(*new)
        told: dict[str, Any] = {"rule": finding.rule, "data": {"cluster": cluster.letter}}
        BallotEvent.objects.bulk_create([event_of(held, BallotEvent.Kind.SET_APART, at=at, ballot=ballot, **told) for ballot in new])
    return len(new)


def cluster_of(voting_round: Round, finding: suspicion.Suspicion, at: datetime) -> Cluster:
    """The cluster of this finding with its figures of today; a new one when there is none."""
    figures = dict(finding.figures)
    letter = next_letter(Cluster.objects.filter(round=voting_round).count())
    cluster, is_new = Cluster.objects.get_or_create(
        round=voting_round, rule=finding.rule, key=finding.cluster_key, defaults={"letter": letter, "opened_at": at, "explanation": figures}
    )
    if not is_new and cluster.explanation != figures:
        cluster.explanation = figures
        cluster.save(update_fields=["explanation"])
    return cluster


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
        told.append(
            Seen(
                cluster.letter,
                cluster.rule,
                cluster.ballots.count(),
                cluster.explanation,
                first.replace(second=0),
                last.replace(second=0),
            )
        )
    return told


def propose(*, cluster: Cluster, verdict: str, reason: str, by: User, at: datetime) -> Proposal:
    """Say what should become of a cluster. Raises NoReason, Decided, Waiting, RoundIsOver."""
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        check_running(cluster.round_id)
        standing = Proposal.objects.select_for_update().filter(cluster=cluster)
        if standing.filter(agreed=True).exists():
            raise Decided
        try:
            with transaction.atomic():
                return Proposal.objects.create(cluster=cluster, verdict=Proposal.Verdict(verdict), reason=reason.strip(), by=by, at=at)
        except IntegrityError:
            raise Waiting from None


def decide(*, proposal: Proposal, agrees: bool, by: User, at: datetime, answer: str = "") -> None:
    """Agree, which is final, or not: then somebody may propose anew. Raises SamePerson, Decided, RoundIsOver."""
    if by.pk == proposal.by_id:
        raise SamePerson
    with transaction.atomic():
        voting_round = check_running(proposal.cluster.round_id)
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


def carry_out(proposal: Proposal, voting_round: Round, by: User, at: datetime) -> None:
    """An event for each ballot of the cluster."""
    kinds = {Proposal.Verdict.REJECT: BallotEvent.Kind.REJECTED, Proposal.Verdict.RELEASE: BallotEvent.Kind.RELEASED}
    told: dict[str, Any] = {"rule": proposal.cluster.rule, "reason": proposal.reason, "by": by.pk, "data": {"cluster": proposal.cluster.letter}}
    kind = kinds[Proposal.Verdict(proposal.verdict)]
    BallotEvent.objects.bulk_create([event_of(voting_round, kind, at=at, ballot=ballot, **told) for ballot in proposal.cluster.ballots.all()])
