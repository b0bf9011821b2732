"""What allauth asks the site: words, mails, when somebody must show again who they are, how secrets are stored."""

import base64
import hashlib
import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet  # comes with allauth[mfa]
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ikkooplokaal.sign_in import mails


class AccountAdapter(DefaultAccountAdapter):
    """Of the password and the mails."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet samen. Kijk ze na en probeer opnieuw."),
        "enter_current_password": _("Dit is niet je wachtwoord van nu."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "incorrect_code": _("Deze code klopt niet. Neem de code die je app nu toont."),
        "invalid_password_reset": _("Deze link werkt niet meer."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Not within five minutes of any step of the login: allauth itself would ask for the password right after the password."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_notification_mail(self, template_prefix: str, user: User, context: dict | None = None, email: str | None = None) -> None:  # type: ignore[override]
        mails.tell(happened=template_prefix, user=user, at=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's other mails are about what this site has not: signing up, confirming addresses, codes by mail."""
        raise NotImplementedError(template_prefix)


class FactorAdapter(DefaultMFAAdapter):
    """Of the second factor. Secrets of apps and recovery codes are unreadable in a copy of the database: SECRET_KEY opens them."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet. Neem de code die je app nu toont."),
        "cannot_generate_recovery_codes": _("Herstelcodes krijg je zodra je een app of een passkey hebt."),
    }

    def encrypt(self, text: str) -> str:
        return safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return safe().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # type: ignore[override]
        return gettext("Passkey %(number)s") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME


def safe() -> MultiFernet:
    """Locks with today's SECRET_KEY, opens with former ones too."""
    return MultiFernet([Fernet(key_from(secret)) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def key_from(secret: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"sign_in.adapter " + force_bytes(secret)).digest())
