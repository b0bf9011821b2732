"""The hash chain over a round's commitments and events, by which a change made directly in the database is found.

Ballots are sealed in batches of at least 20 (all of them at the count), sorted by commitment within a batch, so that the chain does not tell
in which order was voted; what happened to a ballot is sealed with such a batch too, so that nothing singles one out. Heads are published
every hour, at the count and at a lot, and mailed to the observers: whoever rewrites the chain cannot rewrite those.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from votes.commitment import commit
from votes.lineup import as_sealed
from votes.models import Ballot, BallotEvent, Round, SealedEntry, SealHead, Slip

BATCH = 20  # ballots, at least
START = "0" * 64


@dataclass(frozen=True)
class Finding:
    """Something in the database that is not as it was sealed. name: for code; what: the row it is about, never whom."""

    name: str
    what: str


def linked(head: str, digest: str) -> str:
    """The head after one more link: SHA-256 over "<head before><digest>", both in hexadecimal."""
    return hashlib.sha256(f"{head}{digest}".encode()).hexdigest()


def digest_of(event: BallotEvent) -> str:
    """SHA-256 over the event as JSON with sorted keys and no blanks (UTF-8)."""
    return hashlib.sha256(as_text(event).encode()).hexdigest()


def as_text(event: BallotEvent) -> str:
    return json.dumps(event.as_sealed(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def seal(*, round_id: int, at_least: int = BATCH) -> int:
    """Take up events of the round, and ballots with theirs when there are `at_least`; returns how many links were made."""
    with transaction.atomic():
        voting_round = Round.objects.held_alone(round_id)
        ballots, events = unsealed_ballots(voting_round), unsealed_events(voting_round)
        digests = [(False, digest_of(event)) for event in events if event.ballot_id is None]
        if len(ballots) >= at_least:
            digests += [(True, commitment) for commitment in ballots]
            digests += [(False, digest) for digest in sorted(digest_of(event) for event in events if event.ballot_id)]
        SealedEntry.objects.bulk_create(links(voting_round, digests))
    return len(digests)


def unsealed_ballots(voting_round: Round) -> list[str]:
    """Commitments, sorted."""
    stands = SealedEntry.objects.filter(round=voting_round, digest=OuterRef("commitment"))
    return sorted(Ballot.objects.filter(~Exists(stands), round=voting_round).values_list("commitment", flat=True))


def unsealed_events(voting_round: Round) -> list[BallotEvent]:
    """As they happened; those of one second by their digest."""
    sealed = set(SealedEntry.objects.filter(round=voting_round, is_ballot=False).values_list("digest", flat=True))
    events = BallotEvent.objects.filter(round=voting_round).select_related("ballot")
    return [event for event in sorted(events, key=lambda event: (event.at, digest_of(event))) if digest_of(event) not in sealed]


def links(voting_round: Round, digests: Iterable[tuple[bool, str]]) -> Iterator[SealedEntry]:
    last = SealedEntry.objects.filter(round=voting_round).order_by("-position").first()
    head, position, batch = (last.head, last.position, last.batch + 1) if last else (START, 0, 1)
    for is_ballot, digest in digests:
        head, position = linked(head, digest), position + 1
        yield SealedEntry(round=voting_round, position=position, batch=batch, is_ballot=is_ballot, digest=digest, head=head)


def last_head(voting_round: Round) -> tuple[int, str]:
    """(position, head); (0, zeros) before anything is sealed."""
    last = SealedEntry.objects.filter(round=voting_round).order_by("-position").values_list("position", "head").first()
    return last or (0, START)


def publish_head(*, round_id: int, at: datetime) -> SealHead:
    """Seal what may be sealed, and publish the head of this hour; the second time in an hour gives the first one."""
    seal(round_id=round_id)
    return head_at(Round.objects.get(pk=round_id), at.replace(minute=0, second=0, microsecond=0))


def publish_last_head(voting_round: Round, at: datetime) -> SealHead:
    """Publish the head as it is at this second: of the count, of a lot. Whoever waits for the next hour could still change something."""
    return head_at(voting_round, at.replace(microsecond=0))


def head_at(voting_round: Round, moment: datetime) -> SealHead:
    position, head = last_head(voting_round)
    return SealHead.objects.get_or_create(round=voting_round, at=moment, defaults={"position": position, "head": head})[0]


# -- checking; the sums are made again from the rows, and held against what was sealed and published


def verify(voting_round: Round, heads: Iterable[tuple[int, str]] | None = None) -> list[Finding]:
    """Everything that was changed, deleted or inserted since it was sealed; nothing when all is well.

    heads: (position, head) as they were kept outside of the database, by observers; None takes the database's own word for them.
    """
    entries = list(SealedEntry.objects.filter(round=voting_round).order_by("position"))
    ballots = list(Ballot.objects.filter(round=voting_round).select_related("candidate"))
    events = list(BallotEvent.objects.filter(round=voting_round).select_related("ballot"))
    published = list(SealHead.objects.filter(round=voting_round).values_list("position", "head")) if heads is None else list(heads)
    return [
        *broken_links(entries),
        *other_heads(entries, published),
        *changed_ballots(voting_round, ballots),
        *ballots_without_slip(voting_round, ballots),
        *other_candidates(voting_round, events),
        *unlike_sealed(entries, ballots, events, is_over=voting_round.frozen_at is not None),
    ]


def broken_links(entries: list[SealedEntry]) -> Iterator[Finding]:
    head = START
    for number, entry in enumerate(entries, start=1):
        head = linked(head, entry.digest)
        if entry.position != number or entry.head != head:
            yield Finding("broken link", str(entry.position))
            return  # everything after it is broken too


def other_heads(entries: list[SealedEntry], published: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    by_position = {0: START} | {entry.position: entry.head for entry in entries}
    for position, head in published:
        if by_position.get(position) != head:
            yield Finding("other head than published", str(position))


def changed_ballots(voting_round: Round, ballots: Iterable[Ballot]) -> Iterator[Finding]:
    for ballot in ballots:
        if ballot.candidate.round_id != voting_round.pk or ballot.commitment != commit(ballot.nonce, ballot.candidate.number, voting_round.code):
            yield Finding("ballot does not open", ballot.commitment)


def ballots_without_slip(voting_round: Round, ballots: Iterable[Ballot]) -> Iterator[Finding]:
    """Until slips are forgotten each ballot has the slip of somebody, and each slip a ballot: a ballot that was put there has none."""
    if voting_round.forgotten_at:
        return
    by_key = {ballot.pk: ballot.commitment for ballot in ballots}
    slips = set(Slip.objects.filter(round=voting_round).values_list("ballot_id", flat=True))
    yield from (Finding("ballot without a slip", by_key[key]) for key in sorted(by_key.keys() - slips))
    yield from (Finding("slip without a ballot", str(key)) for key in slips - by_key.keys())


def other_candidates(voting_round: Round, events: Iterable[BallotEvent]) -> Iterator[Finding]:
    """A number that stands for another shop than when the round opened."""
    lined_up = next((event for event in events if event.kind == BallotEvent.Kind.LINED_UP), None)
    if lined_up is None:
        return
    then, now = lined_up.data["candidates"], as_sealed(voting_round.candidates.all())
    yield from (
        Finding("other candidate", str(number)) for number in sorted({told[0] for told in [*then, *now] if told not in then or told not in now})
    )


def unlike_sealed(entries: list[SealedEntry], ballots: list[Ballot], events: list[BallotEvent], *, is_over: bool) -> Iterator[Finding]:
    """Rows that are sealed and gone; once the round is counted also rows that are there and were never sealed."""
    sealed_ballots = {entry.digest for entry in entries if entry.is_ballot}
    sealed_events = {entry.digest for entry in entries if not entry.is_ballot}
    here, told = {ballot.commitment for ballot in ballots}, {digest_of(event) for event in events}
    yield from (Finding("ballot is gone", digest) for digest in sorted(sealed_ballots - here))
    yield from (Finding("event is gone", digest) for digest in sorted(sealed_events - told))
    if is_over:
        yield from (Finding("ballot was never sealed", digest) for digest in sorted(here - sealed_ballots))
        yield from (Finding("event was never sealed", digest) for digest in sorted(told - sealed_events))
