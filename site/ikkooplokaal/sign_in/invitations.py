"""The receiving end of an invitation: a link of one use leads to a name, a password, and then a second factor.

The sending end makes a user that is not active and cannot log in, and calls
`mail.links.make_link(purpose=PURPOSE, user_id=user.pk, data={"by": ..., "role": ..., "municipality": ...}, ...)`; the three are plain words
and may be missing. The address of the mail is `invitation_link(token)`.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import take_up
from accounts.models import User
from gate.visitor import network_of
from ikkooplokaal.sign_in import throttles as rules
from ikkooplokaal.sign_in.forms import NEW_PASSWORD_HELP
from mail import links

PURPOSE = "invitation"


def invitation_link(token: str) -> str:
    """The full address for the mail."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("invitation", args=[token])


class AcceptForm(forms.Form):
    """Name and password of whoever was invited."""

    first_name = forms.CharField(label=_("Voornaam"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(label=_("Achternaam"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"}))
    password1 = forms.CharField(
        label=_("Wachtwoord"), help_text=NEW_PASSWORD_HELP, strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    password2 = forms.CharField(label=_("Nog eens het wachtwoord"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", _("Dit is niet hetzelfde wachtwoord als erboven."))
        elif given.get("password1"):
            self.check_password(given)
        return given

    def check_password(self, given: dict[str, Any]) -> None:
        self.user.first_name, self.user.last_name = given.get("first_name", ""), given.get("last_name", "")
        try:
            validate_password(given["password1"], self.user)
        except ValidationError as weak:
            self.add_error("password1", weak)


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who opens it sees who invited them, and for what; only the form's button uses the link up. 404 unknown, 410 used or too late, 429."""
    at = timezone.now()
    try:
        rules.count_try((rules.INVITATION_BY_NETWORK, network_of(request)), at=at)
        link = links.look_at(purpose=PURPOSE, token=token, at=at)
        user = User.objects.get(pk=link.user_id or 0, is_active=False)
        form = AcceptForm(request.POST or None, user=user)
        if request.method == "POST" and form.is_valid():
            return taken_up(request, token, form.cleaned_data)
        return unreferred(render(request, "account/invitation.html", {"form": form, "invited": user, "offer": link.data}))
    except ValidationError as refusal:
        return over(request, 429, "", refusal.messages[0])
    except (links.NotValid, User.DoesNotExist) as refusal:
        return over(request, 404 if isinstance(refusal, links.Unknown) else 410, type(refusal).__name__)


def taken_up(request: HttpRequest, token: str, given: dict[str, Any]) -> HttpResponse:
    """Use the link, and log in by the password that was just chosen. Raises links.NotValid when another was first."""
    with transaction.atomic():
        link = links.use(purpose=PURPOSE, token=token, at=timezone.now())
        user = User.objects.select_for_update().get(pk=link.user_id or 0, is_active=False)
        take_up(user=user, first_name=given["first_name"], last_name=given["last_name"], password=given["password1"])
    logout(request, show_message=False)
    record_authentication(request, user, method="password", email=user.email)
    return perform_login(request, Login(user=user, email=user.email, redirect_url=reverse("mfa_index")))


def over(request: HttpRequest, status: int, why: str, wait: str = "") -> HttpResponse:
    """A page that says what to do. why: "Unknown", "Used", "Expired", "DoesNotExist" (somebody who is in already)."""
    return unreferred(render(request, "account/invitation_over.html", {"why": why, "wait": wait}, status=status))


def unreferred(response: HttpResponse) -> HttpResponse:
    """The address holds the token: it is told to no other site. (Not "no-referrer": a form sent from such a page has no origin to check.)"""
    response.headers["Referrer-Policy"] = "same-origin"
    return response
