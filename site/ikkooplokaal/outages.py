"""What visitors get while something does not answer without which nothing can be done: the database, or the key of a vote."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from ikkooplokaal.errors import unavailable
from votes.keys import NoKey

OUTAGES = (OperationalError, InterfaceError, NoKey)

logger = logging.getLogger(__name__)


class OutageMiddleware:
    """A 503 instead of a 500: it passes, and who comes back later loses nothing. The page asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OUTAGES):
            return None
        logger.error("unavailable: %s", type(exception).__name__)  # without what was asked of it
        return unavailable(request)
