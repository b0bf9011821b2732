"""The steps of an import, as a worker does them: read for a preview, bring in, take back."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from content.tables import BrokenFile
from municipalities.places import Town
from shops.importing import claims, liveliness
from shops.importing.asking import rulings_of
from shops.importing.claims import Overtaken
from shops.importing.columns import Chosen
from shops.importing.report import Report
from shops.importing.rows import NOT_A_BUSINESS, REASONS
from shops.importing.storing import File, ImportRefused, bring_in
from shops.importing.understanding import Progress
from shops.importing.undoing import take_back
from shops.models import ImportBatch, ImportRow

State = ImportBatch.State
CLASH = "Iemand anders veranderde tegelijk dezelfde winkels. Er is niets veranderd; probeer het opnieuw."
UNEXPECTED = "Er ging iets mis dat we niet voorzagen. Er is niets veranderd; probeer het opnieuw, of laat het ons weten."
SIGN_EVERY = 0.5  # seconds


def work(batch_id: int, *, at: datetime) -> None:
    """Do the step that the batch waits for; nothing when it waits for none. A failure is noted with the batch; an unforeseen one goes on up."""
    if (batch := claims.claim(batch_id, at)) is None:
        return
    try:
        STEPS[State(batch.state)](batch, at)
    except Overtaken:
        return
    except (BrokenFile, ImportRefused) as refused:
        claims.fail(batch, str(refused), at)
    except IntegrityError:
        claims.fail(batch, CLASH, at)
    except Exception:
        claims.fail(batch, UNEXPECTED, at)
        raise


def read(batch: ImportBatch, at: datetime) -> None:
    """Make the preview."""
    with written_out(batch) as file:
        bring_in(file, at=at, progress=signs_of(batch, at), dry_run=True, begin=partial(prepared, batch), finish=finish_reading)


def run(batch: ImportBatch, at: datetime) -> None:
    """Bring the shops in. The file is not kept once that is done."""
    with written_out(batch) as file:
        bring_in(file, at=at, progress=signs_of(batch, at), dry_run=False, begin=partial(prepared, batch), finish=partial(finish_running, at=at))


def undo(batch: ImportBatch, at: datetime) -> None:
    with transaction.atomic():
        taken = take_back(batch, at=at, progress=signs_of(batch, at))
        claims.finish(batch, state=State.UNDONE, undone_at=at, refused_open=0)
    taken.afterwards(at)


STEPS: dict[State, Callable[[ImportBatch, datetime], None]] = {State.READING: read, State.RUNNING: run, State.UNDOING: undo}


def prepared(batch: ImportBatch, report: Report, own: Town | None) -> ImportBatch:
    """The batch was there before the import; what it is of does not change by the file."""
    return batch


def finish_reading(batch: ImportBatch, report: Report) -> None:
    claims.finish(batch, state=State.READY, source=report.source, foretold=report.counts(), **tell_columns(report))


def finish_running(batch: ImportBatch, report: Report, *, at: datetime) -> None:
    counts, waiting = report.counts(), report.mendable
    claims.finish(batch, state=State.DONE, counts=counts, refused_open=waiting, finished_at=at, **tell_columns(report))
    batch.pieces.all().delete()
    settle_earlier(batch, report.mended)


def tell_columns(report: Report) -> dict[str, list[str]]:
    return {"headers": list(report.headers), "unknown_columns": list(report.unknown_columns)}


def settle_earlier(batch: ImportBatch, mended: list[str]) -> None:
    """A newer list of the same source takes the place of an older one: what was refused then no longer waits.

    A file of mended rows takes the place of the refused ones that it has, of the import that it mends only. mended: as in Report. Rows that do
    not say which they are take the place of as many.
    """
    waiting = ImportBatch.objects.filter(source=batch.source, municipality=batch.municipality, refused_open__gt=0)
    if batch.is_partial:
        for earlier in waiting.filter(mended_by=batch):
            rows = earlier.rows.filter(kind=ImportRow.Kind.REFUSED, line__in=set(mended) - {""})
            settled = rows.exclude(text__startswith=REASONS[NOT_A_BUSINESS]).count() + mended.count("")
            rows.delete()
            waiting.filter(pk=earlier.pk).update(refused_open=Greatest(F("refused_open") - settled, 0))
    else:
        waiting.filter(started_at__lt=batch.started_at).update(refused_open=0)


@contextmanager
def written_out(batch: ImportBatch) -> Iterator[File]:
    """The file on disk, as the readers want it, for as long as it takes."""
    with tempfile.TemporaryDirectory(prefix="ikl-import-") as folder:
        path = Path(folder) / "winkels"
        with path.open("wb") as stream:
            for content in batch.pieces.values_list("content", flat=True).iterator(chunk_size=1):
                stream.write(content)
        yield file_of(batch, path)


def file_of(batch: ImportBatch, path: Path) -> File:
    """The file with what was said about it."""
    return File(
        path,
        batch.file_name,
        municipality=batch.municipality,
        source=batch.source,
        is_bound=batch.municipality_id is not None,
        chosen=Chosen(tuple(batch.headers), tuple(batch.columns)) if batch.columns else None,
        is_partial=batch.is_partial,
        rulings=rulings_of(batch),
    )


def signs_of(batch: ImportBatch, at: datetime) -> Progress:
    """Tells how far it is, twice a second at most. at: when the step began, from which the moments of the signs are counted."""
    begun = time.monotonic()
    last = begun - SIGN_EVERY

    def tell(stage: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SIGN_EVERY:
            last = now
            liveliness.beat(batch.pk, stage, done, total, at + timedelta(seconds=now - begun))

    return tell
