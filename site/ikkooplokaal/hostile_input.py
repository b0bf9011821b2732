"""Input that no person types gets a 400, never a 500: NUL characters anywhere, numbers that no database can hold, half a form."""

import errno
import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import LimitedStream
from django.db import DataError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)

NUL = "\x00"
MOST_HEARD, PIECE = 40 * 1024 * 1024, 64 * 1024  # bytes; nginx takes 32 MB at most
TAKEN_FOR_GRANTED = ("import_file_name", "input_format")  # by Wagtail's import of redirects (ConfirmImportManagementForm.clean)
CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def in_utf8(application: Callable) -> Callable:
    """The WSGI application, told that what comes in is UTF-8, as our pages send it.

    Django decodes by the charset that a request names, before any middleware: "rot13", which is none, would be a 500.
    """

    def answer(environ: dict[str, Any], start_response: Callable) -> Any:
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return answer


def heard_out(application: Callable) -> Callable:
    """The WSGI application, which reads what it left of a body before its answer leaves.

    A connection that is closed on unread bytes is reset, and nginx may lose the answer with it: "we are away" in place of "this is too big".
    """

    def answer(environ: dict[str, Any], start_response: Callable) -> Any:
        announced = environ.get("CONTENT_LENGTH") or ""
        length = int(announced) if announced.isdecimal() else 0
        body = environ["wsgi.input"] = LimitedStream(environ["wsgi.input"], length)
        response = application(environ, start_response)
        with suppress(OSError):  # who sent it is gone
            while length <= MOST_HEARD and body.read(PIECE):
                pass
        return response

    return answer


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
        if any(there and "/" not in there for there in ways_on(request)):
            raise refusal("A way on that is no address")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if is_askers_mistake(exception):
            raise refusal("A value that nothing here is asked by") from exception


def refusal(why: str) -> BadRequest:
    logger.warning("hostile input", extra={"why": why})
    return BadRequest(why)


def is_askers_mistake(exception: Exception) -> bool:
    """A number that fits no column (PostgreSQL: DataError, SQLite: OverflowError), words where a key was asked for, a form without one of its
    fields, a name longer than any file's, or taking away by an odd method what others hang on."""
    if isinstance(exception, OverflowError):
        return "too large to convert" in str(exception)
    if isinstance(exception, ValueError):
        return "expected a number but got" in str(exception)
    if isinstance(exception, OSError):
        return exception.errno == errno.ENAMETOOLONG
    if type(exception) is KeyError:
        return exception.args[0] in TAKEN_FOR_GRANTED
    return isinstance(exception, (DataError, MultiValueDictKeyError, ProtectedError))


def ways_on(request: HttpRequest) -> Iterable[str]:
    """Where somebody wants to go after this. Wagtail takes a word for the name of a view, and fails when there is none."""
    yield request.GET.get("next", "")
    yield request.POST.get("next", "") if request.method == "POST" else ""


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
