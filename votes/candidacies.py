"""Standing for a round: shopkeepers apply, customers nominate, the municipality decides before the round opens.

A submission counts once its mailed code is typed. With the answer the address that it came from is erased (voting.md, "Candidacy").
"""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from gate.throttle import Rule, spend, within
from mail.codes import check_code, make_code
from mail.links import NotValid
from shops.models import Shop
from votes import asking
from votes.candidacy import letters
from votes.candidacy.pictures import Picture, forget_picture, stored_picture
from votes.identity import canonical
from votes.lineup import check_eligible
from votes.models import Application, Nomination, Round
from votes.models.candidacies import Submission

AnySubmission = Application | Nomination
Sent = TypeVar("Sent", Application, Nomination)
State = Submission.State

PURPOSE = "votes.submission"
CODE_LIVES = timedelta(minutes=60)
MAILS = Rule("votes.submission mails", 3, timedelta(days=1))  # to one mailbox, whoever asks for them
SENDS = Rule("votes.submissions of a network", 60, timedelta(hours=1))  # a class that nominates fits in; each may hold a picture
UNPROVEN = Rule("votes.unproven submissions", 30, timedelta(minutes=10))  # of a round, without a proof of work; above it the mail comes later
MENDED = "votes.mend_submission"  # in the audit log, like the next ones
DECIDED = {State.APPROVED: "votes.approve_submission", State.REFUSED: "votes.refuse_submission", State.WITHDRAWN: "votes.withdraw_submission"}
MODELS: tuple[type[Application], type[Nomination]] = (Application, Nomination)
STANDING = (State.WAITING, State.APPROVED)
UNWILLING = _("De winkel vroeg om niet mee te doen.")
GONE = _("De winkel staat niet meer in de gids.")


class Refused(Exception):
    """Nothing was changed."""


class NotTaking(Refused):
    """The edition does not take candidates now, or the round was called off."""


class NoConsent(Refused):
    """A shopkeeper has to agree to what is published."""


class AlreadyStands(Refused):
    """An application for this shop waits or was accepted."""


class TooLate(Refused):
    """The round has opened, or was called off: who stands is fixed."""


class NotWaiting(Refused):
    """Somebody decided already, or nothing was confirmed yet."""


class NoReason(Refused):
    """A refusal without a reason helps nobody."""


def count_try(*, network: str, at: datetime) -> None:
    """Count that a network sends something in. Not within a transaction. Raises gate.throttle.TooMany."""
    spend(SENDS, network, at=at)


# -- sending in


@transaction.atomic
def apply(
    *,
    voting_round: Round,
    shop: Shop,
    pitch: str,
    supports: str,
    picture: Picture | None,
    contact_name: str,
    email: str,
    language: str,
    has_consent: bool,
    at: datetime,
    proof: str = "",
) -> Application:
    """Store an application of a shopkeeper and mail the code that confirms it; nobody sees it before.

    The answer is the same for every address: one that had its mails of today gets none, and only its owner could tell.
    proof: of work, as asking.ask takes it; without one, and once a small budget is spent, the mail comes later.

    Raises NotTaking, NoConsent, AlreadyStands, lineup.NotEligible, identity.NotAnAddress, gate.proof_of_work.NoProof.
    """
    check_taking(voting_round, at)
    if not has_consent:
        raise NoConsent
    check_eligible(shop, voting_round)
    if stands(shop, voting_round):
        raise AlreadyStands
    due_at = code_due(voting_round, email, proof, at)
    told = {"pitch": pitch, "supports": supports, "contact_name": contact_name, "consented_at": at}
    sent = Application(round=voting_round, shop=shop, email=email, language=language, created_at=at, **told)
    sent.picture = stored_picture(picture, sent, at) if picture else None
    return sent_in(sent, due_at, at)


