"""The number of a request, by which the lines that belong to it are found: nginx makes it, the site gives it back, tasks have one of their own,
and what a periodic job does stands under its name."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Of what this thread is at; "" when it is at nothing in particular."""
    return _current.get()


def of(meta: Mapping[str, str]) -> str:
    """As a proxy of ours said it, else a new one: what a visitor claims could make two requests look like one."""
    claimed = meta.get("HTTP_X_REQUEST_ID", "")
    return claimed if settings.TRUSTED_PROXIES and WELL_FORMED.fullmatch(claimed) else uuid4().hex


@contextmanager
def carried(number: str) -> Iterator[None]:
    """Lines that are written within belong to `number`."""
    token = _current.set(number)
    try:
        yield
    finally:
        _current.reset(token)


def begin(number: str) -> None:
    """The same until the next `begin`, for a process that does one thing after the other."""
    _current.set(number)
