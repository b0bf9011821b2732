"""Of which other sites a page may show a frame: only that page, and only those (`ikkooplokaal.headers`)."""

from collections.abc import Iterable

from django.http import HttpRequest


def may_frame(request: HttpRequest, hosts: Iterable[str]) -> None:
    """hosts: "https://player.example"; they come beside those that were named before."""
    request.framed = sorted({*framed(request), *hosts})  # type: ignore[attr-defined]


def framed(request: HttpRequest) -> list[str]:
    return getattr(request, "framed", [])
