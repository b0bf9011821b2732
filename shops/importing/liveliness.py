"""Signs of life of a step, and how far it is. In the cache: the step itself is one transaction, of which nobody sees anything before its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from shops.models import ImportBatch

SILENT_AFTER = timedelta(minutes=2)  # between two signs of a worker that is at it
WAITS_AT_MOST = timedelta(minutes=15)  # for a worker to take a step up
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Sign:
    """stage: Dutch. done, total: of whatever the stage counts; total None when unknown."""

    stage: str
    done: int
    total: int | None
    at: datetime


def beat(batch_id: int, stage: str, done: int, total: int | None, at: datetime) -> None:
    cache.set(key(batch_id), Sign(stage, done, total, at), KEPT_SECONDS)


def last_sign(batch_id: int) -> Sign | None:
    return cache.get(key(batch_id))


def forget(batch_id: int) -> None:
    cache.delete(key(batch_id))


def is_silent(batch: ImportBatch, at: datetime) -> bool:
    """A cache that was emptied reads as silence since the step was claimed: then a step may be taken over, which never does harm."""
    since = batch.since or batch.started_at
    if not batch.claim:
        return at - since > WAITS_AT_MOST
    sign = last_sign(batch.pk)
    return at - max(since, sign.at if sign else since) > SILENT_AFTER


def key(batch_id: int) -> str:
    return f"shops.import.{batch_id}"
