"""The demo's mailbox: what the outbox sent, on a page. For development only: MAILBOX_PAGE decides whether it has an address.

Never cached, never indexed. A mail's HTML is shown as a page of its own, in a sandbox: it can run nothing and fetch nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from mail.models import OutgoingMail

SHOWN = 100
SANDBOX = {
    **{f"{kind}-src": [NONE] for kind in ("default", "script", "font", "connect", "manifest")},
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    **{key: [NONE] for key in ("form-action", "base-uri", "frame-ancestors")},
    "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups", "allow-popups-to-escape-sandbox"],
}


@dataclass(frozen=True)
class Code:
    """A code that a newcomer needs to get in: whose, the digits, and for how many more seconds they count."""

    owner: str
    code: str
    seconds_left: int


CodesAt = Callable[[datetime], list[Code]]
sources: list[CodesAt] = []


def register_codes(source: CodesAt) -> CodesAt:
    """Show what `source` gives at each moment under "Codes voor de demo"; usable as a decorator, in an AppConfig's ready."""
    if source not in sources:
        sources.append(source)
    return source


def codes_at(at: datetime) -> list[Code]:
    return [code for source in sources for code in source(at)]


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails of the outbox, the newest first, and the codes of this moment."""
    mails = OutgoingMail.objects.order_by("-created_at", "-pk")[:SHOWN]
    context = {"mails": mails, "codes": codes_at(timezone.now()), "language": "nl", "menu": [], "versions": []}
    return unseen(render(request, "mail/mailbox.html", context))


@require_safe
@csp_replace(SANDBOX)  # type: ignore[arg-type]
def html_of(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as a mail program shows it."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if not mail.html:
        raise Http404
    return unseen(HttpResponse(mail.html))


def unseen(response: HttpResponse) -> HttpResponse:
    """Kept by no cache and found by no search engine."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
