"""What the province may do to a round now, the main thing first, and for whom it waits when that is not the reader."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from votes import counting
from votes.admin.moments import in_words
from votes.models import Round
from votes.models.ballots import in_utc
from votes.models.editions import GRACE

State = Round.State


@dataclass(frozen=True)
class Possible:
    """url: of a page that says itself what stands in the way."""

    url: str
    label: str
    is_main: bool = False


def possible(name: str, label: str, voting_round: Round, *, is_main: bool = False) -> Possible:
    return Possible(reverse(f"votes_admin:{name}", args=[voting_round.pk]), label, is_main)


def deeds(voting_round: Round, user: int, at: datetime) -> list[Possible]:
    """user: the key of who reads. The one thing to do next is the main one."""
    state = voting_round.state(at)
    found = []
    if state == State.DRAFT:
        found.append(possible("own_dates", gettext("Eigen data"), voting_round))
    if state == State.REVIEW and at >= voting_round.review_until:
        found.append(possible("freeze", gettext("Tellen"), voting_round, is_main=True))
    if state == State.FROZEN:
        found += of_a_count(voting_round, user, at)
    if state in (State.SCHEDULED, State.REVIEW) and at < voting_round.closes_at + GRACE:
        found.append(possible("move_deadline", gettext("Later sluiten"), voting_round))
    if state in (State.SCHEDULED, State.REVIEW, State.FROZEN):
        found.append(possible("cancel", gettext("Afgelasten"), voting_round))
    return found


def of_a_count(voting_round: Round, user: int, at: datetime) -> list[Possible]:
    """Of a counted round: a lot where it needs one, else publishing, for who may do it."""
    if not needs_lot(voting_round):
        return [] if counter_of(voting_round) == user else [possible("publish", gettext("Uitslag bekendmaken"), voting_round, is_main=True)]
    announced = counting.announced_lot(voting_round)
    if announced is None:
        return [possible("lot", gettext("Loting aankondigen"), voting_round, is_main=True)]
    if in_utc(at) < announced.data["after"] or announced.by == user:
        return []
    return [possible("lot", gettext("Lot trekken"), voting_round, is_main=True)]


def waits_for(voting_round: Round, user: int, at: datetime) -> str:
    """Why a counted round has no main button for this person; "" when it has one."""
    if voting_round.state(at) != State.FROZEN or any(one.is_main for one in deeds(voting_round, user, at)):
        return ""
    if not needs_lot(voting_round):
        return gettext("Jij telde deze ronde. Een collega van de provincie maakt de uitslag bekend.")
    announced = counting.announced_lot(voting_round)
    if announced and in_utc(at) < announced.data["after"]:
        told = {"source": announced.data["source"].rstrip("."), "moment": in_words(datetime.fromisoformat(announced.data["after"]))}
        return gettext("De loting is aangekondigd: %(source)s. Kom terug na %(moment)s.") % told
    return gettext("Jij kondigde de loting aan. Een collega van de provincie typt over wat ze gaf.")


def needs_lot(voting_round: Round) -> bool:
    return hasattr(voting_round, "count") and counting.needs_lot(voting_round)


def counter_of(voting_round: Round) -> int | None:
    """The key of who counted."""
    return voting_round.count.made_by_id if hasattr(voting_round, "count") else None
