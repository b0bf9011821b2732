"""The count: frozen by one person of the province, published by another. There is no way back.

The figures of a count (RoundCount.figures, and count.json among the downloads):

    {"round": "2027-37015", "edition": "...", "municipality": "Tielt", "assurance": 1, "opens_at", "closes_at": UTC,
     "confirmed": 412, "counted": 405, "rejected": 7, "local_percentage": 88, "tie_rule": "ex aequo",
     "candidates": [{"number": 1, "name", "slug", "votes": 120, "rank": 2}, ...], "leaders": [3],
     "set_apart": [{"letter": "A", "rule", "ballots": 7, "verdict": "reject", "reason"}], "hours": [["2027-03-01T08:00:00Z", 4], ...]}
"""

import hashlib
import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from ambassadors.drafts import make_drafts
from votes import tally
from votes.events import record
from votes.models import Ballot, BallotEvent, Candidate, Cluster, Edition, PublishedResult, Round, RoundCount
from votes.models.ballots import in_utc
from votes.seal import last_head, seal, verify
from votes.turnout import by_hour

ASSURANCE = 1  # a confirmed e-mail address


class Refused(Exception):
    """Nothing was changed."""


class NotYet(Refused):
    """The time for objections is not over, or the round was not counted."""


class Undecided(Refused):
    """Clusters wait for a decision; `letters` says which."""

    def __init__(self, letters: list[str]):
        super().__init__(", ".join(letters))
        self.letters = letters


class Tampered(Refused):
    """The database is not what was sealed; `findings` says what. Nobody counts this before it is explained in public."""

    def __init__(self, findings: list[Any]):
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class AlreadyDone(Refused):
    """The round is counted, published or cancelled."""


class SamePerson(Refused):
    """Who counted does not publish."""


class NeedsLot(Refused):
    """There is a tie, and the rules want one winner: draw the lot first."""


class NoTie(Refused):
    """There is nothing to draw a lot for."""


def freeze(*, round_id: int, by: User, at: datetime) -> RoundCount:
    """Count, and seal everything. No vote is on its way when this begins, and none is stored after it.

    Raises NotYet, Undecided, Tampered, AlreadyDone.
    """
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        check_freezable(voting_round, at)
        seal(round_id=round_id, at_least=0)
        if findings := verify(voting_round):
            raise Tampered(findings)
        figures = figures_of(voting_round)
        count = RoundCount.objects.create(round=voting_round, made_at=at, made_by=by, figures=figures)
        record(voting_round, BallotEvent.Kind.FROZEN, at=at, by=by.pk, data={"figures": digest_of(figures)})
        Round.objects.filter(pk=round_id).update(frozen_at=at)
        seal(round_id=round_id, at_least=0)
    return count


def check_freezable(voting_round: Round, at: datetime) -> None:
    if voting_round.frozen_at or voting_round.cancelled_at:
        raise AlreadyDone
    if voting_round.state(at) != Round.State.REVIEW or at < voting_round.review_until:
        raise NotYet
    if letters := list(undecided(voting_round).values_list("letter", flat=True)):
        raise Undecided(letters)


def undecided(voting_round: Round) -> Any:
    return Cluster.objects.filter(round=voting_round).exclude(proposals__agreed=True)


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
        "local_percentage": tally.percentage(sum(is_local for _number, is_local in kept), len(kept)),
        "tie_rule": voting_round.edition.tie_rule,
        "candidates": candidate_figures(voting_round, counts),
        "leaders": tally.leaders(counts),
        "set_apart": set_apart_figures(voting_round),
        "hours": [[in_utc(hour), votes] for hour, votes in by_hour(voting_round)],
    }


def candidate_figures(voting_round: Round, counts: Counter[int]) -> list[dict[str, Any]]:
    places = tally.ranks(counts)
    told = voting_round.candidates.order_by("number").values_list("number", "name", "slug")
    return [{"number": number, "name": name, "slug": slug, "votes": counts[number], "rank": places[number]} for number, name, slug in told]


