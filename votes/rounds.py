"""An edition and its rounds, from draft to counting: what the province may do, and when."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality
from votes import keys
from votes.events import record
from votes.lineup import accepted
from votes.models import BallotEvent, Candidate, Edition, Round
from votes.models.editions import GRACE, REVIEW

FEWEST_CANDIDATES = 2
LONGEST_DELAY = timedelta(days=7)
LANGUAGES = ("nl", "fr", "en", "de")


class Refused(Exception):
    """Nothing was changed."""


class NotReady(Refused):
    """The edition cannot be announced yet; `problems` says why, in words for the editor."""

    def __init__(self, problems: list["Problem"]):
        super().__init__(", ".join(problem.name for problem in problems))
        self.problems = problems


class TooLate(Refused):
    """The rules and dates are fixed once an edition is announced."""


class OnlyLater(Refused):
    """A deadline moves later, never earlier, and not once the votes are counted."""


class TooFar(Refused):
    """A deadline moves by a week at most, so that a slip of the pen does not keep a round open for years."""


class RoundIsOver(Refused):
    """The round is counted or cancelled."""


class NoReason(Refused):
    """What everybody may read needs a reason."""


class CannotCancel(Refused):
    """The result is published, or the round was cancelled before."""


class NeedsSecondPerson(Refused):
    """The round is counted, so that one person may know the result: somebody else has to ask for it first."""


@dataclass(frozen=True)
class Problem:
    """What stands in the way. name: for code and tests; words: for the editor. blocks: whether it keeps the edition from being announced."""

    name: str
    words: str | Promise
    blocks: bool = True


def plan_rounds(*, edition: Edition, municipalities: Iterable[Municipality]) -> list[Round]:
    """A round for each of `municipalities` that has none; returns those that were made. In an announced edition they are announced too.

    Safe to repeat.
    """
    with transaction.atomic():
        known = set(Round.objects.filter(edition=edition).values_list("municipality_id", flat=True))
        dates = {"opens_at": edition.opens_at, "closes_at": edition.closes_at, "review_until": edition.review_until}
        missing = [town for town in municipalities if town.pk not in known]
        made = Round.objects.bulk_create([Round(edition=edition, municipality=town, **dates) for town in missing])
        if edition.scheduled_at:
            announce(made, edition.scheduled_at)
    return made


def follow_edition(edition: Edition) -> int:
    """Give the rounds that have no dates of their own those of their edition, while it is a draft; returns how many.

    Raises TooLate.
    """
    if edition.scheduled_at:
        raise TooLate
    own = Round.objects.filter(edition=edition, has_own_dates=False)
    return own.update(opens_at=edition.opens_at, closes_at=edition.closes_at, review_until=edition.review_until)


def schedule(*, edition: Edition, at: datetime) -> None:
    """Announce an edition: from now on its rules stand, and the clock opens and closes its rounds. Nothing happens the second time.

    Raises NotReady.
    """
    with transaction.atomic():
        stored = Edition.objects.select_for_update().get(pk=edition.pk)
        if stored.scheduled_at:
            return
        if blocking := [problem for problem in problems(stored, at) if problem.blocks]:
            raise NotReady(blocking)
        Edition.objects.filter(pk=edition.pk).update(scheduled_at=at)
        announce(stored.rounds.select_related("edition", "municipality"), at)
    edition.scheduled_at = at


def announce(rounds: Iterable[Round], at: datetime) -> None:
    """Draw the seed of the order, and make the key under which identities are hashed."""
    for voting_round in rounds:
        keys.make_key(voting_round.scope)
        Round.objects.filter(pk=voting_round.pk).update(scheduled_at=at, order_seed=secrets.token_hex(16), known_as=voting_round.code)


def problems(edition: Edition, at: datetime) -> list[Problem]:
    """What keeps an edition from being announced, or should be known before."""
    return [*problems_of_rules(edition), *problems_of_dates(edition, at), *problems_of_rounds(edition)]


def problems_of_rules(edition: Edition) -> list[Problem]:
    written = {text.language for text in edition.texts.all() if text.rules.strip()}
    told = {
        "no rules": ("nl" not in written, _("De spelregels in het Nederlands ontbreken."), True),
        "rules not translated": (
            "nl" in written and not set(LANGUAGES) <= written,
            _("De spelregels staan nog niet in alle vier de talen. Wie een andere taal leest, krijgt ze in het Nederlands."),
            False,
        ),
        "lottery": (
            edition.prize_by_lot and not (edition.lottery_licence.strip() or edition.tiebreak_question.strip()),
            _("Een prijs die je verloot is een loterij, en daarvoor heb je een vergunning nodig. Geef het nummer, of stel een schiftingsvraag."),
            True,
        ),
        "no address for objections": (
            not edition.objections_to.strip(),
            _("Iedereen kan bezwaar maken, maar nergens staat waar. Geef een e-mailadres voor bezwaren."),
            True,
        ),
        "no jury criteria": (
            edition.has_jury and not edition.criteria.all(),
            _("Er is een jury, maar nergens staat waarop ze let. Geef minstens één criterium, met zijn punten."),
            True,
        ),
    }
    return [Problem(name, words, blocks) for name, (holds, words, blocks) in told.items() if holds]


def problems_of_dates(edition: Edition, at: datetime) -> list[Problem]:
    shortest, longest = REVIEW
    told = {
        "review length": (
            not shortest <= edition.review_until - edition.closes_at <= longest,
            _("Het nazicht duurt minstens 3 en hoogstens 14 dagen."),
        ),
        "in the past": (
            edition.candidacy_until <= at,
            _("De tijd om kandidaat te worden is al voorbij. Kijk na of het jaar in de data klopt."),
        ),
    }
    return [Problem(name, words) for name, (holds, words) in told.items() if holds]


def problems_of_rounds(edition: Edition) -> list[Problem]:
    if edition.rounds.exists():
        return []
    return [Problem("no rounds", _("Er doet nog geen gemeente mee."))]


def problems_of_round(voting_round: Round) -> list[Problem]:
    """What the editor of the municipality should know before it opens."""
    found = len(accepted(voting_round))
    if found >= FEWEST_CANDIDATES:
        return []
    return [Problem("too few candidates", _("Er zijn nog geen twee kandidaten. Spreek winkeliers aan, of draag er zelf een voor."), blocks=False)]


def move_deadline(*, round_id: int, to: datetime, reason: str, by: int, at: datetime) -> None:
    """Close a round later than announced, for a reason that everybody reads (a mail server that was down). Its review moves along.

    By a week at most, and only while codes are taken: what closed stays closed. Raises OnlyLater, TooFar, RoundIsOver, NoReason.
    """

    def change(voting_round: Round) -> None:
        check_movable(voting_round, to, at)
        told = {"from": voting_round.closes_at.isoformat(), "to": to.isoformat()}
        later = to - voting_round.closes_at
        Round.objects.filter(pk=round_id).update(closes_at=to, review_until=voting_round.review_until + later, has_own_dates=True)
        record(voting_round, BallotEvent.Kind.DEADLINE_MOVED, at=at, by=by, reason=reason, data=told)

    with_reason(round_id, reason, change)


def check_movable(voting_round: Round, to: datetime, at: datetime) -> None:
    """Raises RoundIsOver, OnlyLater, TooFar."""
    if voting_round.state(at) not in (Round.State.SCHEDULED, Round.State.REVIEW) or at >= voting_round.closes_at + GRACE:
        raise RoundIsOver
    if to <= voting_round.closes_at:
        raise OnlyLater
    if to > voting_round.closes_at + LONGEST_DELAY:
        raise TooFar


def cancel(*, round_id: int, reason: str, by: int, at: datetime) -> None:
    """Call a round off, for a reason that everybody reads. There is no way back.

    Once it is counted, somebody else has to have asked for it (`ask_to_cancel`): who knows the result does not wipe it away alone.
    Raises CannotCancel, NeedsSecondPerson, NoReason.
    """

    def change(voting_round: Round) -> None:
        check_cancellable(voting_round)
        if voting_round.frozen_at and not asked_to_cancel(voting_round).exclude(by=by).exists():
            raise NeedsSecondPerson
        record(voting_round, BallotEvent.Kind.CANCELLED, at=at, by=by, reason=reason)
        Round.objects.filter(pk=round_id).update(cancelled_at=at, cancel_reason=reason)

    with_reason(round_id, reason, change)


def ask_to_cancel(*, round_id: int, reason: str, by: int, at: datetime) -> None:
    """Ask a second person to call a counted round off. The asking itself is sealed, and published with whatever follows.

    Raises CannotCancel, NoReason.
    """

    def change(voting_round: Round) -> None:
        check_cancellable(voting_round)
        record(voting_round, BallotEvent.Kind.CANCEL_ASKED, at=at, by=by, reason=reason)

    with_reason(round_id, reason, change)


def asked_to_cancel(voting_round: Round) -> QuerySet[BallotEvent]:
    return voting_round.events.filter(kind=BallotEvent.Kind.CANCEL_ASKED).order_by("at")


def check_cancellable(voting_round: Round) -> None:
    """Raises CannotCancel."""
    if voting_round.published_at or voting_round.cancelled_at:
        raise CannotCancel


def withdraw_candidate(*, candidate: Candidate, reason: str, by: int, at: datetime) -> None:
    """Take no more votes for a candidate; those that were given stay in the count. Nothing happens the second time.

    Raises RoundIsOver, NoReason.
    """

    def change(voting_round: Round) -> None:
        if voting_round.frozen_at or voting_round.cancelled_at:
            raise RoundIsOver
        if Candidate.objects.filter(pk=candidate.pk, withdrawn_at=None).update(withdrawn_at=at, withdrawal_reason=reason):
            told = {"number": candidate.number}
            record(voting_round, BallotEvent.Kind.CANDIDATE_WITHDRAWN, at=at, by=by, reason=reason, data=told)

    with_reason(candidate.round_id, reason, change)


def with_reason(round_id: int, reason: str, change: Callable[[Round], None]) -> None:
    """Do `change` while nobody votes in the round. Raises NoReason, and what `change` raises."""
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        change(Round.objects.held_alone(round_id))
