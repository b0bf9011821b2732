"""Where moderation meets Wagtail: its signals send our mails, its hooks show our screens.

Wagtail sends mails of its own about workflows, within the request and also to every superuser. Ours are connected under the names
(dispatch_uid) of Wagtail's receivers and before them, so that Wagtail's find their place taken: while models load, before any app is ready.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from wagtail import hooks
from wagtail.models import TaskState, WorkflowMixin, WorkflowState
from wagtail.signals import task_approved, task_rejected, task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from municipalities.moderation import deciding, mails


def handed_in(instance: TaskState, user: Any = None, **others: Any) -> None:
    mails.tell_approvers(task_state=instance, by=user, at=instance.started_at)


def decided(instance: WorkflowState, user: Any = None, **others: Any) -> None:
    mails.tell_author(workflow_state=instance, by=user)


def started(**others: Any) -> None:
    """Nobody but the editors needs to know, and the task told them."""


def approved(instance: TaskState, user: Any = None, **others: Any) -> None:
    deciding.keep_right(instance, user, WorkflowState.STATUS_APPROVED)


def refused(instance: TaskState, user: Any = None, **others: Any) -> None:
    deciding.keep_right(instance, user, WorkflowState.STATUS_NEEDS_CHANGES)


task_submitted.connect(handed_in, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
workflow_submitted.connect(started, sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification")
workflow_rejected.connect(decided, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification")
workflow_approved.connect(decided, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification")
task_approved.connect(approved, sender=TaskState, dispatch_uid="moderation_approved")
task_rejected.connect(refused, sender=TaskState, dispatch_uid="moderation_refused")


# -- the editors' tool: it can only be imported once all models are there, so each of these imports what it shows


@hooks.register("register_admin_urls")
def addresses() -> Sequence[URLPattern | URLResolver]:
    from municipalities.moderation import urls

    return urls.in_the_admin


@hooks.register("register_admin_menu_item")
def menu_item() -> Any:
    from municipalities.moderation.menus import WaitingMenuItem

    return WaitingMenuItem()


@hooks.register("construct_page_action_menu")
def page_buttons(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    from municipalities.moderation import menus

    menus.put_right(items, request.user, context.get("page"))


@hooks.register("construct_snippet_action_menu")
def row_buttons(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    from municipalities.moderation import menus

    menus.put_right(items, request.user, context.get("instance"))


@hooks.register("before_publish_page")
@hooks.register("before_publish")
def before_publishing(request: HttpRequest, instance: Any) -> None:
    """Wagtail asks for the right to publish shops as such, not this one: somebody may be an author here and an editor elsewhere."""
    if not (deciding.may_publish(request.user, instance) and deciding.may_receive(request.user, instance)):
        raise PermissionDenied


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def before_editing(request: HttpRequest, instance: Any) -> None:
    """Say it when nobody could approve what this person writes."""
    if request.method == "GET" and isinstance(instance, WorkflowMixin) and deciding.is_stuck(request.user, instance):
        messages.info(request, deciding.nobody_approves())
