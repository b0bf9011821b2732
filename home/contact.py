"""Messages that visitors send: taken in, mailed to the province, and erased after some months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import FormSubmission

from gate.proof_of_work import spend_proof
from gate.throttle import Rule, spend, within
from mail import outbox

if TYPE_CHECKING:
    from home.models import ContactPage

HOUR = timedelta(hours=1)
SENT = Rule("contact.sent", 20, HOUR)  # of a network; a town hall shares one
UNPROVEN = Rule("contact.unproven", 3, HOUR)  # without a proof of work: who has no JavaScript writes too
UNPROVEN_OF_ALL = Rule("contact.unproven.all", 30, HOUR)  # those of everybody, on a page and its translations: beyond it they are kept, not mailed
MAIL_KEPT = timedelta(days=7)  # one that cannot be delivered is erased after this; the message itself stands in the admin
SPOKEN = {"nl": _("Nederlands"), "fr": _("Frans"), "en": _("Engels"), "de": _("Duits")}  # the settings name each language in itself


@dataclass(frozen=True)
class Letter:
    """lines: (name, question, answer), the answers cleaned by the page's form. answer_to: the mail address that they name, or "".
    language: in which it was asked."""

    lines: list[tuple[str, str, str]]
    answer_to: str
    language: str


def receive(*, page: "ContactPage", letter: Letter, proof: str, network: str, at: datetime) -> FormSubmission:
    """Store a message, and mail it to the address that the page names.

    proof: what the proof of work sent, "" without JavaScript.
    network: gate.visitor.network_of. Not within a transaction: a try counts, whatever becomes of it.

    Raises gate.throttle.TooMany, gate.proof_of_work.NoProof; nothing is stored then.
    """
    spend(SENT, network, at=at)
    if not proof:
        spend(UNPROVEN, network, at=at)
    with transaction.atomic():
        if proof:
            spend_proof(payload=proof, bound_to=bound_to(page), at=at)
        stored: FormSubmission = FormSubmission.objects.create(page=page, form_data={name: answer for name, _question, answer in letter.lines})
        if page.facts.to_address:
            if proof or within(UNPROVEN_OF_ALL, str(page.facts.pk), at=at):
                mail(page.facts, stored, letter, at)
            else:
                mail_that_more_came(page.facts, at)
    return stored


def mail(page: "ContactPage", stored: FormSubmission, letter: Letter, at: datetime) -> None:
    """A plain reply goes to who wrote."""
    context: dict[str, Any] = {
        "lines": [(question, answer) for _name, question, answer in letter.lines],
        "answer_to": letter.answer_to,
        "written_in": SPOKEN.get(letter.language, letter.language),
        "months": page.months_kept,
        "path": reverse("wagtailforms:list_submissions", args=[stored.page_id]),
    }
    outbox.send(
        template="contact_message",
        to=page.to_address,
        language="nl",
        context=context,
        at=at,
        once=f"contact {stored.pk}",
        about=f"contact {page.pk}",
        reply_to=letter.answer_to,
        forget_after=MAIL_KEPT,
    )


def mail_that_more_came(page: "ContactPage", at: datetime) -> None:
    """Once in an hour: letters wait in the admin that were not mailed."""
    outbox.send(
        template="contact_more",
        to=page.to_address,
        language="nl",
        context={"path": reverse("wagtailforms:index")},
        at=at,
        once=f"contact more {page.pk} {at.astimezone(UTC):%Y-%m-%d %H}",
        about=f"contact {page.pk}",
        forget_after=MAIL_KEPT,
    )


def bound_to(page: "ContactPage") -> str:
    """What a proof of work for this form is bound to."""
    return f"contact {page.pk}"


def forget_old(at: datetime) -> int:
    """Erase messages that are older than their page keeps them; returns how many."""
    from home.models import ContactPage  # a job may be asked for before all models are there

    return sum(
        FormSubmission.objects.filter(page=page.pk, submit_time__lt=months_before(at, page.facts.months_kept)).delete()[0]
        for page in ContactPage.objects.select_related("locale")
    )


def months_after(at: datetime, months: int) -> datetime:
    return months_before(at, -months)


def months_before(at: datetime, months: int) -> datetime:
    """The same day of the month, or its last: 31 August less six months is 28 February."""
    counted = at.year * 12 + at.month - 1 - months
    year, month = divmod(counted, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
