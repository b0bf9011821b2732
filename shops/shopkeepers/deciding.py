"""The municipality judges what a shopkeeper asks. Whatever way it is decided, on our screen or by Wagtail's own buttons, the answer is mailed
once and the address is erased with it.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from municipalities import moderation
from municipalities.models import Municipality
from municipalities.rights import reach
from shops.models import OwnerRequest, Shop, Shopkeeper
from shops.shopkeepers import letters, mailing
from shops.shopkeepers.asked import PHOTO, put_back
from shops.shopkeepers.pictures import forget_former

State, Kind = OwnerRequest.State, OwnerRequest.Kind
ANSWERED: dict[str, str] = {State.APPROVED: "shops.approve_request", State.REFUSED: "shops.refuse_request"}


class Refused(Exception):
    """Nothing was changed."""


class NotYours(Refused):
    """Of a municipality that the user does not edit."""


class NotWaiting(Refused):
    """A colleague was first."""


class ChangedMeanwhile(Refused):
    """The draft is another one than the page showed."""


class NoReason(Refused):
    """A refusal without a reason helps nobody."""


@transaction.atomic
def approve(*, request: OwnerRequest, by: User, at: datetime, seen: int | None) -> None:
    """Publish what was asked, or take the sender for the keeper of the shop. seen: key of the revision that `by` looked at.

    Raises NotYours, NotWaiting, ChangedMeanwhile.
    """
    waiting = held(request, by)
    if waiting.kind == Kind.CLAIM:
        answer(waiting, State.APPROVED, at=at, by=by)
        return
    revision = waiting.shop.get_latest_revision()
    if revision is None or revision.pk != seen:
        raise ChangedMeanwhile
    task_state = task_of(waiting)
    if task_state is None:
        revision.publish(user=by)
    else:
        try:
            moderation.approve(task_state=task_state, by=by, at=at, seen=seen)
        except moderation.Refused as refusal:
            raise NotYours from refusal
    if OwnerRequest.objects.filter(pk=waiting.pk, state=State.WAITING).exists():  # planned for later, so nothing was published yet
        answer(waiting, State.APPROVED, at=at, by=by)
    OwnerRequest.objects.filter(pk=waiting.pk).update(decided_by=by)


@transaction.atomic
def refuse(*, request: OwnerRequest, reason: str, by: User, at: datetime) -> None:
    """Leave the site as it is; the sender reads why. Raises NoReason, NotYours, NotWaiting."""
    if not reason.strip():
        raise NoReason
    waiting = held(request, by)
    answer(waiting, State.REFUSED, at=at, by=by, reason=reason.strip())
    if waiting.kind != Kind.CLAIM:
        take_back(waiting, by)


def held(request: OwnerRequest, by: User) -> OwnerRequest:
    """As it stands, held until the end of the transaction: of two editors the second finds it decided. Raises NotYours, NotWaiting."""
    Shop.objects.select_for_update().get(pk=request.shop_id)  # first, as proposing does, so that neither waits for the other
    row = OwnerRequest.objects.select_for_update(of=("self",)).select_related("shop__municipality").get(pk=request.pk)
    if not reach(by).edits(row.shop.municipality_id):
        raise NotYours
    if row.state != State.WAITING:
        raise NotWaiting
    return row


def task_of(request: OwnerRequest) -> TaskState | None:
    """The step of the municipality's approval that waits, if there is one."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).for_instance(request.shop)
    state = states.select_related("current_task_state").first()
    return state.current_task_state if state else None


def answer(request: OwnerRequest, state: str, *, at: datetime, by: User | None = None, reason: str = "") -> None:
    """Write down what was decided, answer by mail, and erase who it came from."""
    request.state, request.decided_at, request.decided_by, request.reason = state, at, by, reason
    if state == State.APPROVED:
        accept_mailbox(request, at)
    letters.tell_outcome(request, at)
    request.email = request.contact_name = request.words = ""
    request.save()
    if by:
        log(instance=request.shop, action=ANSWERED[state], user=by, content_changed=False)


def accept_mailbox(request: OwnerRequest, at: datetime) -> None:
    """Mails about the shop go there from now on, and who read them before hears so.

    A change that came from a mailbox that was replaced meanwhile gives the shop not back to it.
    """
    former = mailing.address_for(request.shop)
    is_other = bool(former) and mailing.mailbox(former) != mailing.mailbox(request.email)
    if is_other and request.kind == Kind.CHANGE:
        return
    if is_other:
        letters.tell_replaced(request.shop, former, at)
    told = {"email": request.email, "consented_at": request.consented_at, "consent_version": request.consent_version, "declined_at": None}
    Shopkeeper.objects.update_or_create(shop=request.shop, defaults=told)


def take_back(request: OwnerRequest, by: Any = None) -> None:
    """Put what the keeper changed back in the draft, so that nobody publishes it by accident; what an editor wrote there stays.

    A new shop stays a draft, for the editors.
    """
    end_approval(request.shop, by)
    shop = Shop.objects.get(pk=request.shop_id)
    if request.kind != Kind.NEW and shop.live:
        put_back(shop, request, {*request.facts}, by)


def end_approval(shop: Shop, by: Any) -> None:
    for state in WorkflowState.objects.active().for_instance(shop):
        state.cancel(user=by)


# -- decided elsewhere: by the moderation of the town, or by publishing the shop


def when_published(instance: Shop, revision: Any = None, **others: Any) -> None:
    """The shop was published with all that its newest draft says, that of its keeper included."""
    at = instance.last_published_at
    for request in OwnerRequest.objects.filter(shop=instance.pk, state=State.WAITING).exclude(kind=Kind.CLAIM).select_related("shop__municipality"):
        if request.draft_id is None or revision is None or revision.pk >= request.draft_id:
            answer(request, State.APPROVED, at=at)
            if PHOTO in request.facts:
                forget_former(instance)


def when_sent_back(instance: WorkflowState, user: Any = None, **others: Any) -> None:
    """An editor refused it on the page of the town's approval. What follows waits until Wagtail is done with it."""
    step = instance.current_task_state
    waiting = OwnerRequest.objects.filter(workflow_state=instance, state=State.WAITING).select_related("shop__municipality")
    for request in waiting:
        answer(request, State.REFUSED, at=step.finished_at or instance.created_at, by=user, reason=step.comment)
        transaction.on_commit(partial(take_back, request, user))


# -- hours at once


@transaction.atomic
def let_shops_set_hours(*, municipality: Municipality, allowed: bool, by: User) -> None:
    """Whether hours that a shop tells stand on the site at once. Raises NotYours."""
    if not reach(by).edits(municipality.pk):
        raise NotYours
    Municipality.objects.filter(pk=municipality.pk).update(shops_set_hours=allowed)
    log(instance=municipality, action="municipalities.shops_set_hours", user=by, data={"allowed": allowed})
