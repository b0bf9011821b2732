"""Votes of the demo, stored by the hundred: slips, ballots and commitments as a vote makes them, and their seals."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from gate.visitor import UNKNOWN
from home.demo.votes.crowd import Voice
from votes import confirming, identity, keys
from votes.models import Ballot, Candidate, Round, SealHead, Slip, VoteRequest
from votes.seal import publish_head

HOUR = timedelta(hours=1)
BATCH = 50  # votes that are sealed together; the site itself waits for twenty
OTHER = "other-"


def cast(voting_round: Round, voices: Sequence[Voice], until: datetime) -> None:
    """Store `voices` (by time), and the seals of every hour from the opening to before `until`.

    Ballots are sealed in the hour in which a batch is full.
    """
    candidates = {candidate.face: candidate for candidate in voting_round.candidates.all()}
    key, waiting = keys.key_of(voting_round.scope), list[Voice]()
    heads = [publish_head(round_id=voting_round.pk, at=hour_of(voting_round.opens_at))]
    for hour, came in groupby(voices, key=lambda voice: hour_of(voice.at)):
        waiting += came
        if len(waiting) >= BATCH:
            store(voting_round, waiting, candidates, key)
            heads.append(publish_head(round_id=voting_round.pk, at=hour + HOUR))
            waiting.clear()
    store(voting_round, waiting, candidates, key)
    SealHead.objects.bulk_create(in_quiet_hours(heads, until))


def in_quiet_hours(heads: Sequence[SealHead], until: datetime) -> Iterator[SealHead]:
    """What was published in the hours between `heads` (by time), and after them: the same head once more."""
    for head, after in zip(heads, [*(head.at for head in heads[1:]), hour_of(until)], strict=True):
        hour = head.at + HOUR
        while hour < after:
            yield SealHead(round_id=head.round_id, at=hour, position=head.position, head=head.head)
            hour += HOUR


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def store(voting_round: Round, voices: Iterable[Voice], candidates: dict[str, Candidate], key: bytes) -> None:
    """Slips and ballots, each in an order of its own: their keys are random."""
    slips, ballots = [], []
    for voice in voices:
        request = asked(voting_round, voice, candidates[voice.face], key)
        slip = confirming.new_slip(request, voting_round, voice.at)
        slip.seconds_to_code = voice.seconds_to_code
        ballots.append(confirming.new_ballot(request, voting_round, slip, voice.at))
        slips.append(slip)
    Ballot.objects.bulk_create(ballots)
    Slip.objects.bulk_create(slips)


def asked(voting_round: Round, voice: Voice, candidate: Candidate, key: bytes) -> VoteRequest:
    """What a voter's request would have held, not stored; the identity is drawn, as there is no mailbox behind it."""
    return VoteRequest(
        round=voting_round,
        candidate=candidate,
        identity_mac=secrets.token_hex(32),
        network_mac=UNKNOWN if voice.network == UNKNOWN else identity.keyed("network", voice.network, key),
        domain_class=domain_class(voice.domain, key),
        is_local=voice.is_local,
    )


def domain_class(domain: str, key: bytes) -> str:
    """As votes.identity.domain_class says it; `domain` is a provider's name, or one that begins with "other-"."""
    if not domain.startswith(OTHER):
        return domain
    return OTHER + identity.keyed("mail domain", domain, key)[: identity.OTHER_DIGITS]
