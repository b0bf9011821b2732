"""Nobody is inside before the second step of the login.

A session that gave a password only is nobody, everywhere but on the login's own pages: no admin, no private page or document, no
editors' bar. Which steps a session took is kept by allauth (`account_authentication_methods`): `{"method": "password"}` for a password,
`{"method": "mfa", "type": "totp" | "webauthn" | "recovery_codes"}` for a second factor. A login by passkey alone has one record of the
second kind, and counts as both: allauth asks the device for a finger, a face or a PIN then.
"""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from accounts.models import User

MAIN_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
DOORS = {"wagtailadmin_login", "wagtailadmin_logout"}  # under /admin/, and ours: they lead to the login's pages
BEFORE_THE_SECOND_STEP: set[str | None] = {
    *("account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    *("account_reset_password", "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done"),
    "invitation",
}


def took_second_step(request: HttpRequest, user: User | AnonymousUser) -> bool:
    """Whether the session of `request` proved a second factor of `user` within the life of a session: Django counts that from its last change."""
    records = get_authentication_records(request, user)  # type: ignore[arg-type]
    begins = time.time() - settings.SESSION_COOKIE_AGE
    return any(
        record.get("method") == "mfa" and record.get("type") in Authenticator.Type.values and record.get("at", 0) > begins for record in records
    )


def has_second_factor(user: User) -> bool:
    """Whether `user` set up an app or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=MAIN_FACTORS).exists()


class SecondFactorMiddleware:
    """Stands after the sessions and allauth's own. Reads the session only where somebody asks who is there, so public pages stay public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if under(request, "account_home") or request.path_info in {address(name) for name in DOORS}:
            return never_kept(self.get_response(request))
        known = request.user
        request.user = SimpleLazyObject(lambda: known if took_second_step(request, known) else AnonymousUser())  # type: ignore[arg-type,assignment]
        if under(request, "wagtailadmin_home"):
            return never_kept(turned_away(request, known) or self.get_response(request))  # type: ignore[arg-type]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]) -> HttpResponseBase | None:
        """The login's own pages: managing one's factors and password needs the second step too, once there is a factor."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not under(request, "account_home") or name in BEFORE_THE_SECOND_STEP:
            return None
        if request.user.is_anonymous:
            return redirect_to_login(request.path)
        if not took_second_step(request, request.user) and has_second_factor(request.user):
            return to_second_step(request, request.user)
        return None


def under(request: HttpRequest, name: str) -> bool:
    """Whether the address of the request begins with that of the view called `name`."""
    return request.path_info.startswith(address(name))


@cache
def address(name: str) -> str:
    """Of a view without arguments; asked for at every request."""
    return reverse(name)


def turned_away(request: HttpRequest, known: User | AnonymousUser) -> HttpResponseBase | None:
    """Where somebody at the admin's door must go first; None when they may come in. Raises PermissionDenied where a redirect is no answer.

    known: whoever the session belongs to, one step or two.
    """
    if request.user.is_authenticated:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return None
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        raise PermissionDenied
    return to_second_step(request, known) if known.is_authenticated else redirect_to_login(request.path)


def to_second_step(request: HttpRequest, user: User) -> HttpResponseBase:
    """To the second factor, or to setting one up. The address one came for is kept without its query: that may name people."""
    types = set(Authenticator.objects.filter(user=user, type__in=MAIN_FACTORS).values_list("type", flat=True))
    if not types:
        return redirect_to_login(request.path, reverse("mfa_index"))
    step = "mfa_reauthenticate" if Authenticator.Type.TOTP in types else "mfa_reauthenticate_webauthn"
    return redirect_to_login(request.path, reverse(step))


def never_kept(response: HttpResponseBase) -> HttpResponseBase:
    """Not by a proxy, and not by the browser for whoever comes next."""
    patch_cache_control(response, private=True, no_store=True)  # type: ignore[arg-type]
    return response
