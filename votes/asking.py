"""Asking to vote: the page stores a request, the worker decides which mail leaves.

The page does the same for every address (contract 5): one row, one task. Whether an address voted before, was blocked, or had its mails
is found out by `answer`, away from who asked; only the mailbox's owner learns it.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localtime

from gate.keyed_hash import keyed_hash
from gate.proof_of_work import spend_proof
from gate.throttle import Rule, within
from mail import outbox
from votes import identity, keys
from votes.addresses import address_of
from votes.lineup import line_up
from votes.models import Candidate, Mailbox, MailDomainRule, Round, Slip, VoteRequest
from votes.patience import transaction_of_a_vote

MAILS_A_DAY, MAILS_A_ROUND = 3, 8  # per identity; the third wrong address of a family does not become a flood
DIGITS = 6
PROMISED = timedelta(hours=72)  # an address is kept, at most
KEPT = PROMISED - timedelta(hours=1)  # what erases them runs every hour
CODE_LIVES = timedelta(minutes=60)  # from when the mail server took the mail
UNPROVEN = Rule("votes.unproven", 30, timedelta(minutes=10))  # requests of a round without a proof that are mailed at once
LATER = timedelta(minutes=10)  # what comes above it waits for so long at least, and then for its turn
DRIP = 3  # of these a round, a minute: the same thirty in ten minutes
BATCH = 1000  # requests in one sweep; the next one follows within a minute

logger = logging.getLogger(__name__)


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

    proof: what the proof-of-work widget sent, "" without JavaScript: then a small budget stands in for it, and when that is spent the request
    waits for its turn (`turns`).

    Raises NotOpen, NoSuchCandidate, gate.proof_of_work.NoProof, identity.NotAnAddress; nothing is stored then, and the proof is not spent.
    """
    if is_not_lined_up(wish.round_id):
        line_up(round_id=wish.round_id, at=at)
    with transaction_of_a_vote():
        voting_round = Round.objects.held_for_a_vote(wish.round_id)
        if not voting_round.is_open(at):
            raise NotOpen
        candidate = candidate_of(voting_round, wish.candidate)
        request = VoteRequest(candidate=candidate, created_at=at, mail_due_at=at, **facts(voting_round, wish))
        if not is_proven(voting_round, proof, at) and not within(UNPROVEN, str(voting_round.pk), at=at):
            queue(request)
        request.save(force_insert=True)
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


def queue(request: VoteRequest) -> None:
    """Let it wait for its turn (`turns`), behind those that its own network sent before."""
    before = VoteRequest.objects.filter(round=request.round_id, network_mac=request.network_mac, turn__isnull=False)
    request.turn, request.mail_due_at = before.count() + 1, request.created_at + LATER


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

    A new code makes the former one worthless, and a request that gets its mail replaces the identity's older ones.
    The mailbox is held first, and requests after it, here and in votes.confirming.not_me: so two of one identity never wait for each other.
    """
    asked = wanting(at).filter(pk=key).select_related("round__edition", "round__municipality").first()
    if asked is None:
        return "nothing to do"
    with transaction_of_a_vote():
        hold_mailbox(asked.round.scope, asked.identity_mac, at)
        request = wanting(at).select_for_update().filter(pk=key).first()
        if request is None:
            return "nothing to do"
        request.mail_due_at = None
        decided = decide(request, asked.round, at)
        request.save(update_fields=["mail_due_at", "mail", "code_hash", "tries"])
    return decided


def wanting(at: datetime) -> QuerySet[VoteRequest]:
    """Requests whose mail is due."""
    return VoteRequest.objects.filter(mail_due_at__lte=at, receipt="", is_replaced=False)


def hold_mailbox(scope: str, identity_mac: str, at: datetime) -> Mailbox:
    """The row of an identity, made when it is the first time, and held until this transaction ends."""
    Mailbox.objects.bulk_create([Mailbox(scope=scope, identity_mac=identity_mac, day=localtime(at).date())], ignore_conflicts=True)
    return Mailbox.objects.select_for_update().get(scope=scope, identity_mac=identity_mac)


def decide(request: VoteRequest, voting_round: Round, at: datetime) -> str:
    """Fill in the mail, and the code if there is one. The mailbox is held."""
    if reason := why_no_mail(request, voting_round, at):
        return reason
    older_than(request).update(is_replaced=True, address="", mail_due_at=None)
    if Slip.objects.filter(scope=voting_round.scope, identity_mac=request.identity_mac).exists():
        send(request, voting_round, "votes/stands", {}, at)
        return "a vote stands"
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    request.code_hash, request.tries = hash_of(request.key, code), 0
    send(request, voting_round, "votes/code", {"code": code, "url": address_of("code", voting_round, request.language, key=request.key)}, at)
    return "a code"


def why_no_mail(request: VoteRequest, voting_round: Round, at: datetime) -> str:
    """Why this request gets none, "" when it does; then the mail is counted."""
    if not voting_round.takes_codes(at):
        return "the round is over"
    if not still_stands(request):
        return "the candidate withdrew"
    if not request.address:
        return "no address"  # SECRET_KEY was changed, and the former one is not in SECRET_KEY_FALLBACKS
    return "" if takes_a_mail(voting_round.scope, request.identity_mac, at) else "no mail"


def still_stands(request: VoteRequest) -> bool:
    """Whether its candidate did not withdraw by now."""
    return VoteRequest.objects.filter(pk=request.pk, candidate__isnull=False, candidate__withdrawn_at=None).exists()


def older_than(request: VoteRequest) -> QuerySet[VoteRequest]:
    """The identity's other requests that were made before this one: a newer one is never replaced, in whatever order they are answered."""
    others = VoteRequest.objects.filter(identity_mac=request.identity_mac, receipt="", is_replaced=False).exclude(pk=request.pk)
    return others.filter(created_at__lte=request.created_at)


