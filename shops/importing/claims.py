"""Who does a step of an import: one worker, by a token that stands with the batch (content.steps)."""

from datetime import datetime

from content import steps
from content.steps import Overtaken, finish
from shops.models import ImportBatch

__all__ = ["Overtaken", "claim", "fail", "finish"]

State = ImportBatch.State
STEPS = (State.READING, State.RUNNING, State.UNDOING)


def claim(batch_id: int, at: datetime) -> ImportBatch | None:
    """The batch, when a step of it waited and is ours from now on."""
    if not steps.claim(ImportBatch, batch_id, STEPS, at):
        return None
    return ImportBatch.objects.select_related("municipality").get(pk=batch_id)


def fail(batch: ImportBatch, why: str, at: datetime) -> None:
    """An undo that failed leaves the import done. why: Dutch."""
    steps.fail(batch, why, State.DONE if batch.state == State.UNDOING else State.FAILED, at)
