"""Input that no person types gets a 400, never a 500: NUL characters anywhere, numbers that no database can hold."""

import logging
from collections.abc import Callable, Iterable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse

NUL = "\x00"

logger = logging.getLogger(__name__)


class HostileInputMiddleware:
    """Refuses a request whose address, query, headers, cookies or form fields hold a NUL character.

    PostgreSQL cannot store NUL in text and SQLite cuts at it; both databases refuse whole numbers beyond 64 bits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(NUL in text for text in address_texts(request)):
            raise refusal("NUL in the address")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> None:
        if request.method == "POST" and any(NUL in text for text in form_texts(request)):
            raise refusal("NUL in a field")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A number that fits no column (SQLite: OverflowError, PostgreSQL: DataError) is the asker's mistake."""
        if isinstance(exception, DataError) or (isinstance(exception, OverflowError) and "too large to convert" in str(exception)):
            raise refusal("A value that the database cannot hold") from exception


def refusal(why: str) -> BadRequest:
    logger.warning("hostile input", extra={"why": why})
    return BadRequest(why)


def address_texts(request: HttpRequest) -> Iterable[str]:
    """Path, query, headers and cookies as text. Django reads "\\000" in a quoted cookie as NUL, so those are looked at as it reads them."""
    yield request.path_info
    yield unquote_to_bytes(request.META.get("QUERY_STRING", "")).decode("latin-1")
    yield from (value for name, value in request.META.items() if name.startswith("HTTP_") or name == "CONTENT_TYPE")
    yield from request.COOKIES
    yield from request.COOKIES.values()


def form_texts(request: HttpRequest) -> Iterable[str]:
    """Names and values of the posted fields, and names of the files (Django itself drops NUL from those).

    A JSON body is left to its own parser.
    """
    for name, values in request.POST.lists():
        yield name
        yield from values
    for name, files in request.FILES.lists():
        yield name
        yield from (file.name or "" for file in files)
