"""The demo's accounts: known passwords and known secrets, so that a newcomer gets in. For the demo only; production never loads them."""

import base64
import hashlib
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.models import User
from mail.mailbox import Code
from municipalities import roles
from municipalities.models import Municipality, Role

PASSWORD = "lokaal-kopen-demo"  # noqa: S105 - for the demo only; production never loads it
LOGINS = {  # {e-mail address: what it is}
    "beheer@ikkooplokaal.example": "superuser",
    "provincie@ikkooplokaal.example": "provincie",
    "provincie.twee@ikkooplokaal.example": "provincie, om te publiceren wat een ander telde",
    "nazicht@ikkooplokaal.example": "kijkt stemmen na, zonder te zien voor wie",
    "redacteur.tielt@ikkooplokaal.example": "redacteur van Tielt",
    "auteur.tielt@ikkooplokaal.example": "auteur van Tielt",
    "redacteur.kortrijk@ikkooplokaal.example": "redacteur van Kortrijk",
}
ROLES = {  # {e-mail address: (role, its municipality's name in addresses)}
    "provincie@ikkooplokaal.example": (Role.PROVINCE, ""),
    "provincie.twee@ikkooplokaal.example": (Role.PROVINCE, ""),
    "nazicht@ikkooplokaal.example": (Role.REVIEWER, ""),
    "redacteur.tielt@ikkooplokaal.example": (Role.EDITOR, "tielt"),
    "auteur.tielt@ikkooplokaal.example": (Role.AUTHOR, "tielt"),
    "redacteur.kortrijk@ikkooplokaal.example": (Role.EDITOR, "kortrijk"),
}
NAMES = {
    "beheer@ikkooplokaal.example": ("Demo", "Beheer"),
    "provincie@ikkooplokaal.example": ("Demo", "Provincie"),
    "provincie.twee@ikkooplokaal.example": ("Demo", "Provincie Twee"),
    "nazicht@ikkooplokaal.example": ("Demo", "Nazicht"),
    "redacteur.tielt@ikkooplokaal.example": ("Demo", "Redacteur"),
    "auteur.tielt@ikkooplokaal.example": ("Demo", "Auteur"),
    "redacteur.kortrijk@ikkooplokaal.example": ("Demo", "Redactrice"),
}
PERIOD_SECONDS = 30


def make_logins() -> int:
    """The demo's accounts, each with the demo's password and the app of `secret_of`; returns how many were made."""
    users = get_user_model().objects
    new = [email for email in LOGINS if not users.filter(email=email).exists()]
    for email in new:
        make_login(email)
    for user in users.filter(email__in=LOGINS):
        give_app(user, secret_of(user.email))
    return len(new)


@transaction.atomic
def make_login(email: str) -> User:
    """With its role: given once, so that one that was taken away stays away."""
    first_name, last_name = NAMES.get(email, ("Demo", ""))
    make = get_user_model().objects.create_superuser if LOGINS[email] == "superuser" else get_user_model().objects.create_user
    user = make(email, PASSWORD, first_name=first_name, last_name=last_name)
    if email in ROLES:
        role, town = ROLES[email]
        roles.give(user=user, role=role, municipality=Municipality.objects.get(slug=town) if town else None)
    return user


@transaction.atomic
def give_app(user: User, secret: str) -> None:
    """`user` has an app with `secret` (base32), unless there is one already."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret)


def secret_of(email: str) -> str:
    """The secret of a demo account's app, the same on every machine: 160 bits in base32."""
    return base64.b32encode(hashlib.sha1(f"demo {email}".encode(), usedforsecurity=False).digest()).decode()


def code_of(email: str, at: datetime) -> str:
    """The 6 digits that the app of a demo account shows."""
    return format_hotp_value(hotp_value(secret_of(email), int(at.timestamp()) // PERIOD_SECONDS))


def codes_at(at: datetime) -> list[Code]:
    """For the mailbox page and `demo_code`: the code of every demo account that exists."""
    left = PERIOD_SECONDS - int(at.timestamp()) % PERIOD_SECONDS
    known = get_user_model().objects.filter(email__in=LOGINS).order_by("email").values_list("email", flat=True)
    return [Code(owner=email, code=code_of(email, at), seconds_left=left) for email in known]
