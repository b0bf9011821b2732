"""Who has which role, and what a role may do: groups made by code, described in docs/roles.md."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from accounts.actions import end_sessions
from accounts.models import User
from municipalities.models import Municipality, Role, RoleGroup
from municipalities.models.roles import LOCAL_ROLES

ENTERS = "wagtailadmin.access_admin"
_RIGHTS: dict[Role, set[str]] = defaultdict(set)


class NotARole(ValueError):
    """A local role without its municipality, or a role of the province with one."""


def allow(role: Role, *rights: str) -> None:
    """Let whoever has `role` do `rights` ("shops.change_shop"): rooms say so when they start. Of which rows is decided by a policy."""
    _RIGHTS[role].update(rights)


def rights_of(role: Role) -> frozenset[str]:
    """The model permissions of a role, as "app.codename"."""
    return frozenset(_RIGHTS[role] | {ENTERS})


def group_of(role: Role, municipality: Municipality | None = None) -> Group:
    """The group that stands for `role` (in `municipality`); made when it is missing. Raises NotARole."""
    if (role in LOCAL_ROLES) != (municipality is not None):
        raise NotARole(f"{role} of {municipality}")
    standing = RoleGroup.objects.select_related("group").filter(role=role, municipality=municipality).first()
    if standing:
        return standing.group
    with transaction.atomic():
        group, _made = Group.objects.get_or_create(name=group_name(role, municipality))
        RoleGroup.objects.create(role=role, municipality=municipality, group=group)
        group.permissions.set(permissions(rights_of(role)))
    return group


def group_name(role: Role, municipality: Municipality | None) -> str:
    """ "Brugge: redacteurs", with the NIS code so that two towns of one name stay apart; "Provincie"."""
    plural = {Role.EDITOR: "redacteurs", Role.AUTHOR: "auteurs", Role.PROVINCE: "Provincie", Role.REVIEWER: "Controleurs van stemmen"}[role]
    return f"{municipality.name} ({municipality.nis}): {plural}" if municipality else plural


def permissions(rights: Iterable[str]) -> list[Permission]:
    wanted = Q(pk=None)
    for right in rights:
        app, _, codename = right.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def renew_rights() -> int:
    """Give each group of a role exactly the rights that its role has today; returns how many groups there are. Safe to repeat."""
    groups = list(RoleGroup.objects.select_related("group"))
    for standing in groups:
        standing.group.permissions.set(permissions(rights_of(Role(standing.role))))
    return len(groups)


@transaction.atomic
def give(*, user: User, role: Role, municipality: Municipality | None = None) -> bool:
    """Give `user` a role; returns whether it is new to them. Their open sessions end. Raises NotARole."""
    group = group_of(role, municipality)
    if user.groups.filter(pk=group.pk).exists():
        return False
    user.groups.add(group)
    return True


@transaction.atomic
def take(*, user: User, role: Role, municipality: Municipality | None = None) -> bool:
    """Take a role away; returns whether they had it. Their open sessions end."""
    group = group_of(role, municipality)
    if not user.groups.filter(pk=group.pk).exists():
        return False
    user.groups.remove(group)
    return True


def groups_changed(users: Iterable[User]) -> None:
    """Whatever way somebody's groups changed (apps.py listens): their open sessions end, and their reach is asked anew."""
    for user in users:
        user.__dict__.pop("kept_reach", None)
        end_sessions(user=user)
