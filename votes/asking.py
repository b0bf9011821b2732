"""Asking to vote: the page stores a request, the worker decides which mail leaves.

The page does the same for every address (contract 5): one row, one task. Whether an address voted before, was blocked, or had its mails
is found out by `answer`, away from who asked; only the mailbox's owner learns it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from gate.keyed_hash import keyed_hash
from gate.proof_of_work import spend_proof
from gate.throttle import Rule, within
from mail import outbox
from votes import identity, keys
from votes.addresses import address_of
from votes.lineup import line_up
from votes.models import Candidate, Mailbox, MailDomainRule, Round, Slip, VoteRequest

MAILS_A_DAY, MAILS_A_ROUND = 3, 8  # per identity; the third wrong address of a family does not become a flood
DIGITS = 6
PROMISED = timedelta(hours=72)  # an address is kept, at most
KEPT = PROMISED - timedelta(hours=1)  # what erases them runs every hour
CODE_LIVES = timedelta(minutes=60)  # from when the mail server took the mail
UNPROVEN = Rule("votes.unproven", 30, timedelta(minutes=10))  # requests of a round without a proof; what comes above it is mailed later
LATER = timedelta(minutes=10)


class Refused(Exception):
    """The request is not stored."""


class NotOpen(Refused):
    """The round takes no votes now."""


class NoSuchCandidate(Refused):
    """Nobody with this number stands, or they withdrew."""


@dataclass(frozen=True)
class Wish:
    """What a voter sends. candidate: a number. address: as typed, known to be one (votes.identity.canonical). network: gate.visitor.network_of."""

    round_id: int
    candidate: int
    address: str
    is_local: bool
    language: str
    network: str


def ask(*, wish: Wish, proof: str, at: datetime) -> VoteRequest:
    """Store a request; its mail is decided on and sent by the worker.

    proof: what the proof-of-work widget sent, "" without JavaScript: then a small budget stands in for it, and when that is spent the mail
    comes later.

    Raises NotOpen, NoSuchCandidate, gate.proof_of_work.NoProof, identity.NotAnAddress; nothing is stored then, and the proof is not spent.
    """
    line_up(round_id=wish.round_id, at=at) if is_not_lined_up(wish.round_id) else None
    with transaction.atomic():
        voting_round = Round.objects.held_for_a_vote(wish.round_id)
        if not voting_round.is_open(at):
            raise NotOpen
        candidate = candidate_of(voting_round, wish.candidate)
        due_at = at if is_proven(voting_round, proof, at) else due_without_proof(voting_round, at)
        request = VoteRequest.objects.create(candidate=candidate, created_at=at, mail_due_at=due_at, **facts(voting_round, wish))
        transaction.on_commit(lambda: mail_soon(request.key), robust=True)
    return request


def is_not_lined_up(round_id: int) -> bool:
    return Round.objects.filter(pk=round_id, lined_up_at=None).exists()


def candidate_of(voting_round: Round, number: int) -> Candidate:
    try:
        return voting_round.candidates.get(number=number, withdrawn_at=None)
    except Candidate.DoesNotExist:
        raise NoSuchCandidate from None


def bound_to(round_id: int) -> str:
    """What a proof of work for this round is bound to."""
    return f"votes round {round_id}"


def is_proven(voting_round: Round, proof: str, at: datetime) -> bool:
    if not proof:
        return False
    spend_proof(payload=proof, bound_to=bound_to(voting_round.pk), at=at)
    return True


def due_without_proof(voting_round: Round, at: datetime) -> datetime:
    return at if within(UNPROVEN, str(voting_round.pk), at=at) else at + LATER


def facts(voting_round: Round, wish: Wish) -> dict[str, object]:
    """What is kept of who asks: nothing that can be read back without the scope's key, but the sealed address."""
    key = keys.key_of(voting_round.scope)
    address = identity.canonical(wish.address, domain_rules())
    return {
        "round": voting_round,
        "identity_mac": identity.identity_mac(address, key),
        "network_mac": identity.network_mac(wish.network, key),
        "domain_class": identity.domain_class(address, key),
        "address": wish.address,
        "is_local": wish.is_local,
        "language": wish.language,
    }


