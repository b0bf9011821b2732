"""The mail that lets somebody in, and the link in it. What is behind the link: ikkooplokaal.sign_in.invitations."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from mail import links, outbox
from mail.models import OneTimeLink
from municipalities.models import Municipality, Role

INVITATION = "invitation"  # the purpose of its link
VALID_FOR = timedelta(days=7)


def send(*, user: User, role: Role, municipality: Municipality | None, by: User | None, at: datetime, language: str) -> None:
    """Mail a link of one use that opens the login of `user`, who is not active yet. Raises mail.outbox.BadAddress."""
    with translation.override(language):
        offer = {"role": str(role.label), "municipality": municipality.name_in(language) if municipality else "", "by": name_of(by)}
    token = links.make_link(purpose=INVITATION, user_id=user.pk, at=at, valid_for=VALID_FOR, data=offer | {"nis": nis_of(municipality)})
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("invitation", args=[token])
    outbox.send(template="invitation", to=user.email, language=language, context=offer | {"link": address, "until": at + VALID_FOR}, at=at)


def tell_role(*, user: User, role: Role, municipality: Municipality | None, by: User | None, at: datetime, language: str) -> None:
    """Tell somebody who can log in already what they are now."""
    with translation.override(language):
        given = {"role": str(role.label), "municipality": municipality.name_in(language) if municipality else "", "by": name_of(by)}
    outbox.send(template="role_given", to=user.email, language=language, context=given | {"name": user.first_name}, at=at)


def withdraw(*, user: User, municipality: Municipality | None, at: datetime) -> int:
    """Let the open invitations of `user` to `municipality` expire now; those to another one stand. Returns how many."""
    return still_open(at).filter(user=user, data__nis=nis_of(municipality)).update(expires_at=at)


def open_until(*, users: Iterable[User], municipality: Municipality, at: datetime) -> dict[int, datetime]:
    """Until when each of `users` may take up an invitation to `municipality`, by key; who has none is not in it."""
    found = still_open(at).filter(user__in=[user.pk for user in users], data__nis=nis_of(municipality))
    return dict(found.order_by("expires_at").values_list("user_id", "expires_at"))


def still_open(at: datetime) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(purpose=INVITATION, used_at=None, expires_at__gt=at)


def nis_of(municipality: Municipality | None) -> str:
    """What an invitation says in a way that outlives a new name; empty for the province."""
    return municipality.nis if municipality else ""


def name_of(somebody: User | None) -> str:
    """Never the address: it would stand in the mail."""
    return somebody.get_full_name() if somebody else ""
