"""In which phase a round is, in words, and until when that holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from content.freshness import next_midnight
from votes.models import BallotEvent, Edition, Round
from votes.models.editions import REMEMBERED
from votes.pages import words
from votes.pages.frame import earliest

TURNOUT_LAGS = timedelta(minutes=1)  # how long a page with a turnout may be kept while people vote


class Phase(StrEnum):
    """What a visitor makes of a round. Before it opens there are three: nobody can stand yet, one can, one could."""

    BEFORE = "before"
    CANDIDACY = "candidacy"
    WAITING = "waiting"
    OPEN = "open"
    REVIEW = "review"
    COUNTED = "counted"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


BEFORE_OPENING = {Phase.BEFORE, Phase.CANDIDACY, Phase.WAITING}


@dataclass(frozen=True)
class Told:
    """A phase for a template. line: one or two sentences; soon: how long one can vote, else ""; notice: what went otherwise than planned;
    reason: why, as somebody wrote it in Dutch."""

    phase: Phase
    line: str
    soon: str = ""
    notice: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.phase is Phase.OPEN

    @property
    def takes_candidates(self) -> bool:
        return self.phase is Phase.CANDIDACY

    @property
    def has_candidates(self) -> bool:
        return self.phase not in BEFORE_OPENING


def phase_of(voting_round: Round, at: datetime) -> Phase:
    state = voting_round.state(at)
    known = {
        Round.State.CANCELLED: Phase.CANCELLED,
        Round.State.PUBLISHED: Phase.PUBLISHED,
        Round.State.ARCHIVED: Phase.PUBLISHED,
        Round.State.FROZEN: Phase.COUNTED,
        Round.State.REVIEW: Phase.REVIEW,
    }
    if state in known:
        return known[state]
    return Phase.OPEN if at >= voting_round.opens_at else phase_before(voting_round.edition, at)


def phase_before(edition: Edition, at: datetime) -> Phase:
    if at < edition.candidacy_from:
        return Phase.BEFORE
    return Phase.CANDIDACY if edition.takes_candidates(at) else Phase.WAITING


def told(voting_round: Round, at: datetime, language: str) -> Told:
    phase = phase_of(voting_round, at)
    soon = words.countdown(voting_round.closes_at, at, language) if phase is Phase.OPEN else ""
    return Told(phase, line_of(voting_round, phase, at, language), soon, *notice_of(voting_round, phase, at, language))


def line_of(voting_round: Round, phase: Phase, at: datetime, language: str) -> str:
    edition = voting_round.edition
    dates = {
        "from": words.moment_with_zone(edition.candidacy_from, language, at),
        "until": words.moment_with_zone(edition.candidacy_until, language, at),
        "opens": words.moment_with_zone(voting_round.opens_at, language, at),
        "closes": words.moment_with_zone(voting_round.closes_at, language, at),
        "review": words.moment_with_zone(voting_round.review_until, language, at),
    }
    if phase is Phase.REVIEW and at >= voting_round.review_until:
        return _("De stemming is gesloten en de stemmen worden geteld. De uitslag komt hier.")
    return {
        Phase.BEFORE: _("Winkels kunnen zich kandidaat stellen vanaf %(from)s. Stemmen kan vanaf %(opens)s."),
        Phase.CANDIDACY: _("Winkels kunnen zich kandidaat stellen tot %(until)s. Stemmen kan vanaf %(opens)s."),
        Phase.WAITING: _("Stemmen kan vanaf %(opens)s. Dan zie je hier wie er kandidaat is."),
        Phase.OPEN: _("Stemmen kan tot %(closes)s."),
        Phase.REVIEW: _("De stemming is gesloten. Tot %(review)s worden de stemmen nagekeken en kan iedereen bezwaar maken."),
        Phase.COUNTED: _("De stemmen zijn geteld. Een tweede persoon kijkt de telling na en maakt ze hier bekend."),
        Phase.PUBLISHED: _("De uitslag is bekend."),
        Phase.CANCELLED: _("Deze stemming gaat niet door."),
    }[phase] % dates


def notice_of(voting_round: Round, phase: Phase, at: datetime, language: str) -> tuple[str, str]:
    """(what, why): why it was called off, or why it closes later than announced; both have a reason that everybody may read."""
    if phase is Phase.CANCELLED:
        return "", voting_round.cancel_reason
    if not voting_round.has_own_dates or phase is Phase.PUBLISHED:
        return "", ""
    event = voting_round.events.filter(kind=BallotEvent.Kind.DEADLINE_MOVED).order_by("at").last()
    if event is None:
        return "", ""
    closes = words.moment_with_zone(voting_round.closes_at, language, at)
    return _("Het einde is verschoven naar %(closes)s. De reden:") % {"closes": closes}, event.reason


def true_until(voting_round: Round, at: datetime) -> datetime | None:
    """When the page of a round says something else. Where somebody's decision is awaited, and while people vote, that is a minute."""
    edition = voting_round.edition
    phase = phase_of(voting_round, at)
    planned = [edition.candidacy_from, edition.candidacy_until, voting_round.opens_at, voting_round.closes_at, voting_round.review_until]
    if voting_round.published_at:
        planned.append(voting_round.published_at + REMEMBERED)
    if phase is Phase.OPEN:
        planned.append(words.countdown_until(voting_round.closes_at, at))
    if phase in {Phase.OPEN, Phase.REVIEW, Phase.COUNTED}:
        planned.append(at + TURNOUT_LAGS)
    return earliest(*planned, next_midnight(at), after=at)
