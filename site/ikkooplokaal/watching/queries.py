"""Counts what is asked of the database, and logs what takes long: its SQL without the values, as those are people's."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

from ikkooplokaal.watching import figures

logger = logging.getLogger(__name__)

SHOWN = 1_500  # signs of a statement


@dataclass
class Asked:
    """How many questions, and how long the database took for all of them."""

    count: int = 0
    seconds: float = 0.0


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def counted() -> Iterator[Asked]:
    """What is asked within, in this thread."""
    asked = Asked()
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


def listen() -> None:
    connection_created.connect(watch, dispatch_uid="ikkooplokaal.watching.queries")


def watch(connection: Any, **_: Any) -> None:
    """A connection that was lost and made anew keeps its wrappers."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        note(sql, perf_counter() - began)


def note(sql: str, seconds: float) -> None:
    if asked := _asked.get():
        asked.count += 1
        asked.seconds += seconds
    if 0 < settings.SLOW_QUERY_MS <= seconds * 1_000:
        with figures.whatever_happens():
            figures.SLOW_QUERIES.inc()
        logger.warning("slow query", extra={"ms": round(seconds * 1_000), "statement": " ".join(str(sql).split())[:SHOWN]})