def domain_rules() -> identity.DomainRules:
    return identity.DEFAULT_RULES.extended(MailDomainRule.objects.all())


def mail_soon(key: str) -> None:
    from votes.tasks import answer_request  # the task imports this module

    answer_request.enqueue(key)


def ask_again(*, key: str, at: datetime) -> None:
    """The voter wants another mail. Whether it leaves is the worker's to decide; whoever asks learns nothing."""
    asked = VoteRequest.objects.filter(pk=key, receipt="", is_replaced=False, mail_due_at=None)
    if asked.update(mail_due_at=at):
        mail_soon(key)


def answer(*, key: str, at: datetime) -> str:
    """Decide on the mail that a request gets, and hand it to the outbox; returns what was decided, for the log of tasks.

    A new code makes the former one worthless, and a request that gets its mail replaces the identity's other ones.
    """
    with transaction.atomic():
        request = VoteRequest.objects.select_for_update().filter(pk=key, mail_due_at__lte=at, receipt="").first()
        if request is None:
            return "nothing to do"
        request.mail_due_at = None
        decided = decide(request, at)
        request.save(update_fields=["mail_due_at", "mail", "code_hash", "tries"])
    return decided


def decide(request: VoteRequest, at: datetime) -> str:
    """Fill in the mail, and the code if there is one."""
    voting_round = Round.objects.select_related("edition", "municipality").get(pk=request.round_id)
    if not voting_round.takes_codes(at):
        return "the round is over"
    if not takes_a_mail(voting_round.scope, request.identity_mac, at):
        return "no mail"
    others_of(request).update(is_replaced=True, address="")
    if Slip.objects.filter(scope=voting_round.scope, identity_mac=request.identity_mac).exists():
        send(request, voting_round, "votes/stands", {}, at)
        return "a vote stands"
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    request.code_hash, request.tries = hash_of(request.key, code), 0
    send(request, voting_round, "votes/code", {"code": code, "url": address_of("code", voting_round, request.language, key=request.key)}, at)
    return "a code"


def others_of(request: VoteRequest):  # type: ignore[no-untyped-def]
    return VoteRequest.objects.filter(identity_mac=request.identity_mac, receipt="", is_replaced=False).exclude(pk=request.pk)


def takes_a_mail(scope: str, identity_mac: str, at: datetime) -> bool:
    """Whether this mailbox may get one more, counted if so: three a day and eight per round, none when its owner said "not me"."""
    day = localtime(at).date()
    Mailbox.objects.bulk_create([Mailbox(scope=scope, identity_mac=identity_mac, day=day)], ignore_conflicts=True)
    box = Mailbox.objects.filter(scope=scope, identity_mac=identity_mac, blocked_at=None, mails__lt=MAILS_A_ROUND)
    box.exclude(day=day).update(day=day, mails_on_day=0)
    return bool(box.filter(mails_on_day__lt=MAILS_A_DAY).update(mails=F("mails") + 1, mails_on_day=F("mails_on_day") + 1))


def send(request: VoteRequest, voting_round: Round, template: str, context: dict[str, object], at: datetime) -> None:
    """Without the candidate: the mail says which town, and nothing of the choice."""
    given = {"town": voting_round.municipality.name_in(request.language), "edition": voting_round.edition.name, **context}
    request.mail = outbox.send(
        template=template, to=request.address, language=request.language, context=given, at=at, forget_after=KEPT, about=about(voting_round)
    )


def about(voting_round: Round) -> str:
    """By which the board counts mails of a round."""
    return f"votes round {voting_round.pk}"


def hash_of(key: str, code: str) -> str:
    return keyed_hash("votes.code", key, code)


def answer_due(at: datetime) -> int:
    """Requests whose task was lost, or whose mail was to come later; returns how many were looked at."""
    due = list(VoteRequest.objects.filter(mail_due_at__lte=at).values_list("pk", flat=True)[:1000])
    for key in due:
        answer(key=key, at=at)
    return len(due)


def prune(at: datetime) -> int:
    """Delete requests, and with them addresses, after 72 hours; returns how many."""
    return VoteRequest.objects.filter(created_at__lte=at - KEPT).delete()[0]
