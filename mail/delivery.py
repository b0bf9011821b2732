"""Handing one mail of the outbox to the mail server, at most one worker at a time."""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from enum import Enum
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q, QuerySet

from mail.models import OutgoingMail

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than a whole conversation, of which each step has EMAIL_TIMEOUT
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]  # after each failed try; the last again and again
NOBODY_THERE = timedelta(minutes=5)  # at most, while the server itself does not answer: that is not this mail's fault, and a code is waited for
PATIENCE = timedelta(days=3)
WAITING, SENT, GIVEN_UP = OutgoingMail.State.WAITING, OutgoingMail.State.SENT, OutgoingMail.State.GIVEN_UP
EMPTY = {"to": "", "reply_to": "", "subject": "", "text": "", "html": ""}


class Outcome(Enum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"  # refused for the moment: this mail is tried again
    UNREACHABLE = "unreachable"  # nobody answers: other mails need not try now either
    GIVEN_UP = "given up"
    NOT_OURS = "not ours"  # sent already, not due, or another worker has it


class Failure(Exception):
    """The mail did not leave. `problem` names no address."""

    def __init__(self, problem: str, outcome: Outcome):
        super().__init__(problem)
        self.problem, self.outcome = problem, outcome


def deliver(*, mail_id: int, at: datetime) -> Outcome:
    """Send the mail if it is due and nobody else is at it. Never raises for what a mail server does."""
    if not claim(mail_id, at):
        return Outcome.NOT_OURS
    mail = OutgoingMail.objects.get(pk=mail_id)
    began = monotonic()
    try:
        taken = hand_over(mail)
    except Failure as failure:
        return put_off(mail, failure, at)
    sent_at = at + timedelta(seconds=taken - began)
    erased = {} if settings.KEEP_SENT_MAIL else EMPTY
    OutgoingMail.objects.filter(pk=mail_id).update(state=SENT, sent_at=sent_at, problem="", claimed_until=None, **erased)
    return Outcome.SENT


def claim(mail_id: int, at: datetime) -> bool:
    """Take the mail for the length of LEASE: one conditional update, so that of two workers one gets it."""
    return bool(due(at).filter(pk=mail_id).update(claimed_until=at + LEASE, tries=F("tries") + 1))


def due(at: datetime) -> QuerySet[OutgoingMail]:
    """Mails whose turn it is, that nobody is at, and that still say something."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    says_something = Q(forget_at=None) | Q(forget_at__gt=at)
    return OutgoingMail.objects.filter(free, says_something, state=WAITING, due_at__lte=at)


def put_off(mail: OutgoingMail, failure: Failure, at: datetime) -> Outcome:
    """Let the mail wait longer after each try, or give it up when that makes no sense."""
    is_over = failure.outcome is Outcome.GIVEN_UP or at - mail.created_at >= PATIENCE
    if is_over:
        change: dict[str, Any] = {"state": GIVEN_UP, "given_up_at": at}
        logger.error("mail %d (%s) given up after %d tries: %s", mail.pk, mail.template, mail.tries, failure.problem)
    else:
        change = {"due_at": at + pause(mail.tries, failure.outcome)}
        logger.warning("mail %d (%s) not sent at try %d: %s", mail.pk, mail.template, mail.tries, failure.problem)
    ours = OutgoingMail.objects.filter(pk=mail.pk, state=WAITING, claimed_until=mail.claimed_until)  # unless our claim ran out meanwhile
    ours.update(claimed_until=None, problem=failure.problem, **change)
    return Outcome.GIVEN_UP if is_over else failure.outcome


def pause(tries: int, outcome: Outcome) -> timedelta:
    """Until the next try."""
    longer = PAUSES[min(tries, len(PAUSES)) - 1]
    return min(longer, NOBODY_THERE) if outcome is Outcome.UNREACHABLE else longer


def hand_over(mail: OutgoingMail) -> float:
    """One conversation with the mail server; returns `monotonic()` as it was when the server had taken the mail.

    Raises Failure; how the farewell goes does not matter, the mail is over there by then.
    """
    if not mail.to:
        raise Failure("nothing to read", Outcome.GIVEN_UP)  # the key was lost, or the mail forgotten since the claim
    connection = get_connection()
    try:
        connection.open()
        if connection.send_messages([message(mail, connection)]) != 1:
            raise Failure("not accepted", Outcome.LATER)
        return monotonic()
    except Failure:
        raise
    except Exception as error:
        raise understood(error) from None
    finally:
        with suppress(Exception):
            connection.close()


def message(mail: OutgoingMail, connection: Any) -> EmailMultiAlternatives:
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    made = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers, connection=connection)
    made.reply_to = [mail.reply_to] if mail.reply_to else []
    made.attach_alternative(mail.html, "text/html")
    return made


def understood(error: Exception) -> Failure:
    """What a try that raised `error` means.

    Only a 5xx about this recipient or this message is for good. One about our name, login or sender is a matter of configuration,
    which an administrator mends within the days that a mail waits.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return refused("recipient", max(code for code, _ in error.recipients.values()))
    if isinstance(error, smtplib.SMTPDataError):
        return refused("message", error.smtp_code)
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return Failure(type(error).__name__, Outcome.UNREACHABLE)
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(f"{type(error).__name__} {error.smtp_code}", Outcome.LATER)
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return Failure(type(error).__name__, Outcome.UNREACHABLE)
    return Failure(type(error).__name__, Outcome.LATER)


def refused(what: str, code: int) -> Failure:
    return Failure(f"{what} refused {code}", Outcome.GIVEN_UP if 500 <= code < 600 else Outcome.LATER)
