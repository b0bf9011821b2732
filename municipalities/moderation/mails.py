"""The three mails of moderation: to the editors, that something waits; to the author, that it is approved or refused."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from mail import outbox
from municipalities.doors import touches
from municipalities.models import Role
from municipalities.moderation.addresses import edit_address, public_address
from municipalities.moderation.deciding import latest_of
from municipalities.moderation.differences import Difference, change_in

LONGEST = 300  # characters of one value in a mail; the page for looking at it shows all


def tell_approvers(*, task_state: TaskState, by: User | None, at: datetime) -> int:
    """One mail to each editor of the municipality, or to the province where there is none; returns how many. Whoever handed it in gets none."""
    readers = [reader for reader in approvers(task_state) if reader != by and wants(reader, "submitted")]
    for reader in readers:
        with translation.override(language_of(reader)):
            change = change_in(latest_of(task_state))
            facts = {"is_new": change.is_new, "differences": shortened(change.differences), "author": name_of(by)}
        tell(reader, "handed_in", task_state, at, review=reverse("moderation:review", args=[task_state.pk]), **facts)
    return len(readers)


def tell_author(*, workflow_state: WorkflowState, by: User | None) -> bool:
    """What became of what they handed in, unless they decided it themselves or have nothing to do with it any more; whether a mail left."""
    task_state, author, standing = workflow_state.current_task_state, workflow_state.requested_by, workflow_state.content_object
    outcome, setting = ("refused", "rejected") if task_state.status == TaskState.STATUS_REJECTED else ("approved", "approved")
    if author is None or author == by or not touches(author, standing) or not wants(author, setting):
        return False
    facts = {"editor": name_of(by), "reason": task_state.comment, "edit": edit_address(standing)}
    tell(author, outcome, task_state, task_state.finished_at, goes_live_at=planned(standing), public=public_address(standing), **facts)
    return True


def tell(reader: User, template: str, task_state: TaskState, at: datetime, **facts: Any) -> None:
    """Once for each task and reader: a decision that is somehow taken twice is told once. An address that is none gets nothing."""
    about = "handed in" if template == "handed_in" else "decided"
    context = {"reader": reader.first_name, "title": latest_of(task_state).object_str} | facts
    with suppress(outbox.BadAddress):
        outbox.send(
            template=template,
            to=reader.email,
            language=language_of(reader),
            context=context,
            at=at,
            once=f"moderation {about} {task_state.pk} {reader.pk}",
        )


def shortened(differences: list[Difference]) -> list[Difference]:
    return [Difference(found.label, *(Truncator(text).chars(LONGEST) for text in found[1:])) for found in differences]


def approvers(task_state: TaskState) -> QuerySet[User]:
    """The editors among those who may approve; all of them (the province) where there is no editor."""
    groups = task_state.task.specific.groups.all()
    able = User.objects.filter(groups__in=groups, is_active=True).exclude(email="").select_related("wagtail_userprofile").distinct().order_by("pk")
    editors = able.filter(groups__role_group__role=Role.EDITOR, groups__in=groups)
    return editors if editors.exists() else able


def wants(reader: User, about: str) -> bool:
    """Whether they get these mails: everybody may switch them off in their own account. about: "submitted", "approved", "rejected"."""
    profile = getattr(reader, "wagtail_userprofile", None)
    return reader.is_active and bool(reader.email) and getattr(profile, f"{about}_notifications", True)


def planned(instance: Any) -> datetime | None:
    """When an approved version comes on the site; None when it is there."""
    schedule = instance.scheduled_revision
    return schedule.approved_go_live_at if schedule else None


def language_of(reader: User) -> str:
    """What they chose in their account, Dutch otherwise."""
    profile = getattr(reader, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or "nl"


def name_of(person: User | None) -> str:
    return str(person) if person else _("Iemand")