def takes_a_mail(scope: str, identity_mac: str, at: datetime) -> bool:
    """Whether this mailbox may get one more, counted if so: three a day and eight per round, none when its owner said "not me"."""
    day = localtime(at).date()
    box = Mailbox.objects.filter(scope=scope, identity_mac=identity_mac, blocked_at=None, mails__lt=MAILS_A_ROUND)
    box.exclude(day=day).update(day=day, mails_on_day=0)
    return bool(box.filter(mails_on_day__lt=MAILS_A_DAY).update(mails=F("mails") + 1, mails_on_day=F("mails_on_day") + 1))


def send(request: VoteRequest, voting_round: Round, template: str, context: dict[str, object], at: datetime) -> None:
    """Without the candidate: the mail says which town, and nothing of the choice. An answer goes to where objections go."""
    edition = voting_round.edition
    name, _its_language = edition.name_in(request.language)
    given = {"town": voting_round.municipality.name_in(request.language), "edition": name, "is_read": bool(edition.objections_to)}
    request.mail = outbox.send(
        template=template,
        to=request.address,
        language=request.language,
        context=given | context,
        at=at,
        about=about(voting_round),
        reply_to=edition.objections_to,
        forget_after=KEPT,
    )


def about(voting_round: Round) -> str:
    """By which the board counts mails of a round."""
    return f"votes round {voting_round.pk}"


def hash_of(key: str, code: str) -> str:
    return keyed_hash("votes.code", key, code)


def answer_due(at: datetime) -> int:
    """Requests whose task was lost, and those whose turn it is; returns how many were looked at. One that fails keeps no other from its mail,
    and is tried again: it is logged without whose it is."""
    due = [*wanting(at).filter(turn=None).order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH], *turns(at)]
    for key in due:
        try:
            answer(key=key, at=at)
        except Exception as error:
            logger.error("a request to vote could not be answered: %s", type(error).__name__)  # and nothing more: the error may hold the address
    return len(due)


def turns(at: datetime) -> list[str]:
    """Whose turn it is of those that came without a proof when the budget of their round was spent: DRIP of each round.

    The first of every network goes before the second of any, so that who fills the queue fills their own.
    """
    queued: dict[int, list[str]] = {}
    for key, round_id in wanting(at).filter(turn__isnull=False).order_by("turn", "created_at", "pk").values_list("pk", "round"):
        queued.setdefault(round_id, []).append(key)
    return [key for of_round in queued.values() for key in of_round[:DRIP]]


def prune(at: datetime) -> int:
    """Delete requests, and with them addresses, after 72 hours; returns how many."""
    return VoteRequest.objects.filter(created_at__lte=at - KEPT).delete()[0]
