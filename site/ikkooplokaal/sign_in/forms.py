"""Forms of the login: allauth's, with our words and our throttles."""

from typing import Any

from allauth.account import forms as account
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from gate.throttle import TooMany, forgive, spend
from gate.visitor import network_of
from ikkooplokaal.sign_in import mails
from ikkooplokaal.sign_in import throttles as rules
from ikkooplokaal.sign_in.credentials import CredentialField, ReadsCredential, refusing_nonsense

NEW_PASSWORD_HELP = _("Minstens 12 tekens. Een zin die alleen jij verzint, onthoud je het best.")


def describe(form: forms.Form, name: str, label: Any, help_text: Any = "", **attributes: str) -> None:
    """Our words for a field of allauth's, without its placeholder: that vanishes while one types."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attributes


class LoginForm(account.LoginForm):
    """E-mail address and password. Tries are counted before the password is looked at, for addresses that exist and that do not."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "login", _("E-mailadres"), autocomplete="username", autocapitalize="none", spellcheck="false")
        describe(self, "password", _("Wachtwoord"))

    def _clean_with_password(self, credentials: dict) -> dict:
        at, email = timezone.now(), credentials["email"].lower()
        rules.count_try((rules.LOGIN_BY_NETWORK, network_of(self.request)), (rules.LOGIN_BY_EMAIL, email), at=at)
        cleaned: dict = super()._clean_with_password(credentials)
        forgive(rules.LOGIN_BY_EMAIL, email, at=at)
        return cleaned


class ResetForm(account.ResetPasswordForm):
    """For an unknown address the same work is done, and thrown away: neither the answer nor its time says who has a login."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "email", _("E-mailadres"), autocomplete="username", autocapitalize="none", spellcheck="false")

    def clean_email(self) -> str:
        at, email = timezone.now(), self.cleaned_data["email"].lower()
        rules.count_try((rules.RESET_BY_NETWORK, network_of(context.request)), (rules.RESET_BY_EMAIL, email), at=at)
        return str(email)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        addressee = user or User(pk=0, email=email)
        with transaction.atomic():
            mails.send_reset_link(user=addressee, link=reset_link(addressee), at=timezone.now())
            transaction.set_rollback(user is None)
        return str(email)


def reset_link(user: User) -> str:
    """Good for PASSWORD_RESET_TIMEOUT, until the password or the address changes."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("account_reset_password_from_key", kwargs=parts)


class TokenForm(account.UserTokenForm):
    """Django's own token, which holds the address and the password: allauth's would write rows of its own about addresses."""

    token_generator = default_token_generator


class SamePasswordTwice(forms.Form):
    def clean(self) -> dict[str, Any]:
        """In place of allauth's, for the words."""
        given = forms.Form.clean(self) or {}
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", _("Dit is niet hetzelfde wachtwoord als erboven."))
        return given


class NewPasswordForm(SamePasswordTwice, account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "password1", _("Nieuw wachtwoord"), NEW_PASSWORD_HELP)
        describe(self, "password2", _("Nog eens het nieuwe wachtwoord"))


class ChangePasswordForm(SamePasswordTwice, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "oldpassword", _("Wachtwoord van nu"))
        describe(self, "password1", _("Nieuw wachtwoord"), NEW_PASSWORD_HELP)
        describe(self, "password2", _("Nog eens het nieuwe wachtwoord"))

    def clean_oldpassword(self) -> str:
        rules.count_try((rules.PASSWORD_BY_USER, str(self.user.pk)), at=timezone.now())
        return str(super().clean_oldpassword())


class ConfirmPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "password", _("Wachtwoord"))

    def clean_password(self) -> str:
        at = timezone.now()
        rules.count_try((rules.PASSWORD_BY_USER, str(self.user.pk)), at=at)
        password = str(super().clean_password())
        forgive(rules.PASSWORD_BY_USER, str(self.user.pk), at=at)
        return password


class CodeMixin(forms.Form):
    """A code of an app or a recovery code, counted per person, and good for once."""

    user: User
    authenticator: Any

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "code", _("Code"), _("De 6 cijfers van je app, of een herstelcode."), inputmode="numeric", spellcheck="false")

    def clean_code(self) -> str:
        at, who = timezone.now(), str(self.user.pk)
        rules.count_try((rules.SECOND_STEP_BY_USER, who), (rules.SECOND_STEP_BY_USER_A_DAY, who), at=at)
        code = str(super().clean_code())  # type: ignore[misc]
        try:
            spend(rules.CODE_ONCE, f"{who} {''.join(code.split())}", at=at)
        except TooMany as used:
            raise forms.ValidationError(_("Die code is al gebruikt. Wacht tot je app een nieuwe toont."), code="used") from used
        forgive(rules.SECOND_STEP_BY_USER, who, at=at)
        forgive(rules.SECOND_STEP_BY_USER_A_DAY, who, at=at)
        return code


class CodeForm(CodeMixin, factor.AuthenticateForm):
    pass


class ConfirmCodeForm(CodeMixin, factor.ReauthenticateForm):
    pass


class SetUpAppForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "code", _("De 6 cijfers die je app nu toont"), inputmode="numeric", spellcheck="false", maxlength="8")

    @property
    def secret_in_fours(self) -> str:
        """For who types it over: "JBSW Y3DP EHPK 3PXP"."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class AddPasskeyForm(passkey.AddWebAuthnForm):
    """A passkey always asks for a finger, a face or a PIN (views.AddPasskey), so there is nothing to tick."""

    passwordless = None
    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        describe(self, "name", _("Naam"), _("Zo herken je hem later: “laptop van het werk”."), maxlength="60")

    def clean(self) -> dict:
        """What is wrong with the hidden field is said above the form."""
        if self.has_error("credential"):
            raise forms.ValidationError(self.errors["credential"].as_data())
        with refusing_nonsense():
            return super().clean()


class PasskeyLoginForm(ReadsCredential, passkey.LoginWebAuthnForm):
    def clean_credential(self) -> Any:
        rules.count_try((rules.PASSKEY_BY_NETWORK, network_of(context.request)), at=timezone.now())
        return super().clean_credential()
