"""What happened is written down once, and never again."""

from datetime import datetime
from typing import Any

from votes.models import Ballot, BallotEvent, Round


def record(
    voting_round: Round,
    kind: BallotEvent.Kind,
    *,
    at: datetime,
    by: int | None = None,
    ballot: Ballot | None = None,
    rule: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> BallotEvent:
    """Store an event; the chain takes it up at the next seal. at: kept to the second. by: the number of a user."""
    event = event_of(voting_round, kind, at=at, by=by, ballot=ballot, rule=rule, reason=reason, data=data)
    event.save(force_insert=True)
    return event


def event_of(
    voting_round: Round,
    kind: BallotEvent.Kind,
    *,
    at: datetime,
    by: int | None = None,
    ballot: Ballot | None = None,
    rule: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> BallotEvent:
    """The same, not stored yet, for who stores many."""
    second = at.replace(microsecond=0)
    return BallotEvent(round=voting_round, kind=kind, at=second, by=by, ballot=ballot, rule=rule, reason=reason, data=data or {})
