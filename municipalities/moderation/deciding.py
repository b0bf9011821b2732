"""Handing in, approving and refusing. Wagtail's workflow keeps the state, so its history and its own buttons stay true."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from accounts.models import User
from municipalities.doors import touches
from municipalities.policies import MunicipalityPermissionPolicy


class Refused(Exception):
    """Nothing was changed; the text says in Dutch why."""


class NotYours(Refused):
    """It belongs to another municipality, or is for an editor to decide."""


class NobodyApproves(Refused):
    """The municipality does not take part, so nobody looks at what is handed in."""


class AlreadyHandedIn(Refused):
    """Somebody will look at it; it can be drawn back first."""


class AlreadyDecided(Refused):
    """Another editor was first, or the author drew it back."""


class ChangedMeanwhile(Refused):
    """There is a newer version than the one that was looked at."""


class ReasonMissing(Refused):
    """A refusal without a reason helps nobody."""


@transaction.atomic
def hand_in(*, instance: Any, by: User) -> WorkflowState:
    """Ask the editors of its municipality to look at the latest draft of a page or row; they get a mail. After a refusal: ask again.

    Raises NotYours, NobodyApproves, AlreadyHandedIn.
    """
    if not touches(by, instance):
        raise NotYours(_("Dit hoort bij een andere gemeente."))
    workflow = instance.get_workflow()
    if workflow is None:
        raise NobodyApproves(nobody_approves())
    standing = WorkflowState.objects.select_for_update(of=("self",)).active().for_instance(instance).first()
    if standing is None:
        return workflow.start(instance, by)
    if standing.status == WorkflowState.STATUS_IN_PROGRESS:
        raise AlreadyHandedIn(_("Dit wacht al op een redacteur."))
    standing.resume(user=by)
    return standing


def nobody_approves() -> str:
    return _("Je gemeente doet nog niet mee, dus niemand kan dit nakijken. Je concept blijft bewaard; vraag de provincie om jullie aan te melden.")


@transaction.atomic
def approve(*, task_state: TaskState, by: User, at: datetime, seen: int | None = None) -> TaskState:
    """Publish what was handed in, or plan it when it says when; whoever handed it in gets a mail.

    seen: the key of the revision that `by` looked at. Raises AlreadyDecided, NotYours, ChangedMeanwhile.
    """
    waiting = still_waiting(task_state, by)
    if seen not in (None, latest_of(waiting).pk):
        raise ChangedMeanwhile(_("Intussen is er nog iets veranderd. Kijk het opnieuw na."))
    waiting.task.specific.on_action(waiting, by, "approve")
    return decided(waiting, at)


@transaction.atomic
def refuse(*, task_state: TaskState, by: User, reason: str, at: datetime) -> TaskState:
    """Leave the site as it is; whoever handed it in gets a mail with the reason, and may go on with the draft.

    Raises ReasonMissing, AlreadyDecided, NotYours.
    """
    if not reason.strip():
        raise ReasonMissing(_("Schrijf kort wat er anders moet."))
    waiting = still_waiting(task_state, by)
    waiting.task.specific.on_action(waiting, by, "reject", comment=reason.strip())
    return decided(waiting, at)


def still_waiting(task_state: TaskState, by: User) -> TaskState:
    """The row as it stands now, held until the end of the transaction: of two editors the second finds it decided."""
    row = TaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk)
    if not may_decide(by, row):
        raise NotYours(_("Dit kijkt een redacteur van de gemeente na."))
    if row.status != TaskState.STATUS_IN_PROGRESS:
        raise AlreadyDecided(_("Dit is al nagekeken, of de auteur trok het terug."))
    return row.specific


def decided(task_state: TaskState, at: datetime) -> TaskState:
    TaskState.objects.filter(pk=task_state.pk).update(finished_at=at)
    task_state.refresh_from_db()
    return task_state


def latest_of(task_state: TaskState) -> Any:
    """The revision that an approval publishes: the latest, as an editor may have mended what was handed in."""
    return task_state.workflow_state.content_object.get_latest_revision()


def may_decide(user: Any, task_state: TaskState) -> bool:
    """Whether `user` is one of those who approve, and may publish what was handed in where it stands and where it would go."""
    instance = task_state.workflow_state.content_object
    approves = user.is_active and task_state.task.specific.get_actions(instance, user)
    return bool(approves) and may_publish(user, instance) and may_receive(user, instance)


def is_stuck(user: Any, instance: Any) -> bool:
    """Whether `user` may write this but neither publish it nor hand it in."""
    return instance.get_workflow() is None and not may_publish(user, instance)


def may_publish(user: Any, instance: Any) -> bool:
    """Whether `user` may put this page or row on the site."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    return policy_registry.get(instance).user_has_permission_for_instance(user, "publish", instance)


def may_receive(user: Any, instance: Any) -> bool:
    """Whether `user` may publish in the municipality that the latest draft of a row names: a draft may move it."""
    policy, revision = policy_registry.get(instance), instance.get_latest_revision()
    if not isinstance(policy, MunicipalityPermissionPolicy) or revision is None:
        return True
    return policy.reaches(user, ["publish"], policy.owner_in_memory(revision.as_object()))


def keep_right(task_state: TaskState, by: Any, outcome: str) -> None:
    """Hold Wagtail's own buttons to the same rules: called within their transaction, after they acted. Raises PermissionDenied.

    outcome: the status of the workflow that must follow; it does not when another editor decided at the same moment.
    """
    if by is not None and not may_decide(by, task_state):
        raise PermissionDenied
    if WorkflowState.objects.filter(pk=task_state.workflow_state_id).exclude(status=outcome).exists():
        raise PermissionDenied
