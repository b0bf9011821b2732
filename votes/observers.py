"""Who gets the seals of a round by mail, so that they stand outside of the database."""

import logging
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from mail import outbox
from votes.models import Edition, SealHead

logger = logging.getLogger(__name__)


def observers_of(edition: Edition) -> list[str]:
    """Their addresses, each once."""
    return list(dict.fromkeys(line.strip() for line in edition.observers.splitlines() if line.strip()))


def mail_seals(heads: list[SealHead], *, at: datetime, occasion: str) -> None:
    """One mail to each observer about seals of one edition; the second time for the same occasion none. occasion: the hour, or which count."""
    edition = heads[0].round.edition
    with override("nl"):
        when = date_format(localtime(heads[0].at), "l j F Y, G.i")
    lines = [{"town": head.round.municipality.name, "position": head.position, "head": head.head} for head in heads]
    told = {"edition": edition.name, "when": when, "lines": lines}
    for address in observers_of(edition):
        once = f"votes observers {edition.pk} {occasion} {address}"
        try:
            outbox.send(template="votes/observers", to=address, language="nl", context=told, at=at, once=once)
        except outbox.BadAddress:
            logger.warning("edition %s: an observer's address is none", edition.year)
