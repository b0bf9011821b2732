"""Typing the code is what votes: slip and ballot in one transaction, or nothing (contract 1 and 2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils.crypto import constant_time_compare
from django.utils.timezone import localtime

from gate.keyed_hash import possible_hashes
from mail.codes import digits_of
from votes.asking import CODE_LIVES, hold_mailbox
from votes.commitment import commit, new_nonce, new_receipt
from votes.models import Ballot, Candidate, Mailbox, Round, Slip, VoteRequest
from votes.patience import transaction_of_a_vote

TRIES = 5  # per code


class Refused(Exception):
    """Nothing was counted."""


class Unknown(Refused):
    """No such request, or it is gone by now."""


class WrongCode(Refused):
    """`left`: how many tries this code still has; 0 means that a new one has to be asked for."""

    def __init__(self, left: int):
        super().__init__(f"{left} tries left")
        self.left = left


class TooLate(Refused):
    """The code is older than an hour."""


class Replaced(Refused):
    """A newer request of the same mailbox took its place."""


class NotOpen(Refused):
    """The round takes no codes any more."""


class Withdrawn(Refused):
    """The candidate withdrew. The voter has no vote yet, and may ask to vote for another."""


class Blocked(Refused):
    """The owner of the mailbox said "that was not me"."""


class AlreadyVoted(Refused):
    """The mailbox has a vote that counts. Only who has its code learns this."""


@dataclass(frozen=True)
class Counted:
    """What the voter gets, and the round in which it counts, with its edition and municipality."""

    receipt: str
    round: Round


def confirm(*, key: str, code: str, at: datetime) -> Counted:
    """Count the vote of a request. The same code again gives the same receipt.

    at: the database's time. Raises Refused; a wrong try is counted for good, so whoever calls this within a transaction gets a RuntimeError.
    """
    with transaction_of_a_vote(durable=True):
        answer = judged(key, code, at)
    if isinstance(answer, Refused):
        raise answer
    return answer


def judged(key: str, code: str, at: datetime) -> Counted | Refused:
    """The answer; a refusal is returned and not raised, so that what was counted of a try is kept."""
    request = VoteRequest.objects.held_with_its_mail(key)
    if request is None:
        return Unknown()
    if refusal := wrong(request, code):
        return refusal
    if request.receipt:
        return Counted(request.receipt, request.round)
    if request.is_replaced:
        return why_replaced(request)
    voting_round = Round.objects.held_for_a_vote(request.round_id)
    if refusal := why_not(request, voting_round, at):
        return refusal
    request.candidate = standing(request)
    return stored(request, voting_round, at) if request.candidate else Withdrawn()


def why_replaced(request: VoteRequest) -> Refused:
    blocked = Mailbox.objects.filter(scope=request.round.scope, identity_mac=request.identity_mac, blocked_at__isnull=False)
    return Blocked() if blocked.exists() else Replaced()


def why_not(request: VoteRequest, voting_round: Round, at: datetime) -> Refused | None:
    """What the clock has against a right code."""
    if not voting_round.takes_codes(at):
        return NotOpen()
    return TooLate() if is_too_old(request, at) else None


def standing(request: VoteRequest) -> Candidate | None:
    """The candidate with its number, unless it withdrew. The round is held, so that nobody withdraws between this and the vote."""
    if request.candidate_id is None:
        return None
    return Candidate.objects.only("number").filter(pk=request.candidate_id, withdrawn_at=None).order_by().first()


def wrong(request: VoteRequest, code: str) -> Refused | None:
    """Nothing for the right code; otherwise one try is gone. Only who has the code hears what became of the request."""
    if request.tries >= TRIES:
        return WrongCode(0)
    hashes = possible_hashes("votes.code", request.key, digits_of(code))
    if request.code_hash and any(constant_time_compare(request.code_hash, hashed) for hashed in hashes):
        return None
    request.tries += 1
    request.save(update_fields=["tries"])
    return WrongCode(TRIES - request.tries)


def is_too_old(request: VoteRequest, at: datetime) -> bool:
    taken_at = request.mail.sent_at if request.mail else None
    return taken_at is not None and at >= taken_at + CODE_LIVES


def stored(request: VoteRequest, voting_round: Round, at: datetime) -> Counted | Refused:
    """Slip and ballot. Whether the slip is the first of its identity is decided by the unique constraint, not by looking."""
    slip = new_slip(request, voting_round, at)
    Slip.objects.bulk_create([slip], ignore_conflicts=True)
    if not Slip.objects.filter(pk=slip.pk).exists():
        return AlreadyVoted()
    new_ballot(request, voting_round, slip, at).save(force_insert=True)
    request.receipt, request.candidate, request.address = slip.receipt, None, ""
    request.save(update_fields=["receipt", "candidate", "address"])
    return Counted(slip.receipt, voting_round)


def new_slip(request: VoteRequest, voting_round: Round, at: datetime) -> Slip:
    taken_at = request.mail.sent_at if request.mail else None
    slip = Slip(
        scope=voting_round.scope,
        round=voting_round,
        identity_mac=request.identity_mac,
        network_mac=request.network_mac,
        domain_class=request.domain_class,
        confirmed_at=at.replace(microsecond=0),
        seconds_to_code=max(0, int((at - taken_at).total_seconds())) if taken_at else None,
        receipt=new_receipt(),
    )
    slip.ballot = Ballot(round=voting_round)  # its key is drawn here; the row follows once the slip stands
    return slip


def new_ballot(request: VoteRequest, voting_round: Round, slip: Slip, at: datetime) -> Ballot:
    """Under the key that the slip names; a request that is not counted yet has its candidate."""
    ballot, candidate = cast(Ballot, slip.ballot), cast(Candidate, request.candidate)
    ballot.candidate, ballot.nonce = candidate, new_nonce()
    ballot.commitment = commit(ballot.nonce, candidate.number, voting_round.code)
    ballot.day, ballot.is_local = localtime(at).date(), request.is_local
    return ballot


def not_me(*, key: str, code: str, at: datetime) -> None:
    """The owner of the mailbox did not ask for this: no more mails to it in this scope, and no vote. Asks for the code, as `confirm` does.

    Raises Refused.
    """
    asked = VoteRequest.objects.select_related("round__edition").filter(pk=key).first()
    if asked is None:
        raise Unknown
    with transaction_of_a_vote(durable=True):
        box = hold_mailbox(asked.round.scope, asked.identity_mac, at)  # before the request, as votes.asking.answer does
        request = VoteRequest.objects.select_for_update().filter(pk=key).first()
        refusal = refusal_of_owner(request, code)
        if refusal is None:
            block(box, at)
    if refusal:
        raise refusal


def refusal_of_owner(request: VoteRequest | None, code: str) -> Refused | None:
    """Why "that was not me" cannot be said of this request, if so."""
    if request is None or request.receipt:
        return Unknown()
    return wrong(request, code) or (why_replaced(request) if request.is_replaced else None)


def block(box: Mailbox, at: datetime) -> None:
    box.blocked_at = at
    box.save(update_fields=["blocked_at"])
    mine = VoteRequest.objects.filter(identity_mac=box.identity_mac, receipt="")
    mine.update(is_replaced=True, address="", mail_due_at=None)