def set_apart_figures(voting_round: Round) -> list[dict[str, Any]]:
    found = []
    for cluster in Cluster.objects.filter(round=voting_round).prefetch_related("ballots", "proposals"):
        decided = next(proposal for proposal in cluster.proposals.all() if proposal.agreed)
        told = {"letter": cluster.letter, "rule": cluster.rule, "ballots": len(cluster.ballots.all())}
        found.append(told | {"verdict": decided.verdict, "reason": decided.reason})
    return found


def needs_lot(voting_round: Round) -> bool:
    """Whether a counted round has a tie that its rules do not leave as it is, and that no lot has ended."""
    leaders = voting_round.count.figures["leaders"]
    tied = len(leaders) > 1 and voting_round.edition.tie_rule == Edition.TieRule.LOT
    return tied and not voting_round.events.filter(kind=BallotEvent.Kind.LOT_DRAWN).exists()


def draw_lot(*, round_id: int, words: str, by: User, at: datetime) -> int:
    """Draw in public, by `words` that somebody there calls; returns the winner's number. Raises NotYet, NoTie."""
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        if not voting_round.frozen_at or not words.strip():
            raise NotYet
        if voting_round.published_at or not needs_lot(voting_round):
            raise NoTie
        _position, head = last_head(voting_round)
        number = tally.lot(voting_round.count.figures["leaders"], words, head)
        data = {"words": words, "head": head, "among": voting_round.count.figures["leaders"], "number": number}
        record(voting_round, BallotEvent.Kind.LOT_DRAWN, at=at, by=by.pk, data=data)
        seal(round_id=round_id, at_least=0)
    return number


def winners(voting_round: Round) -> list[Candidate]:
    """Of a counted round: who leads, or whom the lot took; nobody where nobody voted."""
    drawn = voting_round.events.filter(kind=BallotEvent.Kind.LOT_DRAWN).first()
    numbers = [drawn.data["number"]] if drawn else voting_round.count.figures["leaders"]
    return list(voting_round.candidates.filter(number__in=numbers).select_related("shop", "picture").order_by("number"))


def publish(*, round_id: int, by: User, at: datetime) -> PublishedResult:
    """Show the result, with what anybody needs to count again; the winners get their pages, as drafts.

    Raises NotYet, SamePerson, NeedsLot, AlreadyDone, Tampered.
    """
    from votes.downloads import downloads  # it asks this module who won

    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        check_publishable(voting_round, by)
        record(voting_round, BallotEvent.Kind.PUBLISHED, at=at, by=by.pk)
        seal(round_id=round_id, at_least=0)
        if findings := verify(voting_round):
            raise Tampered(findings)
        people = {"count": voting_round.count, "by": by, "frozen_by": voting_round.count.made_by}
        result = PublishedResult.objects.create(round=voting_round, at=at, **people, **downloads(voting_round))
        Round.objects.filter(pk=round_id).update(published_at=at)
        draft_ambassadors(voting_round, at)
    return result


def check_publishable(voting_round: Round, by: User) -> None:
    if voting_round.published_at or voting_round.cancelled_at:
        raise AlreadyDone
    if not voting_round.frozen_at:
        raise NotYet
    check_second_person(first=voting_round.count.made_by_id, by=by)
    if needs_lot(voting_round):
        raise NeedsLot


def check_second_person(*, first: int, by: User) -> None:
    """Let pass who is not `first`, the key of the person who counted. Raises SamePerson."""
    if by.pk == first:
        raise SamePerson


def draft_ambassadors(voting_round: Round, at: datetime) -> None:
    won = winners(voting_round)
    for candidate in won:
        if candidate.shop:
            make_drafts(
                shop=candidate.shop,
                municipality=voting_round.municipality,
                year=voting_round.edition.year,
                edition_name=voting_round.edition.name,
                is_shared=len(won) > 1,
                is_provincial=False,
                pitch=candidate.pitch,
                supports=candidate.supports,
                picture=candidate.picture,
                at=at,
            )
