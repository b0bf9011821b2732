"""Messages that visitors send: taken in, mailed to the province, and erased after some months."""

from calendar import monthrange
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.contrib.forms.models import FormSubmission

from gate.proof_of_work import spend_proof
from gate.throttle import Rule, spend
from mail import outbox

if TYPE_CHECKING:
    from home.models import ContactPage

HOUR = timedelta(hours=1)
SENT = Rule("contact.sent", 20, HOUR)  # of a network; a town hall shares one
UNPROVEN = Rule("contact.unproven", 3, HOUR)  # without a proof of work: who has no JavaScript writes too
MAIL_KEPT = timedelta(days=7)  # one that cannot be delivered is erased after this; the message itself stands in the admin


def receive(*, page: "ContactPage", lines: list[tuple[str, str, str]], proof: str, network: str, language: str, at: datetime) -> FormSubmission:
    """Store a message, and mail it to the address that the page names.

    lines: (name, question, answer), the answers cleaned by the page's form. proof: what the proof of work sent, "" without JavaScript.
    network: gate.visitor.network_of. Not within a transaction: a try counts, whatever becomes of it.

    Raises gate.throttle.TooMany, gate.proof_of_work.NoProof; nothing is stored then.
    """
    spend(SENT, network, at=at)
    if not proof:
        spend(UNPROVEN, network, at=at)
    with transaction.atomic():
        if proof:
            spend_proof(payload=proof, bound_to=bound_to(page), at=at)
        stored: FormSubmission = FormSubmission.objects.create(page=page, form_data={name: answer for name, _, answer in lines})
        if page.facts.to_address:
            mail(page.facts, stored, lines, language, at)
    return stored


def mail(page: "ContactPage", stored: FormSubmission, lines: list[tuple[str, str, str]], language: str, at: datetime) -> None:
    context: dict[str, Any] = {
        "lines": [(question, answer) for _, question, answer in lines],
        "written_in": dict(settings.LANGUAGES).get(language, language),
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


def months_before(at: datetime, months: int) -> datetime:
    """The same day of the month, or its last: 31 August less six months is 28 February."""
    counted = at.year * 12 + at.month - 1 - months
    year, month = divmod(counted, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
