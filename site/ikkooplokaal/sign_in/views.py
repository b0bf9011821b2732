"""Pages of the login that differ from allauth's, and the doors of Wagtail that lead to them."""

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView, TemplateView

from accounts.actions import end_sessions
from ikkooplokaal.sign_in.second_factor import has_second_factor

CODES_SHOWN_UNTIL = "recovery_codes_shown_until"  # in the session: seconds since 1970
CODES_SHOWN_SECONDS = 600

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """From the admin's menu; open to a session that took one step only."""
    logout(request)
    return redirect("account_login")


class ActivateApp(totp.ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        welcome(self.request, Authenticator.Type.TOTP, self.did_generate_recovery_codes)
        return response


class AddPasskey(passkey.AddWebAuthnView):
    """A passkey that asks for a finger, a face or a PIN, so that it can be a login of its own."""

    def get_context_data(self, **kwargs: Any) -> dict:
        context = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": auth.begin_registration(self.request.user, True)}}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        welcome(self.request, Authenticator.Type.WEBAUTHN, self.did_generate_recovery_codes)
        return response


def welcome(request: HttpRequest, type: Authenticator.Type, with_codes: bool) -> None:
    """A factor was added and thereby proved. Sessions elsewhere end: they may be of someone who had the password only."""
    added = Authenticator.objects.filter(user=request.user.pk, type=type).latest("pk")
    record_authentication(request, request.user, "mfa", id=added.pk, type=type.value)  # type: ignore[arg-type]
    end_other_sessions(request)
    if with_codes:
        show_codes(request)


def end_other_sessions(request: HttpRequest) -> None:
    end_sessions(user=request.user)  # type: ignore[arg-type]
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]


class RemoveApp(totp.DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        farewell(self.request)
        return response


class RemovePasskey(passkey.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        farewell(self.request)
        return response


def farewell(request: HttpRequest) -> None:
    """A factor was removed. Without another one this session is back before the second step."""
    end_other_sessions(request)
    if not has_second_factor(request.user):  # type: ignore[arg-type]
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [record for record in records if record["method"] != "mfa"]


def show_codes(request: HttpRequest) -> None:
    """The recovery codes that were just made may be read in this session, for ten minutes."""
    request.session[CODES_SHOWN_UNTIL] = timezone.now().timestamp() + CODES_SHOWN_SECONDS


class MakeRecoveryCodes(recovery.GenerateRecoveryCodesView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        show_codes(self.request)
        return response


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class ShowRecoveryCodes(TemplateView):
    """The codes, right after they were made. allauth would note in the database that they were seen, at a GET."""

    template_name = "mfa/recovery_codes/index.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get(CODES_SHOWN_UNTIL, 0) < timezone.now().timestamp():
            return redirect("mfa_index")
        codes = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
        return self.render_to_response({"codes": codes.wrap().get_unused_codes() if codes else []})


class Factors(factor.IndexView):
    """What one logs in with; for who has no second factor yet, where one is chosen."""

    def get_context_data(self, **kwargs: Any) -> dict:
        context = super().get_context_data(**kwargs)
        return context | {"has_second_factor": has_second_factor(self.request.user)}  # type: ignore[arg-type]


class OtherFactors:
    """The other ways of showing who one is; the password is none where the second step is asked for."""

    request: HttpRequest

    def get_reauthentication_alternatives(self) -> list[dict]:
        others = super().get_reauthentication_alternatives()  # type: ignore[misc]
        return [other for other in others if other["id"] != "reauthenticate"]


class UnderANewKey:
    """Who one is was shown again: the session goes on, and a copy of its former key is good for nothing."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)  # type: ignore[misc]


class ConfirmByPassword(UnderANewKey, account.ReauthenticateView):
    pass


class ConfirmByCode(UnderANewKey, OtherFactors, factor.ReauthenticateView):
    pass


class ConfirmByPasskey(UnderANewKey, OtherFactors, passkey.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        for message in form.errors.get("credential", []):
            get_adapter().add_message(self.request, 40, message=message)
        return redirect(reverse("mfa_reauthenticate_webauthn"))
