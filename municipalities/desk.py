"""The editor's desk: what waits for somebody, what they do most, and this week's numbers. Each room lays its own things on it.

A room registers a function when it starts; the desk (home/desk/) asks them all. Each is asked once per look, for one user, and answers
with a handful of queries however much there is to tell. `municipality_ids` are those within the user's reach, None for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Keys = frozenset[int] | None


@dataclass(frozen=True)
class Waiting:
    """label: what waits, in words that go with the number: "winkels zijn een jaar niet nagekeken". count: how many. url: where one does it.
    icon: a name of Wagtail's icons. first: (what it is called, its address) of those that came first, when each has a place of its own."""

    label: str
    count: int
    url: str
    icon: str
    first: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Shortcut:
    """Something that is done often. label: "Winkel toevoegen". help: a few words under it."""

    label: str
    url: str
    icon: str
    help: str = ""


@dataclass(frozen=True)
class Bar:
    """One of a row of numbers. label: short, "ma 23". count: what it says."""

    label: str
    count: int


@dataclass(frozen=True)
class Ranked:
    """One of a ranking. label: what it is called. url: where one changes it, or ""."""

    label: str
    count: int
    url: str = ""


@dataclass(frozen=True)
class Number:
    """One number of this week. label: what is counted, "keer bekeken". before: the same of the week before, None when there is none to compare with.
    bars: per day. ranking_label and ranking: what did best."""

    label: str
    count: int
    before: int | None = None
    bars: tuple[Bar, ...] = ()
    ranking_label: str = ""
    ranking: tuple[Ranked, ...] = ()


WaitingOf = Callable[[Any, Keys, datetime], Waiting | None]
ShortcutOf = Callable[[Any, Keys, datetime], Shortcut | None]
NumberOf = Callable[[Any, Keys, datetime], Number | None]

_WAITING: list[tuple[int, WaitingOf]] = []
_SHORTCUTS: list[tuple[int, ShortcutOf]] = []
_NUMBERS: list[tuple[int, NumberOf]] = []


def register_waiting(waiting_of: WaitingOf, *, order: int) -> None:
    """`waiting_of(user, municipality_ids, at)` says what waits, None when nothing does. Lower orders come first."""
    put(_WAITING, waiting_of, order)


def register_shortcut(shortcut_of: ShortcutOf, *, order: int) -> None:
    """`shortcut_of(user, municipality_ids, at)`; None for whoever may not."""
    put(_SHORTCUTS, shortcut_of, order)


def register_number(number_of: NumberOf, *, order: int) -> None:
    """`number_of(user, municipality_ids, at)`; None when there is nothing to count."""
    put(_NUMBERS, number_of, order)


def put(register: list[tuple[int, Any]], asked: Any, order: int) -> None:
    register.append((order, asked))
    register.sort(key=lambda entry: entry[0])


def waiting(user: Any, municipality_ids: Keys, at: datetime) -> list[Waiting]:
    found = (asked(user, municipality_ids, at) for _order, asked in _WAITING)
    return [one for one in found if one and one.count]


def shortcuts(user: Any, municipality_ids: Keys, at: datetime) -> list[Shortcut]:
    found = (asked(user, municipality_ids, at) for _order, asked in _SHORTCUTS)
    return [one for one in found if one]


def numbers(user: Any, municipality_ids: Keys, at: datetime) -> list[Number]:
    found = (asked(user, municipality_ids, at) for _order, asked in _NUMBERS)
    return [one for one in found if one]
