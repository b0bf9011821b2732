"""When one network sends more than a school would."""

from math import ceil
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from gate.throttle import TooMany
from votes.pages.frame import kept_by_nobody, shown

if TYPE_CHECKING:
    from votes.models import VotingPage


def too_many(page: "VotingPage", request: HttpRequest, refused: TooMany) -> HttpResponse:
    """429, with the seconds after which it works again."""
    seconds = max(1, ceil(refused.retry_after.total_seconds()))
    context = {"minutes": ceil(seconds / 60)}
    response = kept_by_nobody(shown(page, request, "too_many.html", context, tail="", status=429))
    response["Retry-After"] = str(seconds)
    return response
