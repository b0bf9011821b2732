"""Who does a step of an import: one worker, by a token that stands with the batch.

A worker that lost its claim, because it was thought dead, finds that out at the end of its transaction, and nothing of what it did stays.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from shops.importing import liveliness
from shops.models import ImportBatch

State = ImportBatch.State
STEPS = (State.READING, State.RUNNING, State.UNDOING)


class Overtaken(Exception):
    """Somebody else took this step over; what was done of it must not stay."""


def claim(batch_id: int, at: datetime) -> ImportBatch | None:
    """The batch, when a step of it waited and is ours from now on."""
    token = uuid4().hex
    if not ImportBatch.objects.filter(pk=batch_id, state__in=STEPS, claim="").update(claim=token, since=at):
        return None
    liveliness.beat(batch_id, "begonnen", 0, None, at)
    return ImportBatch.objects.select_related("municipality").get(pk=batch_id)


def finish(batch: ImportBatch, **to: Any) -> None:
    """Close the step that `batch` is claimed for; within the transaction of what it did. Raises Overtaken."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=batch.state, claim=batch.claim).update(claim="", **to):
        raise Overtaken


def fail(batch: ImportBatch, why: str, at: datetime) -> None:
    """Note why the step failed, unless somebody else has it by now; an undo that failed leaves the import done. why: Dutch."""
    state = State.DONE if batch.state == State.UNDOING else State.FAILED
    ImportBatch.objects.filter(pk=batch.pk, state=batch.state, claim=batch.claim).update(state=state, claim="", trouble=why, since=at)
