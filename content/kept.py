"""Structures that are read often and change seldom: kept in the memory of each process until somebody says that they changed."""

from collections.abc import Callable
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
    """

    def __init__(self, name: str, read: Callable[[], Value], share: Callable[[], float] = lambda: 1.0):
        self.name = name
        self.read = read
        self.share = share
        self.edition = ""
        self.since = self.rests_until = -inf
        self.within: list[Any] = []

    def get(self) -> Value:
        edition: str = cache.get_or_set(key(self.name), new_edition, None) or ""
        now = monotonic()
        has_changed = edition != self.edition and now >= self.rests_until
        if has_changed or now - self.since > KEPT_SECONDS or connection.atomic_blocks[: len(self.within)] != self.within:
            self.renew(edition, now)
        return self.value

    def renew(self, edition: str, now: float) -> None:
        was, within = self.edition, list(connection.atomic_blocks) if is_changing(self.name) else []
        if hasattr(self, "value"):
            self.edition, self.since = edition, now
        try:
            value = self.read()
        except BaseException:
            self.edition, self.since = was, -inf
            raise
        self.value, self.within, self.edition, self.since = value, within, edition, now
        self.rests_until = now + (monotonic() - now) / self.share()

    def forget(self) -> None:
        forget(self.name)


def forget(name: str) -> None:
    """Read what is kept under `name` anew at the next question, and again when the change that is going on is stored."""
    renew(name)
    transaction.on_commit(partial(renew, name))


def is_changing(name: str) -> bool:
    """Whether the transaction that is going on has forgotten it."""
    return any(isinstance(hook, partial) and hook.func is renew and hook.args == (name,) for _, hook, *_ in connection.run_on_commit)


def renew(name: str) -> None:
    cache.set(key(name), new_edition(), None)


def key(name: str) -> str:
    return f"kept.{name}"


def new_edition() -> str:
    return uuid4().hex
