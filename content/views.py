"""Where visits arrive. Whatever is sent, the answer is the same, sets no cookie, and is kept by nobody."""

from base64 import b64decode
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from content import visits
from gate.visitor import network_of

NOTHING_TO_SEE = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@csrf_exempt
@never_cache
@require_POST
def visit(request: HttpRequest) -> HttpResponse:
    """The body is the token of the page."""
    count(request, request.read(visits.TOKEN_LENGTH).decode("utf-8", "replace"))
    return HttpResponse(status=204)


@never_cache
@require_GET
def visit_without_script(request: HttpRequest, token: str) -> HttpResponse:
    """One clear pixel. The only GET that writes: it stands inside <noscript>, and adds one to a number that belongs to nobody."""
    count(request, token)
    return HttpResponse(NOTHING_TO_SEE, content_type="image/gif")


def count(request: HttpRequest, token: str) -> None:
    with suppress(visits.NotCounted):
        visits.count_visit(text=token, headers=request.headers, network=network_of(request), at=timezone.now())
