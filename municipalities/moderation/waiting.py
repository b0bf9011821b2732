"""What waits for somebody to look at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import GroupApprovalTask, Page, TaskState, WorkflowState

from accounts.models import User
from municipalities.models import Onboarding

LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English", "de": "Deutsch"}


@dataclass(frozen=True)
class Waiting:
    """language: of a page, "" for a row. by: who handed it in, None when they left."""

    task_state_id: int
    title: str
    kind: str
    language: str
    municipality: str
    by: User | None
    since: datetime


def waiting_for(user: Any) -> QuerySet[TaskState]:
    """What `user` is one of the approvers of and nobody decided yet, longest waiting first."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
    if not user.is_superuser:
        states = states.filter(task__in=GroupApprovalTask.objects.filter(groups__user=user).values("pk"))
    return states.order_by("started_at", "pk")


def described(states: QuerySet[TaskState]) -> list[Waiting]:
    """For a list; the number of queries does not grow with it."""
    linked = ("revision", "revision__content_type", "workflow_state", "workflow_state__requested_by")
    rows = list(states.select_related(*linked).defer("revision__content"))
    towns = dict(
        Onboarding.objects.filter(workflow__in={row.workflow_state.workflow_id for row in rows}).values_list("workflow", "municipality__name")
    )
    languages = languages_of_pages(rows)
    return [
        Waiting(
            task_state_id=row.pk,
            title=row.revision.object_str,
            kind=str(row.revision.content_type.name),
            language=languages.get(row.pk, ""),
            municipality=towns.get(row.workflow_state.workflow_id, ""),
            by=row.workflow_state.requested_by,
            since=row.started_at,
        )
        for row in rows
    ]


def languages_of_pages(rows: list[TaskState]) -> dict[int, str]:
    """By the key of the task state, of pages only."""
    kind = ContentType.objects.get_for_model(Page)
    keys = {row.pk: int(row.workflow_state.object_id) for row in rows if row.workflow_state.base_content_type_id == kind.pk}
    codes = dict(Page.objects.filter(pk__in=keys.values()).values_list("pk", "locale__language_code"))
    return {row: LANGUAGE_NAMES.get(codes.get(page) or "", "") for row, page in keys.items()}
