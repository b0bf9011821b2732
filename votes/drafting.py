"""An edition while it is a draft: from its announcement on the rules, the dates and the prize stand (contract 12)."""

from datetime import datetime

from django.db import transaction

from mail import outbox
from votes.models import Edition
from votes.rounds import TooLate, follow_edition


def save_draft(*, edition: Edition) -> None:
    """Store an edition with its rules, and give its rounds the dates.

    edition: checked by its form; its texts are those in memory. Raises TooLate when it was announced meanwhile; nothing is stored then.
    """
    with transaction.atomic():
        if edition.pk:
            refuse_when_announced(edition)
        edition.save()
        follow_edition(edition)


def refuse_when_announced(edition: Edition) -> None:
    stored = Edition.objects.select_for_update().get(pk=edition.pk)
    if stored.scheduled_at or edition.scheduled_at:
        raise TooLate


def set_observers(*, edition: Edition, observers: str, at: datetime) -> None:
    """Who gets the seals by mail may change at any time: it decides nothing. Who comes and who goes is told by mail, so that nobody is dropped
    in silence. observers: one address a line, checked by the form."""
    before = observers_of(edition)
    with transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(observers=observers)
        edition.observers = observers
        now = observers_of(edition)
        for template, addresses in (("votes/observer_joins", now), ("votes/observer_leaves", before)):
            for address in sorted(set(addresses) - set(before if addresses is now else now)):
                outbox.send(template=template, to=address, language="nl", context={"edition": edition.name, "number": len(now)}, at=at)


def observers_of(edition: Edition) -> list[str]:
    """Their addresses, each once."""
    return list(dict.fromkeys(line.strip() for line in edition.observers.splitlines() if line.strip()))
