"""An import in steps: received, read, confirmed, brought in, perhaps taken back. What people may ask of it, and when.

Each move is one statement that looks at the state it starts from, so that a second click changes nothing. The steps themselves are done
by a worker (`work`), under a claim (`claims`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from content import steps
from content.steps import NotNow
from municipalities.models import Municipality
from shops.importing import liveliness
from shops.importing.asking import keep_ruling, may_be_ruled
from shops.importing.columns import Chosen
from shops.importing.doubts import Ruling
from shops.importing.looks import Look
from shops.importing.mapping import propose, remember, remembered_facts
from shops.importing.tasks import carry_on
from shops.models import ImportBatch, ImportPiece, ImportRow
from shops.models.imports import UNCONFIRMED_DAYS, UNDO_DAYS

State = ImportBatch.State
PIECE = 1024 * 1024  # bytes


def receive(
    *,
    upload: UploadedFile,
    source: str,
    municipality: Municipality | None,
    by: AbstractBaseUser,
    at: datetime,
    look: Look | None = None,
    is_partial: bool = False,
    mends: ImportBatch | None = None,
) -> ImportBatch:
    """Keep the file and have it read: a preview, which changes no shop. When its columns raise a question, it waits for that first.

    upload: checked already. source: as `storing.source_name` makes it. municipality: None for a file of the whole region. look: at a table.
    is_partial: it has only some rows of its list; mends: the import in which these were refused.
    """
    forget_old(at)
    proposal = propose(look, remembered_facts(source, municipality)) if look else None
    waits = proposal is not None and not proposal.is_settled
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            source=source,
            file_name=(upload.name or "")[-200:],
            municipality=municipality,
            started_by=by,  # type: ignore[misc]
            started_at=at,
            state=State.MAPPING if waits else State.READING,
            since=at,
            headers=list(look.headers) if look else [],
            columns=list(proposal.facts) if proposal else [],
            is_partial=is_partial,
            mends=mends,
        )
        pieces = (ImportPiece(batch=batch, number=number, content=content) for number, content in enumerate(upload.chunks(PIECE)))
        for piece in pieces:
            piece.save(force_insert=True)
        if not waits:
            have_done(batch)
    return batch


def choose_columns(*, batch: ImportBatch, facts: Sequence[str], at: datetime) -> None:
    """What the columns of the file hold, for this import and for the next one of its source; the file is read with that.

    facts: per column, as in Chosen. Raises NotNow once the import is confirmed, or while somebody is at it.
    """
    waits = Q(state=State.MAPPING) | Q(state=State.READY) | Q(state=State.FAILED, confirmed_at=None)
    with transaction.atomic():
        move(batch, waits & Q(headers=batch.headers), state=State.READING, columns=list(facts), since=at)
        remember(source=batch.source, municipality=batch.municipality, chosen=Chosen(tuple(batch.headers), tuple(facts)))


def confirm(*, batch: ImportBatch, by: AbstractBaseUser, at: datetime) -> None:
    """Have the previewed import done. Raises NotNow when it is not (or no longer) waiting for that: a second click."""
    move(batch, Q(state=State.READY), state=State.RUNNING, confirmed_at=at, confirmed_by=by, since=at)


def decide(*, batch: ImportBatch, rows: Mapping[int, Ruling | None], kinds: Mapping[str, Ruling | None], by: AbstractBaseUser, at: datetime) -> None:
    """What rows are that raise a question; the file is read with that. None takes a word back.

    rows: by key of the row of the preview. kinds: for every row of a kind of question that has no word of its own.
    Raises NotNow when the preview is no longer that of these rows, or points at a shop that it did not name.
    """
    asked = batch.rows.filter(kind=ImportRow.Kind.QUESTION, pk__in=rows).in_bulk()
    if asked.keys() != set(rows) or not all(may_be_ruled(asked[key], ruling) for key, ruling in rows.items()):
        raise NotNow(_("De lijst is intussen opnieuw gelezen. Kies nog eens."))
    with transaction.atomic():
        move(batch, Q(state=State.READY), state=State.READING, since=at)
        for key, ruling in rows.items():
            keep_ruling(batch, asked[key].doubt["kind"], asked[key].line, ruling, by, at)
        for kind, ruling in kinds.items():
            keep_ruling(batch, kind, "", ruling, by, at)


def try_again(*, batch: ImportBatch, at: datetime) -> None:
    """Do the step again that failed, or that nobody is at any more. Raises NotNow."""
    if batch.state == State.FAILED:
        state = State.RUNNING if batch.confirmed_at else State.READING
        move(batch, Q(state=State.FAILED), state=state, since=at)
    elif has_stopped(batch, at):
        move(batch, Q(state=batch.state, claim=batch.claim, since=batch.since), since=at)
    else:
        raise NotNow(_("Deze import is al bezig."))


def undo(*, batch: ImportBatch, by: AbstractBaseUser, at: datetime) -> None:
    """Have a done import taken back. Raises NotNow: not done, undone already, or longer ago than the journal is kept."""
    if not batch.may_be_undone(at):
        raise NotNow(_("Deze import kan niet meer ongedaan gemaakt worden."))
    move(batch, Q(state=State.DONE), state=State.UNDOING, undone_by=by, since=at)


def settle_refused(*, batch: ImportBatch) -> None:
    """Nobody needs to look at the refused rows any more."""
    ImportBatch.objects.filter(pk=batch.pk).update(refused_open=0)


def discard(*, batch: ImportBatch, at: datetime) -> None:
    """Throw away an import that changed nothing: file, preview and all. Raises NotNow for one that is busy or done."""
    may_go = Q(state__in=(State.MAPPING, State.READY, State.FAILED))
    if has_stopped(batch, at) and batch.state != State.UNDOING:
        may_go |= Q(state=batch.state, claim=batch.claim, since=batch.since)
    if not steps.drop(ImportBatch.objects.filter(may_go, pk=batch.pk)):
        raise NotNow(_("Deze import kun je niet weggooien: hij is bezig of al ingevoerd."))


def move(batch: ImportBatch, from_state: Q, **to: Any) -> None:
    """The batch in its next state, unclaimed, and a worker told, in one go. Raises NotNow when it was not in `from_state`."""
    with transaction.atomic():
        if not ImportBatch.objects.filter(from_state, pk=batch.pk).update(claim="", trouble="", **to):
            raise NotNow(_("Dat is intussen al gebeurd."))
        have_done(batch)


def have_done(batch: ImportBatch) -> None:
    liveliness.forget(batch.pk)
    transaction.on_commit(partial(carry_on.enqueue, batch.pk))


def has_stopped(batch: ImportBatch, at: datetime) -> bool:
    """Whether the step is under way by name only: its worker gave no sign of life for a while, or none took it up for long."""
    return batch.is_busy and liveliness.is_silent(batch, at)


def forget_old(at: datetime) -> int:
    """Drop what is kept no longer: imports that nobody confirmed within a week, files and journals of those that can no longer be undone.

    Refused rows stay as long as they wait for somebody. Returns how many imports were dropped.
    """
    week_ago, month_ago = at - timedelta(days=UNCONFIRMED_DAYS), at - timedelta(days=UNDO_DAYS)
    for batch in ImportBatch.objects.filter(state=State.DONE, finished_at__lt=month_ago):
        batch.journal.all().delete()
        rows_to_drop(batch).delete()
    return steps.drop(ImportBatch.objects.filter(state__in=(State.MAPPING, State.READING, State.READY, State.FAILED), started_at__lt=week_ago))


def rows_to_drop(batch: ImportBatch) -> Any:
    return batch.rows.exclude(kind="refused") if batch.refused_open else batch.rows.all()


def visible(municipality_ids: Iterable[int] | None) -> Any:
    """Imports of these municipalities; None for all, those of the whole region too."""
    batches = ImportBatch.objects.select_related("municipality", "started_by")
    return batches if municipality_ids is None else batches.filter(municipality__in=municipality_ids)
