"""Work in steps that a worker does: who is at it, how far it is, and whether it stopped.

For rows with `state`, `claim` (token of the worker that is at it, "" while the step waits for one), `since` (when the state was entered, or
claimed) and `trouble` (why it failed, in Dutch). A worker that lost its claim, because it was thought dead, finds that out at the end of its
transaction, and nothing of what it did stays. Signs of life stand in the cache: the step itself is one transaction, of which nobody sees
anything before its end.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model, QuerySet

SILENT_AFTER = timedelta(minutes=2)  # between two signs of a worker that is at it
WAITS_AT_MOST = timedelta(minutes=15)  # for a worker to take a step up
KEPT_SECONDS = 3600
Progress = Callable[[str, int, int | None], None]


class NotNow(Exception):
    """The step does not follow on the state that the row is in; nothing was changed. The text says so in Dutch and is meant to be shown."""


class Overtaken(Exception):
    """Somebody else took this step over; what was done of it must not stay."""


@dataclass(frozen=True)
class Sign:
    """stage: Dutch. done, total: of whatever the stage counts; total None when unknown."""

    stage: str
    done: int
    total: int | None
    at: datetime


def key_of(model: type[Model], pk: int) -> str:
    return f"steps.{model._meta.label_lower}.{pk}"


def beat(key: str, stage: str, done: int, total: int | None, at: datetime) -> None:
    cache.set(key, Sign(stage, done, total, at), KEPT_SECONDS)


def last_sign(key: str) -> Sign | None:
    return cache.get(key)


def forget(key: str) -> None:
    cache.delete(key)


def is_silent(key: str, claim: str, since: datetime, at: datetime) -> bool:
    """A cache that was emptied reads as silence since the step was claimed: then a step may be taken over, which never does harm."""
    if not claim:
        return at - since > WAITS_AT_MOST
    sign = last_sign(key)
    return at - max(since, sign.at if sign else since) > SILENT_AFTER


def claim(model: type[Model], pk: int, states: Iterable[str], at: datetime) -> bool:
    """Whether a step of the row waited and is ours from now on."""
    waiting = model._default_manager.filter(pk=pk, state__in=list(states), claim="")
    if not waiting.update(claim=uuid4().hex, since=at):
        return False
    beat(key_of(model, pk), "begonnen", 0, None, at)
    return True


def finish(row: Any, **to: Any) -> None:
    """Close the step that `row` is claimed for; within the transaction of what it did. Raises Overtaken."""
    if not type(row)._default_manager.filter(pk=row.pk, state=row.state, claim=row.claim).update(claim="", **to):
        raise Overtaken


def fail(row: Any, why: str, state: str, at: datetime) -> None:
    """Note why the step failed, unless somebody else has it by now. why: Dutch. state: in which that leaves the row."""
    type(row)._default_manager.filter(pk=row.pk, state=row.state, claim=row.claim).update(state=state, claim="", trouble=why, since=at)


def drop(some: QuerySet) -> int:
    """Delete these rows with all that is theirs; how many they were. Locked first: deleting looks, then deletes by key, and somebody may confirm one
    in between."""
    with transaction.atomic():
        keys = list(some.select_for_update().order_by("pk").values_list("pk", flat=True))
        some.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)
