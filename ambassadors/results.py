"""Where the result of an ambassador's vote stands. The room of the votes knows it and registers; nobody here imports it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage

ResultOf = Callable[["AmbassadorPage"], str]
_ASKED: list[ResultOf] = []


def register(result_of: ResultOf) -> None:
    """`result_of(page)` gives the address of the result in the active language, "" when there is none. page: with the facts (`facts`)."""
    if result_of not in _ASKED:
        _ASKED.append(result_of)


def result_url(page: "AmbassadorPage") -> str:
    """What an editor wrote down goes before what a room says; "" when nobody knows."""
    return page.result_url or next(filter(None, (asked(page) for asked in _ASKED)), "")
