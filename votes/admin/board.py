"""The board of a round: how it goes, for its municipality and the province. Nothing on it tells a score, and no candidate stands beside a count."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext

from votes import overlaps, turnout
from votes.addresses import address_of, tail_of
from votes.admin.bars import bars, every_hour
from votes.admin.moments import BRUSSELS
from votes.admin.review_words import rule_title, verdict_of
from votes.admin.rounds import dates_of, rows_of
from votes.admin.screens import OfARound, Page, step
from votes.lineup import candidates
from votes.models import BallotEvent, Cluster, Round, VoteRequest
from votes.models.editions import GRACE
from votes.rounds import problems_of_round

State = Round.State


@dataclass(frozen=True)
class Day:
    """day: "wo 10 maart". busiest: "11–12 uur"; "" on a day without a vote."""

    day: str
    count: int
    busiest: str


@dataclass(frozen=True)
class Standing:
    """A candidate on the board: a name and where it leads, no number of any kind."""

    name: str
    url: str
    poster: str
    key: int | None
    has_withdrawn: bool


@dataclass(frozen=True)
class Apart:
    """A cluster on the board: how many were set apart, and why in the rule's words. left_out: how many do not count because of another cluster."""

    letter: str
    rule: str
    count: int
    state: str
    left_out: int


class OfOwnRound(OfARound):
    """For who edits its municipality."""

    def is_allowed(self) -> bool:
        return self.far.edits(self.round.municipality_id)


class BoardView(OfOwnRound, Page):
    template_name = "votes/admin/board.html"

    def get_page_title(self) -> str:
        return str(self.round)

    def get_page_subtitle(self) -> str:
        return ""

    def trail(self) -> list[dict[str, Any]]:
        return [step("rounds", gettext("Rondes"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = rows_of([self.round], self.at)[0]
        hours = hours_of(self.round, self.at)
        found = {
            "row": row,
            "dates": dates_of(self.round),
            "hours": bars(hours),
            "days": days_of(hours),
            "busy_hours": [(at, count) for at, count in hours if count],
            "requests": waiting_requests(self.round),
            "apart": apart(self.round),
            "apart_votes": overlaps.set_apart(self.round),
            "standing": standing(self.round, self.at),
            "problems": problems_of_round(self.round)
            if self.round.state(self.at) in (State.DRAFT, State.SCHEDULED) and not self.round.lined_up_at
            else [],
            "told": told_in_public(self.round),
            "deeds": deeds(self.round, self.at) if self.far.everywhere else [],
            "is_province": self.far.everywhere,
            "may_withdraw": self.far.everywhere and self.round.has_opened(self.at),
            "public_url": address_of("round", self.round, "nl") if self.round.scheduled_at else "",
        }
        return super().get_context_data(**kwargs) | found


def hours_of(voting_round: Round, at: datetime) -> list[tuple[datetime, int]]:
    """(hour in UTC, votes) from opening until now, or until codes could no longer be typed."""
    if at < voting_round.opens_at or not voting_round.scheduled_at:
        return []
    told = told_hours(voting_round)
    last = max([at for at, _votes in told], default=voting_round.opens_at)
    return every_hour(told, voting_round.opens_at, max(last, min(at, voting_round.closes_at)))


def told_hours(voting_round: Round) -> list[tuple[datetime, int]]:
    """From the slips; from the published count once those are forgotten."""
    if voting_round.forgotten_at and hasattr(voting_round, "count"):
        return [(datetime.fromisoformat(hour), votes) for hour, votes in voting_round.count.figures["hours"]]
    return turnout.by_hour(voting_round)


def days_of(hours: list[tuple[datetime, int]]) -> list[Day]:
    local = [(at.astimezone(BRUSSELS), count) for at, count in hours]
    return [day_of(list(of_day)) for _date, of_day in groupby(local, key=lambda hour: hour[0].date())]


def day_of(hours: list[tuple[datetime, int]]) -> Day:
    most = max(hours, key=lambda hour: hour[1])
    told = gettext("%(from)s–%(to)s uur") % {"from": most[0].hour, "to": most[0].hour + 1}
    return Day(date_format(hours[0][0], "D j F"), sum(count for _at, count in hours), told if most[1] else "")


def waiting_requests(voting_round: Round) -> int:
    """People who asked to vote and typed no code yet."""
    return VoteRequest.objects.filter(round=voting_round, receipt="", is_replaced=False).count()


def apart(voting_round: Round) -> list[Apart]:
    clusters = Cluster.objects.filter(round=voting_round).annotate(
        size=Count("ballots", distinct=True), open_proposals=Count("proposals", filter=Q(proposals__decided_at=None), distinct=True)
    )
    decided = dict(clusters.filter(proposals__agreed=True).values_list("pk", "proposals__verdict"))
    left_out = overlaps.left_out(voting_round)
    return [Apart(one.letter, rule_title(one.rule), one.size, state_of(one, decided.get(one.pk, "")), left_out.get(one.pk, 0)) for one in clusters]


def state_of(cluster: Any, verdict: str) -> str:
    if verdict:
        return verdict_of(verdict)
    return gettext("een voorstel wacht op een tweede persoon") if cluster.open_proposals else gettext("wacht op een voorstel")


def standing(voting_round: Round, at: datetime) -> list[Standing]:
    """Who stand, in their order once it is drawn."""
    whole = address_of("edition", voting_round, "nl")  # asked once, however many stand; "" when the site has no page of the vote
    start = whole.removesuffix(tail_of("edition", voting_round))

    def address(name: str, slug: str) -> str:
        return start + tail_of(name, voting_round, slug=slug) if start else ""

    return [
        Standing(one.name, address("candidate", one.slug), address("poster", one.slug), one.pk, one.withdrawn_at is not None)
        for one in candidates(voting_round, at)
    ]


def told_in_public(voting_round: Round) -> list[tuple[str, str]]:
    """(what, reason) of what the province did, as everybody reads it."""
    kinds = (BallotEvent.Kind.DEADLINE_MOVED, BallotEvent.Kind.CANDIDATE_WITHDRAWN, BallotEvent.Kind.CANCELLED)
    events = voting_round.events.filter(kind__in=kinds).order_by("at", "pk")
    return [(str(BallotEvent.Kind(event.kind).label), event.reason) for event in events]


@dataclass(frozen=True)
class Possible:
    """Something that the province may do now. name: of its address."""

    name: str
    label: str
    is_main: bool = False


def deeds(voting_round: Round, at: datetime) -> list[Possible]:
    """What makes sense now; each page says itself what stands in the way."""
    state = voting_round.state(at)
    found = []
    if state == State.REVIEW:
        found.append(Possible("freeze", gettext("Tellen"), is_main=at >= voting_round.review_until))
    if state == State.FROZEN:
        found.append(Possible("publish", gettext("Uitslag bekendmaken"), is_main=True))
    if state in (State.SCHEDULED, State.REVIEW) and at < voting_round.closes_at + GRACE:
        found.append(Possible("move_deadline", gettext("Later sluiten")))
    if state in (State.SCHEDULED, State.REVIEW, State.FROZEN):
        found.append(Possible("cancel", gettext("Afgelasten")))
    return found
