"""What visitors get while the database does not answer."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from ikkooplokaal.errors import unavailable

logger = logging.getLogger(__name__)


class OutageMiddleware:
    """A 503 instead of a 500: it passes, and who comes back later loses nothing. The page asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        logger.error("the database does not answer: %s", type(exception).__name__)  # without what was asked of it
        return unavailable(request)
