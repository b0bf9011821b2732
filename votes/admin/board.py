"""The board of a round: how it goes, for its municipality and the province. Nothing on it tells a score, and no candidate stands beside a count."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from ambassadors.models import AmbassadorPage
from votes import overlaps, turnout
from votes.addresses import address_of, tail_of
from votes.admin import history
from votes.admin.bars import bars, every_hour
from votes.admin.deeds import deeds, waits_for
from votes.admin.moments import BRUSSELS, in_words
from votes.admin.review_words import rule_title, verdict_of
from votes.admin.rounds import dates_of, rows_of
from votes.admin.screens import OfARound, Page, step
from votes.glance import Glance
from votes.lineup import accepted, candidates
from votes.models import Application, Cluster, Nomination, Round, VoteRequest
from votes.models.candidacies import Submission
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
        row = rows_of([self.round], self.at, of_province=self.far.everywhere)[0]
        hours = hours_of(self.round, self.at)
        found = {
            "row": row,
            "dates": dates_of(self.round),
            "figures": figures_of(row.glance, self.round, self.at),
            "hours": bars(hours),
            "days": days_of(hours),
            "busy_hours": [(at, count) for at, count in hours if count],
            "apart": apart(self.round),
            "apart_votes": overlaps.set_apart(self.round),
            "standing": standing(self.round, self.at),
            "coming": coming(self.round, self.at),
            "problems": problems_of_round(self.round)
            if self.round.state(self.at) in (State.DRAFT, State.SCHEDULED) and not self.round.lined_up_at and takes_or_took(self.round, self.at)
            else [],
            "history": history.of_a_round(self.round, names=self.far.everywhere),
            "deeds": deeds(self.round, self.user.pk, self.at) if self.far.everywhere else [],
            "waits_for": waits_for(self.round, self.user.pk, self.at) if self.far.everywhere else "",
            "is_province": self.far.everywhere,
            "may_withdraw": self.far.everywhere and self.round.has_opened(self.at),
            "public_url": address_of("round", self.round, "nl") if self.round.scheduled_at else "",
            "result": result_of(self.round),
        }
        return super().get_context_data(**kwargs) | found


def takes_or_took(voting_round: Round, at: datetime) -> bool:
    """Whether people could stand by now: before that nobody is missing."""
    return voting_round.scheduled_at is not None and at >= voting_round.edition.candidacy_from


def figures_of(one: Glance, voting_round: Round, at: datetime) -> list[tuple[str, int]]:
    """(what, how many) that say something: votes once it opened, and else what is not zero."""
    told = [
        (gettext("Wachten op hun code"), waiting_requests(voting_round)),
        (gettext("Mails verstuurd"), one.mails.sent),
        (gettext("Mails onderweg"), one.mails.waiting),
        (gettext("Mails niet aangekomen"), one.mails.given_up),
        (gettext("Groepen in nazicht"), one.undecided),
        (gettext("Open voorstellen"), one.proposals),
    ]
    opened = voting_round.scheduled_at is not None and at >= voting_round.opens_at
    return ([(pgettext("aantal", "Stemmen"), one.votes)] if opened else []) + [(what, count) for what, count in told if count]


@dataclass(frozen=True)
class Coming:
    """Of a round that did not open. accepted, waiting: shops that stand, and what was sent in and waits for an answer. first, last: of the weeks of
    candidacy, in words. stand, nominate: where one does so, "" before the announcement."""

    accepted: list[str]
    waiting: int
    first: str
    last: str
    stand: str
    nominate: str


def coming(voting_round: Round, at: datetime) -> Coming | None:
    if voting_round.cancelled_at or voting_round.lined_up_at or (voting_round.scheduled_at and at >= voting_round.opens_at):
        return None
    edition = voting_round.edition
    waiting = sum(model.objects.filter(round=voting_round, state=Submission.State.WAITING).count() for model in (Application, Nomination))  # type: ignore[attr-defined]
    urls = [address_of(name, voting_round, "nl") if edition.takes_candidates(at) else "" for name in ("stand", "nominate")]
    weeks = in_words(edition.candidacy_from), in_words(edition.candidacy_until)
    return Coming([one.shop.name for one in accepted(voting_round)], waiting, *weeks, *urls)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Result:
    """Of a published round. url: its page for everybody. stories: (name of the ambassador, where their page is written, whether it is published)."""

    url: str
    stories: list[tuple[str, str, bool]]


def result_of(voting_round: Round) -> Result | None:
    if not voting_round.published_at:
        return None
    pages = AmbassadorPage.objects.filter(municipality=voting_round.municipality_id, year=voting_round.edition.year, locale__language_code="nl")
    stories = [(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), page.live) for page in pages.order_by("title")]
    return Result(address_of("result", voting_round, "nl"), stories)


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
    """Who stand, in their order once it is drawn. Posters as long as people may vote: they say "scan en stem"."""
    is_open = voting_round.state(at) == State.SCHEDULED
    whole = address_of("edition", voting_round, "nl")  # asked once, however many stand; "" when the site has no page of the vote
    start = whole.removesuffix(tail_of("edition", voting_round))

    def address(name: str, slug: str) -> str:
        return start + tail_of(name, voting_round, slug=slug) if start else ""

    return [
        Standing(one.name, address("candidate", one.slug), address("poster", one.slug) if is_open else "", one.pk, one.withdrawn_at is not None)
        for one in candidates(voting_round, at)
    ]
