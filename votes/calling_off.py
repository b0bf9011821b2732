"""A whole edition is called off: an announcement that was wrong, or a year without a campaign. Each round keeps its own event and reason."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from votes import rounds
from votes.models import Edition, Round


def cancel_edition(*, edition: Edition, reason: str, by: int, at: datetime) -> list[Round]:
    """Call off every round of an edition that nobody counted yet, for a reason that everybody reads; returns those rounds. There is no way back.

    What is counted takes two people, one round at a time (votes.rounds.cancel); what is published stays. Raises NoReason, and CannotCancel when
    nothing is left to call off.
    """
    with transaction.atomic():
        found = list(to_cancel(edition))
        if not found:
            raise rounds.CannotCancel
        for one in found:
            rounds.cancel(round_id=one.pk, reason=reason, by=by, at=at)
    return found


def to_cancel(edition: Edition) -> QuerySet[Round]:
    """Announced, and neither counted nor called off."""
    waiting = Round.objects.filter(edition=edition, scheduled_at__isnull=False, frozen_at=None, cancelled_at=None)
    return waiting.select_related("municipality").order_by("municipality__name")
