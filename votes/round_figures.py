"""The figures of a count (RoundCount.figures, and count.json among the downloads):

    {"round": "2027-37015", "edition": "...", "municipality": "Tielt", "assurance": 1, "opens_at", "closes_at": UTC,
     "confirmed": 412, "counted": 405, "rejected": 7, "apart": 19, "local_percentage": 88, "tie_rule": "ex aequo",
     "candidates": [{"number": 1, "name", "slug", "votes": 120, "rank": 2, "withdrawn": false}, ...],
     "leaders": [3] (of those who did not withdraw),
     "set_apart": [{"letter": "A", "rule", "ballots": 7, "left_out": 0, "verdict": "reject", "reason"}], "hours": [["2027-03-01T08:00:00Z", 4], ...]}

"confirmed", "counted", "rejected" and "apart" (in a group, whatever was decided) count ballots, each once. A ballot may stand in several groups;
"left_out": how many of a group that was released do not count, because another one that holds them was rejected (votes.overlaps).
"""

import hashlib
import json
from collections import Counter
from typing import Any

from votes import overlaps, tally
from votes.models import Ballot, BallotEvent, Cluster, Round
from votes.models.ballots import in_utc
from votes.turnout import by_hour

ASSURANCE = 1  # a confirmed e-mail address


def digest_of(figures: dict[str, Any]) -> str:
    """SHA-256 over the figures as JSON with sorted keys and no blanks."""
    return hashlib.sha256(as_text(figures).encode()).hexdigest()


def as_text(figures: dict[str, Any]) -> str:
    return json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def figures_of(voting_round: Round) -> dict[str, Any]:
    rejected = set(voting_round.events.filter(kind=BallotEvent.Kind.REJECTED).values_list("ballot_id", flat=True))
    ballots = list(Ballot.objects.filter(round=voting_round).values_list("pk", "candidate__number", "is_local"))
    kept = [(number, is_local) for key, number, is_local in ballots if key not in rejected]
    counts = Counter({candidate.number: 0 for candidate in voting_round.candidates.all()})
    withdrawn = set(voting_round.candidates.filter(withdrawn_at__isnull=False).values_list("number", flat=True))
    counts.update(number for number, _is_local in kept)
    return {
        "round": voting_round.code,
        "edition": voting_round.edition.name,
        "municipality": voting_round.municipality.name,
        "assurance": ASSURANCE,
        "opens_at": in_utc(voting_round.opens_at),
        "closes_at": in_utc(voting_round.closes_at),
        "confirmed": len(ballots),
        "counted": len(kept),
        "rejected": len(ballots) - len(kept),
        "apart": overlaps.set_apart(voting_round),
        "local_percentage": tally.percentage(sum(is_local for _number, is_local in kept), len(kept)),
        "tie_rule": voting_round.edition.tie_rule,
        "candidates": candidate_figures(voting_round, counts, withdrawn),
        "leaders": tally.leaders({number: votes for number, votes in counts.items() if number not in withdrawn}),
        "set_apart": set_apart_figures(voting_round),
        "hours": [[in_utc(hour), votes] for hour, votes in by_hour(voting_round)],
    }


def candidate_figures(voting_round: Round, counts: Counter[int], withdrawn: set[int]) -> list[dict[str, Any]]:
    places = tally.ranks(counts)
    told = voting_round.candidates.order_by("number").values_list("number", "name", "slug")
    return [
        {"number": number, "name": name, "slug": slug, "votes": counts[number], "rank": places[number], "withdrawn": number in withdrawn}
        for number, name, slug in told
    ]


def set_apart_figures(voting_round: Round) -> list[dict[str, Any]]:
    """Each group by itself, with how many of its ballots do not count because of another one."""
    found, left_out = [], overlaps.left_out(voting_round)
    for cluster in Cluster.objects.filter(round=voting_round).prefetch_related("ballots", "proposals"):
        decided = next(proposal for proposal in cluster.proposals.all() if proposal.agreed)
        told = {"letter": cluster.letter, "rule": cluster.rule, "ballots": len(cluster.ballots.all()), "left_out": left_out.get(cluster.pk, 0)}
        found.append(told | {"verdict": decided.verdict, "reason": decided.reason})
    return found
