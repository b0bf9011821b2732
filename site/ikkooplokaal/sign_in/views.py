"""Doors of Wagtail that lead to the login's own pages."""

from allauth.account.internal.flows.logout import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """From the admin's menu; open to a session that took one step only."""
    logout(request)
    return redirect("account_login")
