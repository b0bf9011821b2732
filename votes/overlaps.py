"""Groups that hold the same ballots: one attack breaks several rules. A ballot counts unless a group that holds it was rejected.

Each group is judged by itself, so that the verdicts on one ballot may differ; then the ballot does not count, whatever was decided last. That is
shown to who decides, before they do, and beside the result (docs/voting.md). Figures are of ballots, each once, however many groups hold it.
"""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from votes.models import Ballot, BallotEvent, Cluster, Proposal, Round


@dataclass(frozen=True)
class Overlap:
    """Another group with some of the same ballots. ballots: how many stand in both. verdict: of Proposal, "" while it is not decided."""

    key: int
    letter: str
    rule: str
    ballots: int
    verdict: str


def overlaps(cluster: Cluster) -> list[Overlap]:
    """By letter, as they were opened."""
    agreed = Proposal.objects.filter(cluster=OuterRef("pk"), agreed=True).values("verdict")[:1]
    found = Cluster.objects.filter(round=cluster.round_id, ballots__in=cluster.ballots.all()).exclude(pk=cluster.pk)
    rows = found.annotate(shared=Count("ballots"), verdict=Subquery(agreed)).order_by("pk")
    return [Overlap(one.pk, one.letter, one.rule, one.shared, one.verdict or "") for one in rows]


def set_apart(voting_round: Round) -> int:
    """How many ballots of a round stand in a group."""
    return Ballot.objects.filter(round=voting_round, clusters__isnull=False).distinct().count()


def left_out(voting_round: Round) -> dict[int, int]:
    """How many ballots of each group that was not rejected do not count, because another one was; by its key, groups without any are missing."""
    held = Cluster.ballots.through.objects.filter(cluster__round=voting_round)
    rejected = Proposal.objects.filter(cluster__round=voting_round, agreed=True, verdict=Proposal.Verdict.REJECT)
    gone = BallotEvent.objects.filter(round=voting_round, kind=BallotEvent.Kind.REJECTED)
    others = held.filter(ballot__in=gone.values("ballot")).exclude(cluster__in=rejected.values("cluster"))
    return dict(others.order_by().values_list("cluster").annotate(Count("ballot")))
