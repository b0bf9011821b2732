"""An approval by mistake is taken back, as long as the round did not open. Not to be told as the wish of the shop: that is `candidacies.withdraw`."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from votes.candidacies import AnySubmission, NoReason, State, held
from votes.candidacy import letters
from votes.candidacy.pictures import forget_picture
from votes.lineup import accepted

TAKEN_BACK = "votes.take_back_submission"  # in the audit log


def take_back(*, submission: AnySubmission, reason: str, by: User, at: datetime) -> bool:
    """It was approved by mistake, and does not stand after all; what else was approved of the shop stays.

    The address that it came from was erased with the approval, so the reason goes to the shop's own in the directory; returns whether there is one.
    Raises NoReason, TooLate, NotWaiting.
    """
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        decided = held(submission, [State.APPROVED], at)
        decided.state, decided.decided_at, decided.decided_by, decided.reason = State.REFUSED, at, by, reason.strip()
        decided.save(update_fields=["state", "decided_at", "decided_by", "reason"])
        forget_picture(decided)
        log(decided, TAKEN_BACK, user=by)
        return letters.tell_shop_it_was_taken_back(decided, at)


def decided_by(submission: AnySubmission) -> int | None:
    """The key of who decided about it, as it stands now."""
    return type(submission).objects.values_list("decided_by", flat=True).get(pk=submission.pk)


def is_candidate(submission: AnySubmission) -> bool:
    """Whether the shop stands, by whatever was approved of it."""
    return any(one.shop_id == submission.shop_id for one in accepted(submission.round))  # type: ignore[attr-defined]
