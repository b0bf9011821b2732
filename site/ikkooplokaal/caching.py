"""Who may keep a page, and for how long."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date


class PublicCacheMiddleware:
    """Anonymous pages may be kept by shared caches; everything else by nobody.

    A view that shows a state ("open tot 18 u.") says until when that holds with `content.freshness.shown_until(request, moment)`:
    the page is kept no longer. A missing page is kept like any other (that is cheap to answer, and a flood of them is common); what a
    visitor with a session gets, what sets a cookie and what failed is never kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        if is_public(request, response):
            keep(response, getattr(request, "shown_until", None), timezone.now())
        else:
            patch_cache_control(response, private=True, no_store=True)
        return response


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer is the same for everyone who asks."""
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code in {200, 301, 302, 404}
        and not response.cookies
        and "cookie" not in response.get("Vary", "").lower()  # the token of a form stands in it, though its cookie was set before
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not getattr(request, "is_preview", False)
        and not request.path_info.startswith(("/admin/", "/documents/"))
    )


def keep(response: HttpResponse, until: datetime | None, now: datetime) -> None:
    """Let browsers and shared caches keep `response`, at most until the shown state changes.

    Shared caches are told for how long, browsers until when: nginx hands out a page of 50 seconds old with the words that came with it, and
    a browser that reads "for a minute" there would keep it for nearly two.
    """
    left = max(0, int((until - now).total_seconds())) if until else settings.PAGE_MAX_AGE
    seconds = min(left, settings.PAGE_MAX_AGE)
    patch_cache_control(response, public=True, s_maxage=seconds)
    response.headers["Expires"] = http_date(now.timestamp() + seconds)
