"""What is forgotten of submissions, and when: what nobody confirmed, what nobody decided in time, and who sent it in."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from votes import clock
from votes.asking import KEPT
from votes.candidacies import MODELS, AnySubmission, State, answer, in_their_language
from votes.candidacy.pictures import forget_picture
from votes.models import Application, Nomination

CALLED_OFF = _("De stemming in deze gemeente gaat niet door.")
NOT_IN_TIME = _("De stemming begon voor de gemeente dit kon nakijken.")


def prune_due(at: datetime) -> int:
    """As a periodic job: the dates of rounds are the database's."""
    return prune(clock.database_now())


def prune(at: datetime) -> int:
    """Delete what was not confirmed within three days, answer what nobody decided before the opening, and leave no address and no name once a
    round is published or called off; returns how many submissions were touched."""
    return sum(forget_unconfirmed(model, at) + lapse(model, at) for model in MODELS) + forget_senders()


def forget_unconfirmed(model: type[AnySubmission], at: datetime) -> int:
    return sum(forget_one(submission) for submission in model.objects.filter(state=State.NEW, created_at__lte=at - KEPT))


@transaction.atomic
def forget_one(submission: AnySubmission) -> bool:
    """Not when it was confirmed a moment ago."""
    gone = type(submission).objects.filter(pk=submission.pk, state=State.NEW).delete()[0]
    if gone:
        forget_picture(submission)
    return bool(gone)


def lapse(model: type[AnySubmission], at: datetime) -> int:
    """The round has opened or was called off while something waited: its sender gets that answer."""
    late = Q(round__opens_at__lte=at) | Q(round__cancelled_at__isnull=False)
    return sum(lapse_one(model, key, at) for key in model.objects.filter(late, state=State.WAITING).values_list("pk", flat=True))


@transaction.atomic
def lapse_one(model: type[AnySubmission], key: int, at: datetime) -> bool:
    waiting = model.objects.select_for_update(of=("self",)).filter(pk=key, state=State.WAITING).first()
    if waiting is None:
        return False
    reason = CALLED_OFF if waiting.round.cancelled_at else NOT_IN_TIME
    answer(waiting, State.REFUSED, at=at, reason=in_their_language(reason, waiting))
    return True


def forget_senders() -> int:
    """Of a round that is over no address is left, and no name of a shopkeeper. In one that was called off nobody waits any more (`lapse`)."""
    over = Q(round__published_at__isnull=False) | Q(round__cancelled_at__isnull=False)
    named = Application.objects.filter(over).exclude(Q(email="") & Q(contact_name=""))
    addressed = Nomination.objects.filter(over).exclude(email="")
    return named.update(email="", contact_name="") + addressed.update(email="")
