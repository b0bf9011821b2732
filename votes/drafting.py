"""An edition while it is a draft: from its announcement on the rules, the dates and the prize stand (contract 12).

Two people may have the same form open. Who saves or announces says by a digest what they saw, so that nobody overwrites or announces what a
colleague changed meanwhile.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mail import outbox
from votes import rounds
from votes.models import Application, Edition, EditionText, Juror, JuryCriterion, Nomination, Round
from votes.models.editions import REVIEW
from votes.observers import observers_of
from votes.rounds import Problem, Refused, TooLate, follow_edition

Rows = QuerySet[Any, Any]


class Changed(Refused):
    """The edition is not what was shown: somebody changed it meanwhile."""


class InUse(Refused):
    """People sent something in for one of its rounds."""


class NotForward(Refused):
    """Opening, closing and the end of the review come one after the other, with 3 to 14 days for objections."""


class TooEarly(Refused):
    """Nobody votes while candidates may still come."""


def save_draft(*, edition: Edition, shown: str = "") -> None:
    """Store an edition with its rules, and give its rounds the dates.

    edition: checked by its form; its texts are those in memory. shown: the digest of the edition that the form began with; "" of a new one.
    Raises TooLate when it was announced meanwhile, Changed when somebody else saved it; nothing is stored then.
    """
    with transaction.atomic():
        if edition.pk:
            refuse_when_announced(edition)
            check_shown(edition, shown)
        edition.save()
        follow_edition(edition)


def refuse_when_announced(edition: Edition) -> None:
    stored = Edition.objects.select_for_update().get(pk=edition.pk)
    if stored.scheduled_at or edition.scheduled_at:
        raise TooLate


def check_shown(edition: Edition, shown: str) -> None:
    """Raises Changed."""
    if digest_of(edition.pk) != shown:
        raise Changed


def digest_of(edition_id: int) -> str:
    """SHA-256 of everything that the form of an edition holds, as it is stored: its fields, its rules in each language, its criteria."""
    return digest(Edition.objects.filter(pk=edition_id).values(), *beside(edition_id))


def digest_with_rounds(edition_id: int) -> str:
    """As `digest_of`, with which municipalities take part and when: what announcing makes fixed. The observers may change at any time."""
    rounds = Round.objects.filter(edition=edition_id).order_by("pk").values("municipality_id", "opens_at", "closes_at", "review_until")
    fixed = [field.name for field in Edition._meta.concrete_fields if field.name not in ("observers", "scheduled_at")]
    return digest(Edition.objects.filter(pk=edition_id).values(*fixed), *beside(edition_id), rounds)


def beside(edition_id: int) -> list[Rows]:
    """The rows that the form of an edition writes with it."""
    return [model.objects.filter(edition=edition_id).order_by("pk").values() for model in (EditionText, JuryCriterion)]  # type: ignore[attr-defined]


def digest(*found: Rows) -> str:
    return sha256(json.dumps([list(rows) for rows in found], default=str, sort_keys=True).encode()).hexdigest()


def problems(edition: Edition, at: datetime) -> list[Problem]:
    """As votes.rounds.problems, with those of rounds that have dates of their own."""
    early = edition.rounds.filter(has_own_dates=True, opens_at__lt=edition.candidacy_until).select_related("municipality")
    told = _("%(town)s opent voor de tijd om kandidaat te worden voorbij is. Zet de data van die ronde recht.")
    found = [Problem("opens early", told % {"town": one.municipality.name}) for one in early.order_by("municipality__name")]
    return [*rounds.problems(edition, at), *found]


def announce(*, edition: Edition, shown: str, at: datetime) -> None:
    """Announce an edition as somebody saw it. shown: `digest_with_rounds` of then. Raises Changed, votes.rounds.NotReady."""
    with transaction.atomic():
        stored = Edition.objects.select_for_update().get(pk=edition.pk)
        if stored.scheduled_at is None and digest_with_rounds(edition.pk) != shown:
            raise Changed
        if blocking := [problem for problem in problems(stored, at) if problem.blocks and not stored.scheduled_at]:
            raise rounds.NotReady(blocking)
        rounds.schedule(edition=edition, at=at)


# -- dates of one round


def set_own_dates(*, voting_round: Round, opens_at: datetime, closes_at: datetime, review_until: datetime) -> None:
    """Give the round of a draft dates of its own. Raises TooLate, NotForward, TooEarly; nothing is stored then."""
    with transaction.atomic():
        refuse_when_announced(voting_round.edition)
        shortest, longest = REVIEW
        if not opens_at < closes_at or not shortest <= review_until - closes_at <= longest:
            raise NotForward
        if opens_at < voting_round.edition.candidacy_until:
            raise TooEarly
        own = {"opens_at": opens_at, "closes_at": closes_at, "review_until": review_until}
        Round.objects.filter(pk=voting_round.pk).update(has_own_dates=True, **own)


def drop_own_dates(*, voting_round: Round) -> None:
    """Let the round of a draft follow its edition again. Raises TooLate."""
    with transaction.atomic():
        refuse_when_announced(voting_round.edition)
        Round.objects.filter(pk=voting_round.pk).update(has_own_dates=False)
        follow_edition(voting_round.edition)


# -- beginning from an earlier one, and throwing away


def begun_from(earlier: Edition) -> Edition:
    """A new edition in memory with the rules, texts, criteria and people of an earlier one; without year, name, dates or number of a licence."""
    kept = ("scope", "stands", "tie_rule", "has_jury", "jury_criteria", "objections_to", "observers")
    made = Edition(**{name: getattr(earlier, name) for name in kept})
    told = ("language", "rules", "jury_criteria", "criteria")
    made.texts = [EditionText(**{name: getattr(text, name) for name in told}) for text in earlier.texts.order_by("pk")]
    made.criteria = [JuryCriterion(name=one.name, about=one.about, points=one.points) for one in earlier.criteria.all()]
    return made


def delete_draft(*, edition: Edition) -> None:
    """Throw away an edition that nobody heard of, with its rounds. Raises TooLate when it is announced, InUse when people sent something in."""
    with transaction.atomic():
        refuse_when_announced(edition)
        check_unused(edition)
        Round.objects.filter(edition=edition).delete()
        Juror.objects.filter(edition=edition).delete()
        Edition.objects.get(pk=edition.pk).delete()


def check_unused(edition: Edition) -> None:
    """Raises InUse."""
    if any(model.objects.filter(round__edition=edition).exists() for model in (Application, Nomination)):  # type: ignore[attr-defined]
        raise InUse


# -- who is told


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
