"""Structures that are read often and change seldom: kept in the memory of each process until somebody says that they changed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import inf
from time import monotonic
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import connection, transaction

Value = TypeVar("Value")
KEPT_SECONDS = 300  # for processes that share no cache, where `forget` reaches only its own


class Kept(Generic[Value]):
    """What `read` gives, until `forget`. All processes that share a cache notice: the cache holds the edition, not the structure.

    What was read amid a change that is not stored yet is for that transaction alone: it may be taken back. While one thread reads, others go on
    with what there was. share: of the time of a process that reading may take at most (1.0: as often as something changes).
    also: names of what it is made of, with which it is forgotten too.
    """

    def __init__(self, name: str, read: Callable[[], Value], share: Callable[[], float] = lambda: 1.0, *, also: Sequence[str] = ()):
        self.name, self.names = name, (name, *also)
        self.read = read
        self.share = share
        self.edition = ""
        self.since = self.rests_until = -inf
        self.within: list[Any] = []

    def get(self) -> Value:
        edition = " ".join(edition_of(name) for name in self.names)
        now = monotonic()
        has_changed = edition != self.edition and now >= self.rests_until
        if has_changed or now - self.since > KEPT_SECONDS or connection.atomic_blocks[: len(self.within)] != self.within:
            self.renew(edition, now)
        return self.value

    def renew(self, edition: str, now: float) -> None:
        was, within = self.edition, list(connection.atomic_blocks) if self.is_changing() else []
        if hasattr(self, "value"):
            self.edition, self.since = edition, now
        try:
            value = self.read()
        except BaseException:
            self.edition, self.since = was, -inf
            raise
        self.value, self.within, self.edition, self.since = value, within, edition, now
        self.rests_until = now + (monotonic() - now) / self.share()

    def is_changing(self) -> bool:
        """Whether the transaction that is going on has forgotten it, or what it is made of."""
        return any(is_changing(name) for name in self.names)

    def forget(self) -> None:
        forget(self.name)


@dataclass(frozen=True)
class Answer(Generic[Value]):
    """True from `since`, when it was read, and before `until`."""

    value: Value
    since: datetime
    until: datetime


class KeptUntil(Generic[Value]):
    """A few answers, each by a key of its own: kept until `forget`, as with `Kept`, and no longer than until the moment at which the answer itself
    says that it changes. What was read amid a change that is not stored yet is for that transaction alone."""

    def __init__(self, name: str, *, also: Sequence[str] = ()):
        self.answers: Kept[dict[Hashable, Answer[Value]]] = Kept(name, dict, also=also)

    def get(self, key: Hashable, at: datetime, read: Callable[[], tuple[Value, datetime]]) -> Value:
        """read: gives what is so at `at`, and until when."""
        answers = self.answers.get()  # before reading: what is forgotten meanwhile takes along what was read
        within = (key, *connection.atomic_blocks) if self.answers.is_changing() else (key,)
        known = answers.get(within)
        if known is None or not known.since <= at < known.until:
            value, until = read()
            known = answers[within] = Answer(value, at, until)
        return known.value

    def forget(self) -> None:
        self.answers.forget()


def forget(name: str) -> None:
    """Read what is kept under `name` anew at the next question, and again when the change that is going on is stored."""
    renew(name)
    transaction.on_commit(partial(renew, name))


def is_changing(name: str) -> bool:
    """Whether the transaction that is going on has forgotten it."""
    return any(isinstance(hook, partial) and hook.func is renew and hook.args == (name,) for _, hook, *_ in connection.run_on_commit)


def renew(name: str) -> None:
    cache.set(key(name), new_edition(), None)


def edition_of(name: str) -> str:
    """Another one after each `forget`; "" while the cache is away."""
    return cache.get_or_set(key(name), new_edition, None) or ""


def key(name: str) -> str:
    return f"kept.{name}"


def new_edition() -> str:
    return uuid4().hex