@transaction.atomic
def nominate(*, voting_round: Round, shop: Shop, pitch: str, email: str, language: str, at: datetime, proof: str = "") -> Nomination:
    """Store the nomination of a shop by a customer and mail the code that confirms it, as `apply` does. A shop may be nominated often.

    Raises NotTaking, lineup.NotEligible, identity.NotAnAddress, gate.proof_of_work.NoProof.
    """
    check_taking(voting_round, at)
    check_eligible(shop, voting_round)
    due_at = code_due(voting_round, email, proof, at)
    return sent_in(Nomination(round=voting_round, shop=shop, pitch=pitch, email=email, language=language, created_at=at), due_at, at)


def check_taking(voting_round: Round, at: datetime) -> None:
    if not voting_round.edition.takes_candidates(at) or has_begun(voting_round, at):
        raise NotTaking


def has_begun(voting_round: Round, at: datetime) -> bool:
    """Whether it is too late to change who stands."""
    return at >= voting_round.opens_at or voting_round.lined_up_at is not None or voting_round.cancelled_at is not None


def stands(shop: Shop, voting_round: Round) -> bool:
    """Whether an application of the shop waits or was accepted."""
    return Application.objects.filter(round=voting_round, shop=shop, state__in=STANDING).exists()


def code_due(voting_round: Round, email: str, proof: str, at: datetime) -> datetime:
    """When the mail with the code leaves: at once with a proof, or as long as the budget lasts. Raises NotAnAddress, NoProof."""
    canonical(email, asking.domain_rules())
    is_soon = asking.is_proven(voting_round, proof, at) or within(UNPROVEN, str(voting_round.pk), at=at)
    return at if is_soon else at + asking.LATER


def sent_in(submission: Sent, due_at: datetime, at: datetime) -> Sent:
    submission.save()
    mail_code(submission, at, due_at)
    return submission


def mail_code(submission: AnySubmission, at: datetime, due_at: datetime) -> None:
    """A new code makes the former one worthless; a mailbox that had its mails of the day gets nothing."""
    if not within(MAILS, canonical(submission.email, asking.domain_rules()), at=at):
        return
    code = make_code(purpose=PURPOSE, subject=submission.key, at=at, valid_for=due_at - at + CODE_LIVES)
    letters.send_code(submission, code, at, not_before=due_at)


@transaction.atomic
def send_again(*, submission: AnySubmission, at: datetime) -> None:
    """Mail another code, as long as nothing is confirmed; whoever asks learns nothing about the mailbox."""
    waiting = type(submission).objects.select_for_update(of=("self",)).filter(pk=submission.pk, state=State.NEW).first()
    if waiting and waiting.email and not has_begun(waiting.round, at):
        mail_code(waiting, at, at)


def confirm(*, submission: AnySubmission, code: str, at: datetime) -> None:
    """The code was typed: from here on the municipality sees it. What was confirmed before stays as it is, whatever the code.

    Not within a transaction: a wrong try is counted for good. Raises mail.links.NotValid, TooLate, AlreadyStands.
    """
    try:
        check_code(purpose=PURPOSE, subject=submission.key, code=code, at=at)
    except NotValid:
        if is_confirmed(submission):
            return
        raise
    take_up(submission, at)


def is_confirmed(submission: AnySubmission) -> bool:
    return type(submission).objects.filter(pk=submission.pk).exclude(state=State.NEW).exists()


def take_up(submission: AnySubmission, at: datetime) -> None:
    """Raises TooLate, AlreadyStands."""
    with transaction.atomic():
        if has_begun(Round.objects.held_for_a_vote(submission.round_id), at):
            raise TooLate
        try:
            with transaction.atomic():
                type(submission).objects.filter(pk=submission.pk, state=State.NEW).update(state=State.WAITING, confirmed_at=at)
        except IntegrityError:
            raise AlreadyStands from None


# -- deciding


def approve(*, submission: AnySubmission, by: User, at: datetime) -> None:
    """Let the shop stand: the sender gets an answer, and their address is erased. A shop that somebody else nominated is told too.

    Raises TooLate, NotWaiting, lineup.NotEligible.
    """
    with transaction.atomic():
        decided = held(submission, [State.WAITING], at)
        check_eligible(decided.shop, decided.round)
        is_first = not any(rows.filter(state=State.APPROVED).exists() for rows in of_the_shop(decided))
        answer(decided, State.APPROVED, by=by, at=at)
        if isinstance(decided, Nomination) and is_first and not stands(decided.shop, decided.round):
            letters.tell_shop(decided, at)


