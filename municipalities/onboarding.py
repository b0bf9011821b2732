"""A municipality joins the campaign, or leaves it: one action that asks each room for its part.

A room registers its part when it starts: `onboarding.register(Part("pagina's", join=..., leave=...))`. A part may be run again at any time
and then makes only what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupApprovalTask, Workflow, WorkflowTask

from accounts.actions import deactivate
from accounts.models import User
from mail import links
from municipalities import invitations, roles
from municipalities.models import Municipality, Onboarding, Role


class Refused(Exception):
    """Nothing was changed; the text says in Dutch why."""


class NotToday(Refused):
    """The municipality has merged into another one."""


class NotTakingPart(Refused):
    """There is nothing to leave."""


@dataclass(frozen=True)
class Part:
    """What one room does. name: Dutch. join, leave: called with the onboarding, inside the transaction. province: opens to the province
    what it looks after everywhere. makes, ends: a sentence each, for who is asked whether they are sure."""

    name: str
    join: Callable[[Onboarding], object]
    leave: Callable[[Onboarding], object]
    province: Callable[[], object] | None = None
    makes: Promise | str = ""
    ends: Promise | str = ""


_PARTS: list[Part] = []


def register(part: Part) -> None:
    _PARTS.append(part)


def parts() -> tuple[Part, ...]:
    return tuple(_PARTS)


@transaction.atomic
def onboard(*, municipality: Municipality, at: datetime) -> Onboarding:
    """Let `municipality` take part: groups, approval, collection, and what each room adds. Safe to repeat: what is there stays as it is.

    Raises NotToday.
    """
    if municipality.successor_id:
        raise NotToday(_("%(old)s is opgegaan in %(new)s.") % {"old": municipality.name, "new": municipality.successor})
    standing = Onboarding.objects.filter(municipality=municipality).first() or begin(municipality, at)
    reopen(standing)
    for part in parts():
        part.join(standing)
    return standing


@transaction.atomic
def open_province() -> None:
    """The groups of the province, and what they may touch everywhere; every group gets the rights of today. Safe to repeat."""
    for role in (Role.PROVINCE, Role.REVIEWER):
        roles.group_of(role)
    roles.renew_rights()
    for part in parts():
        if part.province:
            part.province()


def begin(municipality: Municipality, at: datetime) -> Onboarding:
    return Onboarding.objects.create(
        municipality=municipality,
        collection=new_collection(municipality),
        workflow=new_workflow(municipality),
        onboarded_at=at,
    )


def reopen(standing: Onboarding) -> None:
    """The groups and the approval of a municipality that joins, or joins again."""
    if not standing.is_open:
        standing.offboarded_at = None
        standing.save(update_fields=["offboarded_at"])
    for role in (Role.EDITOR, Role.AUTHOR):
        roles.group_of(role, standing.municipality)
    task = GroupApprovalTask.objects.get(workflow_tasks__workflow=standing.workflow)
    task.groups.set([roles.group_of(Role.EDITOR, standing.municipality), roles.group_of(Role.PROVINCE)])
    for asleep in (standing.workflow, task):
        asleep.active = True
        asleep.save(update_fields=["active"])


def new_collection(municipality: Municipality) -> Collection:
    return Collection.get_first_root_node().add_child(instance=Collection(name=f"{municipality.name} ({municipality.nis})"))


def new_workflow(municipality: Municipality) -> Workflow:
    """What an author hands in is approved by one editor of the municipality, or by the province."""
    task = GroupApprovalTask.objects.create(name=f"Nakijken: {municipality.name} ({municipality.nis})")
    workflow = Workflow.objects.create(name=f"Goedkeuring {municipality.name} ({municipality.nis})")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@transaction.atomic
def offboard(*, municipality: Municipality, at: datetime) -> Onboarding:
    """Let `municipality` leave: nobody edits for it any more, invitations to it lapse, what was handed in is drawn back.
    Who has nothing left to do on the site can no longer log in, until somebody invites them again.

    What it published stays on the site: the directory is the province's, and links go on working. Raises NotTakingPart.
    """
    standing = Onboarding.objects.filter(municipality=municipality, offboarded_at=None).first()
    if standing is None:
        raise NotTakingPart(_("%(name)s doet niet mee.") % {"name": municipality.name})
    for part in reversed(parts()):
        part.leave(standing)
    for user in people_of(municipality):
        for role in (Role.EDITOR, Role.AUTHOR):
            roles.take(user=user, role=role, municipality=municipality)
        invitations.withdraw(user=user, municipality=municipality, at=at)
        close_without_role(user=user, at=at)
    standing.workflow.deactivate()
    standing.offboarded_at = at
    standing.save(update_fields=["offboarded_at"])
    return standing


def close_without_role(*, user: User, at: datetime) -> None:
    """Close the login of whoever has no role left, and let their invitations lapse; superusers keep theirs."""
    if not user.is_superuser and not user.groups.exists():
        links.withdraw(purpose=invitations.INVITATION, user_id=user.pk, at=at)
        deactivate(user=user)


def people_of(municipality: Municipality) -> list[User]:
    """Whoever edits or writes for `municipality`, by name."""
    having = User.objects.filter(groups__role_group__municipality=municipality).distinct()
    return list(having.order_by("last_name", "first_name", "email"))
