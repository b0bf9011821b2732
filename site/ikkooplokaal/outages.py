"""What visitors get while something that their request needs does not answer: the database, the file store, the disk, a key of the vote."""

import errno
import logging
import re
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from ikkooplokaal.errors import server_error, unavailable
from votes.keys import NoKey

OUTAGES = (OperationalError, InterfaceError, NoKey)
MISTAKES = re.compile(r"no such (table|column|function)|syntax error")  # which SQLite raises as if it were away
FILE_STORE = {"botocore", "boto3", "s3transfer"}  # whose errors these are; they are imported only where there is an S3 server
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}

logger = logging.getLogger(__name__)


class OutageMiddleware:
    """A 503 instead of a 500: it passes, and who comes back later loses nothing. The page asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_outage(exception):
            return None
        logger.error("unavailable: %s", type(exception).__name__)  # without what was asked of it
        return unavailable(request)


def is_outage(exception: BaseException | None) -> bool:
    if isinstance(exception, OSError) and exception.errno in DISK:
        return True
    if isinstance(exception, OperationalError) and MISTAKES.search(str(exception)):
        return False
    return isinstance(exception, OUTAGES) or type(exception).__module__.partition(".")[0] in FILE_STORE


def failed(request: HttpRequest) -> HttpResponse:
    """What Django asks for after an exception that is nobody's: a 503 when a middleware met the outage (a session that is not read), else a 500."""
    return unavailable(request) if is_outage(sys.exception()) else server_error(request)
