"""What happened in a round from its opening to its result, from the events that were written down and sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from votes.models import BallotEvent, Round
from votes.pages import words
from votes.pages.frame import language_now

Kind = BallotEvent.Kind


@dataclass(frozen=True)
class Happening:
    """day: in words. reason: as somebody of the municipality or the province wrote it, in Dutch; "" where none was asked."""

    at: datetime
    day: str
    what: str
    reason: str = ""


def what_happened(voting_round: Round) -> list[Happening]:
    """By time. Groups of votes that were set apart stand elsewhere on the page."""
    events = voting_round.events.filter(kind__in=TELLS)
    told = [happening(event.at, TELLS[Kind(event.kind)](voting_round, event), event.reason) for event in events]
    told += [happening(voting_round.opens_at, _("De stemming opende.")), happening(voting_round.closes_at, _("De stemming sloot."))]
    return sorted(told, key=lambda one: one.at)


def happening(at: datetime, what: str, reason: str = "") -> Happening:
    return Happening(at, words.day_with_year(at, language_now()), what, reason)


def moved(voting_round: Round, event: BallotEvent) -> str:
    then, later = (words.moment(datetime.fromisoformat(event.data[name]), language_now()) for name in ("from", "to"))
    told = _("Het einde werd verschoven, van %(then)s tot %(later)s") % {"then": then, "later": later}
    return told if told.endswith(".") else f"{told}."  # "22 u." has its own


def withdrawn(voting_round: Round, event: BallotEvent) -> str:
    one = voting_round.candidates.filter(number=event.data["number"]).first()
    return _("Nummer %(number)s, %(name)s, deed niet meer mee.") % {"number": event.data["number"], "name": one.name if one else ""}


TELLS: dict[Kind, Callable[[Round, BallotEvent], str]] = {
    Kind.DEADLINE_MOVED: moved,
    Kind.CANDIDATE_WITHDRAWN: withdrawn,
    Kind.LOT_ANNOUNCED: lambda one, event: _("De loting werd aangekondigd: %(source)s.") % {"source": event.data["source"].rstrip(".")},
    Kind.LOT_DRAWN: lambda one, event: _("Het lot werd getrokken: nummer %(number)s.") % {"number": event.data["number"]},
    Kind.CANCEL_ASKED: lambda one, event: _("Iemand vroeg om deze stemming af te gelasten. Dat gebeurde niet."),
    Kind.FROZEN: lambda one, event: _("Eén persoon van de provincie telde."),
    Kind.PUBLISHED: lambda one, event: _("Een andere persoon keek het na en maakte het bekend."),
}
