"""The count: frozen by one person of the province, published by another. There is no way back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from ambassadors.drafts import make_drafts
from ambassadors.snapshots import Snapshot
from votes import reviewing, tally
from votes.events import record
from votes.models import BallotEvent, Candidate, Cluster, Edition, PublishedResult, Round, RoundCount
from votes.models.ballots import in_utc
from votes.observers import mail_seals
from votes.round_figures import digest_of, figures_of
from votes.seal import last_head, publish_last_head, seal, verify

LOT_NOTICE = timedelta(days=1)


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
    """There is nothing to draw a lot for, or it was announced or drawn before."""


class TooSoon(Refused):
    """A lot is announced a day before the draw that decides it, and drawn after that."""


def freeze(*, round_id: int, by: User, at: datetime) -> RoundCount:
    """Count, and seal everything. No vote is on its way when this begins, and none is stored after it.

    The rules look a last time while the round is held, at every vote there is; what they find then is set apart, and stays so when this refuses.
    Raises NotYet, Undecided, Tampered, AlreadyDone.
    """
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        check_over(voting_round, at)
        reviewing.look(round_id=round_id, at=at)
        waiting = letters_of(undecided(voting_round))
        count = None if waiting else counted(voting_round, by, at)
    if count is None:
        raise Undecided(waiting)
    return count


def counted(voting_round: Round, by: User, at: datetime) -> RoundCount:
    """The count of a round that is held and decided. Raises Tampered."""
    round_id = voting_round.pk
    seal(round_id=round_id, at_least=0)
    if findings := verify(voting_round):
        raise Tampered(findings)
    figures = figures_of(voting_round)
    count = RoundCount.objects.create(round=voting_round, made_at=at, made_by=by, figures=figures)
    record(voting_round, BallotEvent.Kind.FROZEN, at=at, by=by.pk, data={"figures": digest_of(figures)})
    Round.objects.filter(pk=round_id).update(frozen_at=at)
    seal(round_id=round_id, at_least=0)
    show_seal(voting_round, at)
    return count


def show_seal(voting_round: Round, at: datetime) -> None:
    """Publish the seal as it is now, and mail it to the observers: what was counted or drawn cannot be changed before the next hour either."""
    head = publish_last_head(voting_round, at)
    head.round = voting_round
    mail_seals([head], at=at, occasion=f"{voting_round.code} {head.position}")


def check_freezable(voting_round: Round, at: datetime) -> None:
    """As far as that can be told without a last look of the rules. Raises NotYet, AlreadyDone, Undecided."""
    check_over(voting_round, at)
    if waiting := letters_of(undecided(voting_round)):
        raise Undecided(waiting)


def check_over(voting_round: Round, at: datetime) -> None:
    """Let pass a round whose time for objections is over. Raises NotYet, AlreadyDone."""
    if voting_round.frozen_at or voting_round.cancelled_at:
        raise AlreadyDone
    if voting_round.state(at) != Round.State.REVIEW or at < voting_round.review_until:
        raise NotYet


def undecided(voting_round: Round) -> Any:
    return Cluster.objects.filter(round=voting_round).exclude(proposals__agreed=True)


def letters_of(clusters: Any) -> list[str]:
    return list(clusters.values_list("letter", flat=True))


def needs_lot(voting_round: Round) -> bool:
    """Whether a counted round has a tie that its rules do not leave as it is, and that no lot has ended."""
    return is_tied(voting_round) and not voting_round.events.filter(kind=BallotEvent.Kind.LOT_DRAWN).exists()


def is_tied(voting_round: Round) -> bool:
    """Whether a counted round has more leaders than its rules allow."""
    return len(voting_round.count.figures["leaders"]) > 1 and voting_round.edition.tie_rule == Edition.TieRule.LOT


def announced_lot(voting_round: Round) -> BallotEvent | None:
    """The event by which the public draw was named."""
    return voting_round.events.filter(kind=BallotEvent.Kind.LOT_ANNOUNCED).first()


def announce_lot(*, round_id: int, source: str, after: datetime, by: User, at: datetime) -> None:
    """Name the public draw that will decide, before anybody can know what it gives ("de zes cijfers van de Joker+ van woensdag").

    source: which draw, for everybody to read. after: when it is over, a day from `at` at least. Raises NotYet, NoTie, TooSoon.
    """
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        check_drawable(voting_round)
        if announced_lot(voting_round):
            raise NoTie
        if not source.strip():
            raise NotYet
        if after < at + LOT_NOTICE:
            raise TooSoon
        _position, head = last_head(voting_round)
        told = {"source": source.strip(), "after": in_utc(after), "head": head, "among": voting_round.count.figures["leaders"]}
        record(voting_round, BallotEvent.Kind.LOT_ANNOUNCED, at=at, by=by.pk, data=told)
        seal(round_id=round_id, at_least=0)
        show_seal(voting_round, at)


def draw_lot(*, round_id: int, words: str, by: User, at: datetime) -> int:
    """Draw by what the announced draw gave; returns the winner's number. Somebody else than who announced it.

    Raises NotYet, NoTie, TooSoon, SamePerson.
    """
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        check_drawable(voting_round)
        announced = announced_lot(voting_round)
        if announced is None or not words.strip():
            raise NotYet
        if in_utc(at) < announced.data["after"]:
            raise TooSoon
        check_second_person(first=announced.by, by=by)
        among, head = announced.data["among"], announced.data["head"]
        number = tally.lot(among, plain(words), head)
        record(
            voting_round, BallotEvent.Kind.LOT_DRAWN, at=at, by=by.pk, data={"words": plain(words), "head": head, "among": among, "number": number}
        )
        seal(round_id=round_id, at_least=0)
        show_seal(voting_round, at)
    return number


def plain(words: str) -> str:
    """In small letters, one blank between them: how somebody types them decides nothing. "3 - 17 - 21" is "3 17 21"."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in words.casefold()).split())


def check_drawable(voting_round: Round) -> None:
    """Raises NotYet, NoTie."""
    if not voting_round.frozen_at or voting_round.cancelled_at:
        raise NotYet
    if voting_round.published_at or not needs_lot(voting_round):
        raise NoTie


def winners(voting_round: Round) -> list[Candidate]:
    """Of a counted round: who leads, or whom the lot took; nobody where nobody voted."""
    drawn = voting_round.events.filter(kind=BallotEvent.Kind.LOT_DRAWN).first()
    numbers = [drawn.data["number"]] if drawn else voting_round.count.figures["leaders"]
    return list(voting_round.candidates.filter(number__in=numbers).select_related("shop", "category", "picture").order_by("number"))


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


def check_second_person(*, first: int | None, by: User) -> None:
    """Let pass who is not `first`, the key of the person who did the step before. Raises SamePerson."""
    if by.pk == first:
        raise SamePerson


def draft_ambassadors(voting_round: Round, at: datetime) -> None:
    """Also of a shop that left the directory since: people chose it as it stood."""
    won = winners(voting_round)
    for candidate in won:
        make_drafts(
            shop=candidate.shop,
            stood=Snapshot(candidate.name, candidate.slug, candidate.face, candidate.category),
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
