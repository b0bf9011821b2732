"""How many rounds stand, all at once: one query per fact, however many there are. Nothing here tells a score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.db.models import Count, F, Q, QuerySet

from mail.models import OutgoingMail
from votes import asking
from votes.lineup import NOT_INDEPENDENT
from votes.models import Application, BallotEvent, Candidate, Cluster, Edition, Nomination, Proposal, Round, RoundCount, Slip
from votes.models.candidacies import Submission
from votes.rounds import FEWEST_CANDIDATES

SOON = timedelta(days=14)  # before opening, when too few candidates become pressing
MANY_BOUNCES = 20  # of a hundred mails; a mail server that is down looks like this too


class Need(IntEnum):
    """What a round needs of people, the most pressing first."""

    COUNT = 1
    LOT = 2
    PUBLISH = 3
    REVIEW = 4
    MAILS = 5
    CANDIDATES = 6
    NOTHING = 9


@dataclass(frozen=True)
class Mails:
    """Of a round. given_up: bounced, or not taken for three days."""

    waiting: int = 0
    sent: int = 0
    given_up: int = 0


@dataclass(frozen=True)
class Glance:
    """candidates: who stand, or who would when it opened now. undecided: clusters that wait for two people. proposals: those that wait for one."""

    round: Round
    candidates: int
    votes: int
    mails: Mails
    undecided: int
    proposals: int
    needs: tuple[Need, ...]

    @property
    def first_need(self) -> Need:
        return min(self.needs, default=Need.NOTHING)


def glances(rounds: Sequence[Round], at: datetime) -> list[Glance]:
    """Of each, what needs attention first. rounds: with their edition and municipality."""
    standing, votes, mails = candidates_of(rounds), votes_of(rounds), mails_of(rounds)
    undecided, proposals, tied = undecided_of(rounds), proposals_of(rounds), tied_of(rounds)
    found = []
    for one in rounds:
        facts = (standing.get(one.pk, 0), votes.get(one.pk, 0), mails.get(one.pk, Mails()), undecided.get(one.pk, 0), proposals.get(one.pk, 0))
        needs = needs_of(one, at, candidates=facts[0], mails=facts[2], undecided=facts[3], needs_lot=one.pk in tied)
        found.append(Glance(one, *facts, needs))
    return sorted(found, key=lambda one: (one.first_need, one.round.municipality.name))


def needs_of(voting_round: Round, at: datetime, *, candidates: int, mails: Mails, undecided: int, needs_lot: bool = False) -> tuple[Need, ...]:
    state = voting_round.state(at)
    opens_soon = voting_round.scheduled_at is not None and voting_round.opens_at - SOON <= at < voting_round.closes_at
    told = {
        Need.COUNT: state == Round.State.REVIEW and at >= voting_round.review_until and not undecided,
        Need.LOT: state == Round.State.FROZEN and needs_lot,
        Need.PUBLISH: state == Round.State.FROZEN and not needs_lot,
        Need.REVIEW: bool(undecided) and state in (Round.State.SCHEDULED, Round.State.REVIEW),
        Need.MAILS: state == Round.State.SCHEDULED and mails.given_up * 100 > (mails.sent + mails.given_up) * MANY_BOUNCES,
        Need.CANDIDATES: state == Round.State.SCHEDULED and opens_soon and candidates < FEWEST_CANDIDATES,
    }
    return tuple(need for need, holds in told.items() if holds)


# -- one fact of many rounds, by their keys; rounds of which there is nothing are missing


def candidates_of(rounds: Iterable[Round]) -> dict[int, int]:
    """Who stand; of a round that is not lined up, the shops that were accepted and may stand (as votes.lineup.accepted)."""
    lined_up = [one.pk for one in rounds if one.lined_up_at]
    found = counted(Candidate.objects.filter(round__in=lined_up, withdrawn_at=None), "round_id")
    for key, _shop in accepted_shops([one.pk for one in rounds if not one.lined_up_at]):
        found[key] = found.get(key, 0) + 1
    return found


def accepted_shops(keys: Sequence[int]) -> set[tuple[int, int]]:
    """(round, shop)."""
    may_stand = Q(shop__live=True, shop__municipality=F("round__municipality")) & (
        Q(round__edition__stands=Edition.Stands.ALL) | ~Q(shop__kind__in=NOT_INDEPENDENT)
    )
    found: set[tuple[int, int]] = set()
    for model in (Application, Nomination):
        rows = model.objects.filter(may_stand, round__in=keys, state=Submission.State.APPROVED).order_by()  # type: ignore[attr-defined]
        found |= set(rows.values_list("round_id", "shop_id"))
    return found


def votes_of(rounds: Iterable[Round]) -> dict[int, int]:
    return counted(Slip.objects.filter(round__in=keys_of(rounds)), "round_id")


def mails_of(rounds: Iterable[Round]) -> dict[int, Mails]:
    names = {asking.about(one): one.pk for one in rounds}
    State = OutgoingMail.State
    states = {f"in_{state.name.lower()}": Count("pk", filter=Q(state=state)) for state in (State.WAITING, State.SENT, State.GIVEN_UP)}
    rows = OutgoingMail.objects.filter(about__in=names).order_by().values("about").annotate(**states)
    return {names[about]: Mails(*counts) for about, *counts in rows.values_list("about", *states)}


def tied_of(rounds: Iterable[Round]) -> set[int]:
    """Counted, with a tie that the rules do not leave and that no lot ended (as votes.counting.needs_lot); told to the province only."""
    keys = [one.pk for one in rounds if one.frozen_at and not one.published_at and one.edition.tie_rule == Edition.TieRule.LOT]
    drawn = BallotEvent.objects.filter(round__in=keys, kind=BallotEvent.Kind.LOT_DRAWN).values("round")
    counts = RoundCount.objects.filter(round__in=keys).exclude(round__in=drawn).values_list("round_id", "figures__leaders")
    return {key for key, leaders in counts if len(leaders) > 1}


def undecided_of(rounds: Iterable[Round]) -> dict[int, int]:
    return counted(Cluster.objects.filter(round__in=keys_of(rounds)).exclude(proposals__agreed=True), "round_id")


def proposals_of(rounds: Iterable[Round]) -> dict[int, int]:
    return counted(Proposal.objects.filter(cluster__round__in=keys_of(rounds), decided_at=None), "cluster__round_id")


def keys_of(rounds: Iterable[Round]) -> list[int]:
    return [one.pk for one in rounds]


def counted(rows: QuerySet, field: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(field).annotate(Count("pk")))
