"""The outbox: a mail is a row in the caller's transaction, sent after it by whoever gets to it (docs/decisions/0009-mails-are-rows.md)."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count

from gate.keyed_hash import possible_hashes
from mail import delivery
from mail.delivery import Outcome
from mail.models import OutgoingMail
from mail.rendering import letter, spoken
from mail.tasks import deliver

GIVEN_UP_READABLE = timedelta(days=7)
ROWS_KEPT = timedelta(days=90)
BATCH = 500  # mails in one sweep; the next one follows within a minute


class BadAddress(ValueError):
    """No mail can be sent to this. The message does not repeat it."""


def send(
    *,
    template: str,
    to: str,
    language: str,
    context: dict[str, Any],
    at: datetime,
    once: str = "",
    about: str = "",
    reply_to: str = "",
    not_before: datetime | None = None,
    forget_after: timedelta | None = None,
) -> OutgoingMail:
    """Write a mail and store it; it leaves when the transaction is through, or never when that is rolled back.

    template: a name under templates/mail/, rendered now, with `context`. to: one bare address.
    language: a code; Dutch for one the site does not speak.
    once: a name for this mail ("invitation 12"); the second `send` under that name gives the first one's row, and sends nothing.
    about: what `tally` counts it by ("round 17"); stored in plain, so nothing of a person.
    reply_to: where an answer goes: an office, or who wrote.
    not_before: it leaves in the minute after this moment.
    forget_after: so long after `at` what it says is erased, sent or not, within the hour (`forget_due`); it no longer leaves from then on.

    Raises BadAddress.
    """
    names = possible_hashes("mail.outbox", once) if once else [""]
    if once and (former := OutgoingMail.objects.filter(once__in=names).first()):
        return former
    language = spoken(language)
    facts = letter(template, language, context)._asdict()
    facts |= {"template": template, "to": checked(to), "language": language, "about": about, "reply_to": reply_to, "message_id": new_message_id()}
    facts |= {"created_at": at, "due_at": max(at, not_before or at), "forget_at": forget_after and at + forget_after}
    return stored(names[0], facts)


def stored(name: str, facts: dict[str, Any]) -> OutgoingMail:
    """The row, its delivery asked for at commit; another's row when it took the name at the same moment."""
    if name:
        mail, is_new = OutgoingMail.objects.get_or_create(once=name, defaults=facts)
    else:
        mail, is_new = OutgoingMail.objects.create(**facts), True
    if is_new and mail.due_at <= mail.created_at:  # a later one is found by the sweep
        transaction.on_commit(lambda: deliver.enqueue(mail.pk), robust=True)
    return mail


def checked(address: str) -> str:
    """`address`, when it is one and nothing else. Raises BadAddress."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise BadAddress from None
    if not address.isprintable():
        raise BadAddress
    return address


def new_message_id() -> str:
    return f"<{uuid4().hex}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or 'localhost'}>"


def deliver_due(at: datetime) -> int:
    """Send what is due, whatever became of its task; returns how many left. Stops where the mail server does not answer.

    Several may do this at once. A mail whose worker was killed is due again when its claim has run out.
    """
    began, sent = monotonic(), 0
    for mail_id in due_ids(at):
        outcome = delivery.deliver(mail_id=mail_id, at=at + timedelta(seconds=monotonic() - began))
        sent += outcome is Outcome.SENT
        if outcome is Outcome.UNREACHABLE:
            break
    return sent


def due_ids(at: datetime) -> list[int]:
    return list(delivery.due(at).order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH])


def taken_at(mail_id: int) -> datetime | None:
    """When the mail server had taken it; None as long as it has not, or when the row is gone (after ROWS_KEPT)."""
    return OutgoingMail.objects.filter(pk=mail_id).values_list("sent_at", flat=True).first()


def tally(about: str) -> dict[str, int]:
    """How many mails about this wait, were sent and were given up: {"waiting": 2, "sent": 310, "given up": 4}, of the last ROWS_KEPT."""
    found = OutgoingMail.objects.filter(about=about).order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(OutgoingMail.State.values, 0) | dict(found)


def forget_due(at: datetime) -> int:
    """Erase what mails say whose `forget_after` is over, whatever became of them; one that still waits is given up. Returns how many."""
    due = OutgoingMail.objects.filter(forget_at__lte=at)
    due.filter(state=OutgoingMail.State.WAITING).update(state=OutgoingMail.State.GIVEN_UP, given_up_at=at, problem="too late", claimed_until=None)
    return due.update(forget_at=None, **delivery.EMPTY)


def prune(at: datetime) -> int:
    """Erase what given-up mails said after a week, and delete the rows of finished ones after a quarter; returns how many were deleted.

    Rows live that long because `once` asks for them, and administrators for what went wrong.
    """
    State = OutgoingMail.State
    OutgoingMail.objects.filter(state=State.GIVEN_UP, given_up_at__lte=at - GIVEN_UP_READABLE).exclude(to="").update(**delivery.EMPTY)
    old = OutgoingMail.objects.filter(created_at__lte=at - ROWS_KEPT, state__in=[State.SENT, State.GIVEN_UP])
    return old.delete()[0]
