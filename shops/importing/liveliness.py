"""Signs of life of a step of an import of shops, and how far it is (content.steps)."""

from datetime import datetime

from content import steps
from content.steps import KEPT_SECONDS, SILENT_AFTER, WAITS_AT_MOST, Sign
from shops.models import ImportBatch

__all__ = ["KEPT_SECONDS", "SILENT_AFTER", "WAITS_AT_MOST", "Sign", "beat", "forget", "is_silent", "last_sign"]


def beat(batch_id: int, stage: str, done: int, total: int | None, at: datetime) -> None:
    steps.beat(key(batch_id), stage, done, total, at)


def last_sign(batch_id: int) -> Sign | None:
    return steps.last_sign(key(batch_id))


def forget(batch_id: int) -> None:
    steps.forget(key(batch_id))


def is_silent(batch: ImportBatch, at: datetime) -> bool:
    return steps.is_silent(key(batch.pk), batch.claim, batch.since or batch.started_at, at)


def key(batch_id: int) -> str:
    return steps.key_of(ImportBatch, batch_id)
