"""Stands around everything: gives each request its number, and writes one line and some figures about each that was answered."""

import logging
import time
from collections.abc import Callable
from math import isfinite

from django.http import HttpRequest, HttpResponse

from ikkooplokaal.watching import figures, queries, request_id
from ikkooplokaal.watching.kinds import METRICS, STATIC, kind, place
from shops import bitmaps

logger = logging.getLogger("ikkooplokaal.requests")

QUIET = frozenset({STATIC, METRICS, "healthz", "readyz"})  # asked every few seconds, and nobody's visit; what fails is told all the same


class WatchingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request_id.of(request.META)
        with request_id.carried(number), queries.counted() as asked:
            began = time.perf_counter()
            response = self.get_response(request)
            tell(request, response.status_code, time.perf_counter() - began, asked)
        response.headers[request_id.HEADER] = number
        return response


def tell(request: HttpRequest, status: int, seconds: float, asked: queries.Asked) -> None:
    """The line says nothing about who asked, and nothing of the query: what people look for is theirs."""
    what = kind(request)
    count(what, status, seconds, asked)
    facts: dict[str, object] = {"method": request.method, "place": place(request), "kind": what, "status": status}
    spent: dict[str, object] = {"ms": round(seconds * 1_000, 1), "queries": asked.count, "query_ms": round(asked.seconds * 1_000, 1)}
    level = logging.DEBUG if what in QUIET and status < 500 else logging.INFO
    logger.log(level, "request", extra=facts | spent)


def count(what: str, status: int, seconds: float, asked: queries.Asked) -> None:
    with figures.whatever_happens():
        figures.REQUESTS.labels(what, f"{status // 100}xx").inc()
        figures.SECONDS.labels(what).observe(seconds)
        figures.QUERIES.labels(what).inc(asked.count)
        note_bitmaps()


def note_bitmaps() -> None:
    if isfinite(bitmaps.kept.since):
        figures.BITMAPS_READ.labels("shops").set(time.time() - (time.monotonic() - bitmaps.kept.since))
