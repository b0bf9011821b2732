"""Who edits or writes for a municipality, as the province sees them: so much of each login as it needs to help, and no more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, QuerySet

from accounts.models import User
from municipalities import invitations
from municipalities.editors import managed_by
from municipalities.models import Municipality, Role, RoleGroup
from municipalities.onboarding import people_of

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone are none


@dataclass(frozen=True)
class Person:
    """Somebody with a role in one municipality. invited_until: while a link by mail waits for them; past it, or without one, it is None."""

    user: User
    roles: tuple[Role, ...]
    has_second_factor: bool
    invited_until: datetime | None
    is_manageable: bool

    @property
    def name(self) -> str:
        """Empty until they took up their invitation."""
        return self.user.get_full_name()

    @property
    def role(self) -> Role:
        return self.roles[0]


def people(*, municipality: Municipality, viewer: User, at: datetime) -> list[Person]:
    """By name; as many queries for one as for many."""
    users = people_of(municipality)
    held = roles_of(municipality)
    open_until = invitations.open_until(users=users, municipality=municipality, at=at)
    secured = set(Authenticator.objects.filter(user__in=users, type__in=SECOND_FACTORS).values_list("user_id", flat=True))
    managed = set(managed_by(viewer).filter(pk__in=[user.pk for user in users]).values_list("pk", flat=True))
    return [Person(user, held[user.pk], user.pk in secured, open_until.get(user.pk), user.pk in managed) for user in users]


def roles_of(municipality: Municipality) -> dict[int, tuple[Role, ...]]:
    """The roles in `municipality`, by the key of who has them."""
    held: dict[int, tuple[Role, ...]] = defaultdict(tuple)
    for user_id, role in RoleGroup.objects.filter(municipality=municipality, group__user__isnull=False).values_list("group__user", "role"):
        held[user_id] += (Role(role),)
    return held


def deciders_of(municipality: Municipality) -> QuerySet[User]:
    """Its editors who get mail, or the province where there is none."""
    able = User.objects.filter(is_active=True).exclude(email="").select_related("wagtail_userprofile").order_by("pk")
    editors = able.filter(groups__role_group__role=Role.EDITOR, groups__role_group__municipality=municipality).distinct()
    return editors if editors.exists() else able.filter(groups__role_group__role=Role.PROVINCE).distinct()


def editors_in(municipalities: Iterable[Municipality]) -> dict[int, int]:
    """How many editors each has, by key; who has none is not in it."""
    groups = RoleGroup.objects.filter(role=Role.EDITOR, municipality__in=municipalities, group__user__isnull=False)
    return dict(groups.order_by().values_list("municipality").annotate(Count("group__user")))
