"""Structures that are read often and change seldom: kept in the memory of each process until somebody says that they changed."""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

Value = TypeVar("Value")
KEPT_SECONDS = 300  # for processes that share no cache, where `forget` reaches only its own


class Kept(Generic[Value]):
    """What `read` gives, until `forget`. All processes that share a cache notice: the cache holds the edition, not the structure."""

    def __init__(self, name: str, read: Callable[[], Value]):
        self.name = name
        self.read = read
        self.edition = ""
        self.since = 0.0

    def get(self) -> Value:
        edition: str = cache.get_or_set(key(self.name), new_edition, None) or ""
        if edition != self.edition or monotonic() - self.since > KEPT_SECONDS:
            self.value = self.read()
            self.edition, self.since = edition, monotonic()
        return self.value

    def forget(self) -> None:
        forget(self.name)


def forget(name: str) -> None:
    """Read what is kept under `name` anew at the next question, and again when the change that is going on is stored."""
    renew(name)
    transaction.on_commit(lambda: renew(name))


def renew(name: str) -> None:
    cache.set(key(name), new_edition(), None)


def key(name: str) -> str:
    return f"kept.{name}"


def new_edition() -> str:
    return uuid4().hex
