"""What a browser hands over for a passkey: JSON that anybody can write, so whatever is wrong with it is a wrong credential."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.forms.fields import InvalidJSONInput

# what json, cbor and the keys in them raise for bytes that no browser sends
UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """Raises the ValidationError of any wrong credential in place of what unreadable ones raise."""
    try:
        yield
    except UNREADABLE as nonsense:
        raise get_adapter().validation_error("incorrect_code") from nonsense


class CredentialField(forms.JSONField):
    """Hidden; filled by the browser."""

    def __init__(self) -> None:
        super().__init__(required=True, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        self.error_messages["invalid"] = get_adapter().error_messages["incorrect_code"]  # in place of a word about JSON
        with refusing_nonsense():
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> InvalidJSONInput:
        """Empty: a credential is of one use, so a form that comes back does not carry it."""
        return InvalidJSONInput("")


class ReadsCredential(forms.Form):
    """Of the forms that log in or confirm by a passkey; stands before allauth's."""

    credential = CredentialField()

    def clean_credential(self) -> Any:
        with refusing_nonsense():
            return super().clean_credential()  # type: ignore[misc]


class SecondStepForm(ReadsCredential, passkey.AuthenticateWebAuthnForm):
    """A passkey after the password."""

    credential = CredentialField()


class ConfirmPasskeyForm(ReadsCredential, passkey.ReauthenticateWebAuthnForm):
    credential = CredentialField()
