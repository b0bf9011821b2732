"""Answers that nobody may keep: forms, and what only one shop may see."""

from math import ceil

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control

from gate.throttle import TooMany

SEE_OTHER, TOO_MANY = 303, 429


def not_kept(response: HttpResponse, *, tells_no_one: bool = False) -> HttpResponse:
    """Kept by no cache, listed by no search engine. tells_no_one: not even its own site learns the address, which then may hold a key."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer" if tells_no_one else "same-origin"
    return response


def see_other(url: str) -> HttpResponse:
    return not_kept(HttpResponseRedirect(url, status=SEE_OTHER))


def minutes_of(refused: TooMany) -> int:
    return max(1, ceil(refused.retry_after.total_seconds() / 60))


def too_many(response: HttpResponse, refused: TooMany) -> HttpResponse:
    response.status_code = TOO_MANY
    response["Retry-After"] = str(max(1, ceil(refused.retry_after.total_seconds())))
    return response
