"""Where several win the province and the rules want one: a public draw decides, as for a round (votes.counting), in two steps and by two people.

The seal is the digest of the figures that were locked, so the same numbers of a lottery give every edition a lot of its own.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from votes import province, tally
from votes.counting import LOT_NOTICE, NoTie, Refused, TooSoon, check_second_person, plain
from votes.models import Edition, ProvincialCount, ProvincialEvent
from votes.models.ballots import in_utc
from votes.round_figures import digest_of


class NoDraw(Refused):
    """Nobody named the public draw that decides, or what it gave."""


def announce_lot(*, edition_id: int, source: str, after: datetime, by: User, at: datetime) -> None:
    """Name the public draw that will decide, before anybody can know what it gives. Everybody reads it from now on.

    source, after: as for votes.counting.announce_lot. Raises AlreadyDone, NotLocked, NoTie, NoDraw, TooSoon.
    """
    with transaction.atomic():
        count = check_drawable(province.held(edition_id))
        if province.announced_lot(count):
            raise NoTie
        if not source.strip():
            raise NoDraw
        if after < at + LOT_NOTICE:
            raise TooSoon
        told = {"source": source.strip(), "after": in_utc(after), "head": digest_of(count.figures), "among": count.figures["leaders"]}
        ProvincialEvent.objects.create(count=count, kind=ProvincialEvent.Kind.LOT_ANNOUNCED, at=at, by=by, data=told)


def check_drawable(edition: Edition) -> ProvincialCount:
    """The count that a lot decides. Raises AlreadyDone, NotLocked, NoTie."""
    count = province.check_standing(edition)
    if not province.needs_lot(count):
        raise NoTie
    return count


def draw_lot(*, edition_id: int, words: str, by: User, at: datetime) -> int:
    """Draw by what the announced draw gave; returns the winner's number. Somebody else than who announced it.

    Raises AlreadyDone, NotLocked, NoTie, NoDraw, TooSoon, SamePerson.
    """
    with transaction.atomic():
        count = check_drawable(province.held(edition_id))
        announced = province.announced_lot(count)
        if announced is None or not words.strip():
            raise NoDraw
        if in_utc(at) < announced.data["after"]:
            raise TooSoon
        check_second_person(first=announced.by_id, by=by)
        number = tally.lot(announced.data["among"], plain(words), announced.data["head"])
        data = announced.data | {"words": plain(words), "number": number}
        ProvincialEvent.objects.create(count=count, kind=ProvincialEvent.Kind.LOT_DRAWN, at=at, by=by, data=data)
    return number
