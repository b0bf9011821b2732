"""Mails about a login. They leave through the outbox, name the moment, and hold no address of a machine."""

from datetime import datetime
from typing import Any

from wagtail.users.models import UserProfile

from accounts.models import User
from mail import outbox

# What allauth wants told, as (our template, what it says there).
TOLD = {
    "account/email/password_changed": ("password_changed", ""),
    "account/email/password_reset": ("password_changed", ""),
    "mfa/email/totp_activated": ("second_factor_added", "app"),
    "mfa/email/webauthn_added": ("second_factor_added", "passkey"),
    "mfa/email/totp_deactivated": ("second_factor_removed", "app"),
    "mfa/email/webauthn_removed": ("second_factor_removed", "passkey"),
    "mfa/email/recovery_codes_generated": ("recovery_codes_made", ""),
}


def send_reset_link(*, user: User, link: str, at: datetime) -> None:
    """A full address behind which a new password is chosen."""
    send("password_reset", user, {"link": link}, at)


def tell(*, happened: str, user: User, at: datetime) -> None:
    """Tell `user` what became of the login, so that a stranger's doing is seen. happened: a key of TOLD."""
    template, what = TOLD[happened]
    send(template, user, {"what": what, "at": at}, at)


def send(template: str, user: User, context: dict[str, Any], at: datetime) -> None:
    outbox.send(template=template, to=user.email, language=language_of(user), context=context | {"name": user.first_name}, at=at)


def language_of(user: User) -> str:
    """The language in which somebody uses the admin; Dutch until they chose one."""
    return str(UserProfile.objects.filter(user_id=user.pk).values_list("preferred_language", flat=True).first() or "nl")
