"""The site as production serves it, and in a header of each answer how many questions it asked the database; beside it Wagtail's own search."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qs

from django.db import connections

from bench.directory import HEADER, WAGTAIL
from ikkooplokaal.wsgi import application as site

FIRST = 24


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    asked = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(asked))], *rest)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(count))
        return (wagtails_search if environ["PATH_INFO"] == WAGTAIL else site)(environ, start)


def wagtails_search(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The first titles that Wagtail finds, all words asked for, as text."""
    from wagtail.models import Page  # models can only be imported once Django is set up

    words = parse_qs(environ["QUERY_STRING"])["q"][0]
    body = "\n".join(page.title for page in Page.objects.search(words, operator="and")[:FIRST]).encode()
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