def refuse(*, submission: AnySubmission, reason: str, by: User, at: datetime) -> None:
    """Not this one: the sender reads why, their address is erased and their picture deleted. Raises NoReason, TooLate, NotWaiting."""
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        answer(held(submission, [State.WAITING], at), State.REFUSED, by=by, at=at, reason=reason.strip())


def withdraw(*, submission: AnySubmission, by: User, at: datetime) -> None:
    """The shop asked the municipality not to stand: everything that was sent in about it in this round lapses, nominations too.

    Who still waited for an answer reads that the shop does not want to stand. Raises TooLate, NotWaiting.
    """
    with transaction.atomic():
        held(submission, STANDING, at)
        for rows in of_the_shop(submission):
            for one in rows.select_for_update(of=("self",)).filter(state__in=STANDING):
                answer(one, State.WITHDRAWN, by=by, at=at, reason=in_their_language(UNWILLING, one))


def shop_goes(*, shop: Shop, at: datetime) -> None:
    """The shop leaves the directory, and what was sent in about it goes with it: who still waited for an answer gets one first."""
    for model in MODELS:
        for one in model.objects.filter(shop=shop, state__in=STANDING, round__lined_up_at=None).select_related("round__edition", "shop"):
            answer(one, State.WITHDRAWN, at=at, reason=in_their_language(GONE, one))


def mend(*, submission: AnySubmission, words: dict[str, str], by: User, at: datetime) -> None:
    """Change the words of a submission that waits: a typing error. What it was stays in its history.

    words: "pitch", and for an application "supports". Raises TooLate, NotWaiting.
    """
    with transaction.atomic():
        waiting = held(submission, [State.WAITING], at)
        changed = {name: text for name, text in words.items() if getattr(waiting, name) != text}
        if changed:
            was = {name: getattr(waiting, name) for name in changed}
            type(waiting).objects.filter(pk=waiting.pk).update(**changed)
            log(waiting, MENDED, user=by, data={"was": was, "becomes": changed})


def held(submission: AnySubmission, states: list[State] | tuple[State, ...], at: datetime) -> Any:
    """The submission as it stands, held until the end of the transaction: of two editors the second finds it decided.

    The round is held too, so that nobody is accepted while its candidates are lined up. Raises TooLate, NotWaiting.
    """
    voting_round = Round.objects.held_for_a_vote(submission.round_id)
    if has_begun(voting_round, at):
        raise TooLate
    found = type(submission).objects.select_for_update(of=("self",)).filter(pk=submission.pk, state__in=states).first()
    if found is None:
        raise NotWaiting
    return found


def answer(submission: AnySubmission, state: State, *, at: datetime, by: User | None = None, reason: str = "") -> None:
    """Write down what was decided, answer by mail whoever still has an address here, and erase it."""
    submission.state, submission.decided_at, submission.decided_by, submission.reason = state, at, by, reason
    letters.send_answer(submission, at)
    submission.email = ""
    submission.save(update_fields=["state", "decided_at", "decided_by", "reason", "email"])
    if state != State.APPROVED:
        forget_picture(submission)
    if by:
        log(submission, DECIDED[state], user=by)


def of_the_shop(submission: AnySubmission) -> list[QuerySet]:
    """Everything that was sent in about this shop in this round."""
    return [model.objects.filter(round=submission.round_id, shop=submission.shop_id) for model in MODELS]  # type: ignore[attr-defined]


def voices(submission: AnySubmission) -> int:
    """How many nominations of this shop were confirmed in this round."""
    return Nomination.objects.filter(round=submission.round_id, shop=submission.shop_id, confirmed_at__isnull=False).count()


def in_their_language(reason: Promise, submission: AnySubmission) -> str:
    """As the sender reads it."""
    with translation.override(submission.language):
        return str(reason)
