"""What other rooms keep of a shop, when two become one: each registers how its rows go over.

A room registers when it starts: `rooms.register(move)`. Each is called in the transaction of the merger, before the shop that goes is deleted.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shops.models import Shop


class CannotMerge(Exception):
    """The two cannot become one now; nothing was changed. The text says why and is meant to be shown."""


Move = Callable[["Shop", "Shop"], None]
_MOVES: list[Move] = []


def register(move: Move) -> None:
    """`move(stays, goes)` brings what a room keeps of `goes` over to `stays`. It may raise CannotMerge."""
    if move not in _MOVES:
        _MOVES.append(move)


def move_all(stays: "Shop", goes: "Shop") -> None:
    for move in _MOVES:
        move(stays, goes)
