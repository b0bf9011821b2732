"""Letting people in and out: who edits or writes for a municipality, decided by the province; who is of the province, by a superuser.

`by` is whoever does it; None is a command on the server, which may do what a superuser may.
"""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions import forget_second_factor
from accounts.models import User
from mail import outbox
from municipalities import audit, invitations, roles
from municipalities.audit import record
from municipalities.models import Municipality, Onboarding, Role
from municipalities.models.roles import LOCAL_ROLES
from municipalities.onboarding import NotTakingPart, Refused, close_without_role
from municipalities.rights import reach


class NotAllowed(Refused):
    """Whoever asks may not do this, or not to this person."""


class AlreadyHasIt(Refused):
    """The person has a role there already."""


class HasNoRole(Refused):
    """The person has no role there."""


class IsIn(Refused):
    """The invitation was taken up: there is nothing to send again."""


@transaction.atomic
def invite(*, email: str, role: Role, municipality: Municipality | None, by: User | None, at: datetime, language: str = "nl") -> User:
    """Give a role to whoever has this address. Who has no login gets a link by mail, good for a week; who has one gets a mail that says so.

    municipality: None for a role of the province. language: of the mail.

    Raises NotAllowed, NotTakingPart, AlreadyHasIt, mail.outbox.BadAddress, municipalities.roles.NotARole; nothing is stored then.
    """
    may_give(by, role)
    takes_part(municipality)
    user = person_at(email)
    may_touch(by, user)
    if held := roles_in(user, municipality):
        raise AlreadyHasIt(_("%(person)s is al %(role)s.") % {"person": user, "role": held[0].label})
    roles.give(user=user, role=role, municipality=municipality)
    record(audit.INVITE, by=by, municipality=municipality, user=user, role=role)
    write_to(user, role, municipality, by, at, language)
    return user


@transaction.atomic
def invite_again(*, user: User, municipality: Municipality | None, by: User | None, at: datetime, language: str = "nl") -> None:
    """Send a new link; the former one no longer works. Raises NotAllowed, HasNoRole, IsIn."""
    may_touch(by, user)
    role = role_in(user, municipality)
    may_give(by, role)
    if user.is_active:
        raise IsIn(_("%(person)s is al binnen, een nieuwe uitnodiging is niet nodig.") % {"person": user})
    record(audit.INVITE_AGAIN, by=by, municipality=municipality, user=user, role=role)
    write_to(user, role, municipality, by, at, language)


@transaction.atomic
def change_role(*, user: User, role: Role, municipality: Municipality, by: User | None, at: datetime, language: str = "nl") -> None:
    """Make an editor an author, or the other way round. Raises NotAllowed, HasNoRole, AlreadyHasIt, municipalities.roles.NotARole."""
    may_touch(by, user)
    may_give(by, role)
    role_in(user, municipality)
    if not roles.give(user=user, role=role, municipality=municipality):
        raise AlreadyHasIt(_("%(person)s is al %(role)s.") % {"person": user, "role": role.label})
    for former in LOCAL_ROLES - {role}:
        roles.take(user=user, role=former, municipality=municipality)
    record(audit.CHANGE_ROLE, by=by, municipality=municipality, user=user, role=role)
    write_to(user, role, municipality, by, at, language)


@transaction.atomic
def take_away(*, user: User, municipality: Municipality | None, by: User | None, at: datetime) -> None:
    """`user` no longer edits for `municipality` (None: has no role of the province any more), and is out at once.

    Who has nothing left to do here can no longer log in. What they made stays. Raises NotAllowed, HasNoRole.
    """
    may_touch(by, user)
    may_give(by, role_in(user, municipality))
    for role in roles_in(user, municipality):
        roles.take(user=user, role=role, municipality=municipality)
    invitations.withdraw(user=user, municipality=municipality, at=at)
    record(audit.TAKE_AWAY, by=by, municipality=municipality, user=user)
    close_without_role(user=user, at=at)


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None, at: datetime) -> None:
    """For whoever lost their telephone: the next login, by password, sets up a new second step. They are told. Raises NotAllowed."""
    may_touch(by, user)
    forget_second_factor(user=user)
    record(audit.RESET_SECOND_FACTOR, by=by, user=user)
    context = {"name": user.first_name, "by": invitations.name_of(by), "at": at}
    outbox.send(template="second_factor_reset", to=user.email, language="nl", context=context, at=at)


# -- who may


def may_give(by: User | None, role: Role) -> None:
    """Raises NotAllowed unless `by` may decide about `role`: a superuser about all, the province about those of municipalities."""
    if by is None or (by.is_active and by.is_superuser):
        return
    if role not in LOCAL_ROLES or not reach(by).everywhere:
        raise NotAllowed(_("Dit mag alleen wie de site beheert.") if reach(by).everywhere else _("Dit mag alleen de provincie."))


def may_touch(by: User | None, user: User) -> None:
    """Raises NotAllowed unless `by` may decide about `user`."""
    if not manages(by, user):
        raise NotAllowed(_("Over de login van %(person)s beslist alleen wie de site beheert.") % {"person": user})


def manages(by: User | None, user: User) -> bool:
    """Whether `by` may decide about `user`."""
    return managed_by(by).filter(pk=user.pk).exists()


def managed_by(by: User | None) -> QuerySet[User]:
    """The logins that `by` may decide about: the province's are never superusers, its own people, or whoever has rights given by hand."""
    if by is None or (by.is_active and by.is_superuser):
        return User.objects.all()
    if not reach(by).everywhere:
        return User.objects.none()
    beyond = Group.objects.exclude(role_group__role__in=LOCAL_ROLES)
    return User.objects.filter(is_superuser=False, is_staff=False, user_permissions=None).exclude(groups__in=beyond)


def takes_part(municipality: Municipality | None) -> None:
    if municipality and not Onboarding.objects.filter(municipality=municipality, offboarded_at=None).exists():
        raise NotTakingPart(_("%(name)s doet niet mee.") % {"name": municipality.name})


# -- what is there


def person_at(email: str) -> User:
    """The user with this address, however it is written; made when unknown, and then without a way to log in. Locked until the end."""
    address = email.strip().lower()
    unknown = {"email": address, "is_active": False, "password": make_password(None)}
    return User.objects.select_for_update().get_or_create(email__iexact=address, defaults=unknown)[0]


def roles_in(user: User, municipality: Municipality | None) -> list[Role]:
    """The roles of `user` in `municipality`, or of the province."""
    held = user.groups.filter(role_group__isnull=False, role_group__municipality=municipality)
    return [Role(role) for role in held.order_by("role_group__pk").values_list("role_group__role", flat=True)]


def role_in(user: User, municipality: Municipality | None) -> Role:
    """The first of them. Raises HasNoRole."""
    held = roles_in(user, municipality)
    if not held:
        raise HasNoRole(_("%(person)s heeft hier geen rol.") % {"person": user})
    return held[0]


def write_to(user: User, role: Role, municipality: Municipality | None, by: User | None, at: datetime, language: str) -> None:
    """The mail that fits: a link for who is not in, word of the role for who is."""
    if user.is_active:
        invitations.tell_role(user=user, role=role, municipality=municipality, by=by, at=at, language=language)
        return
    invitations.withdraw(user=user, municipality=municipality, at=at)
    invitations.send(user=user, role=role, municipality=municipality, by=by, at=at, language=language)
