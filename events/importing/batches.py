"""An import of a calendar in steps: received, its columns chosen, read, confirmed, brought in, perhaps taken back. What people may ask of it.

Each move is one statement that looks at the state it starts from, so that a second click changes nothing. The steps themselves are done by a
worker (`work`), under a claim (content.steps).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from content import steps
from content.steps import NotNow
from content.tables import one_line
from events.importing import content_lines, sources
from events.importing.reading import CALENDAR, text_of_file
from events.importing.tasks import carry_on
from events.models import CalendarImport, CalendarImportFile, CalendarImportRow
from events.models.imports import UNCONFIRMED_DAYS, UNDO_DAYS
from municipalities.models import Municipality

if TYPE_CHECKING:
    from accounts.models import User

State = CalendarImport.State
MOST_OPEN = 20  # imports of one municipality that nobody confirmed
UNFINISHED = (State.MAPPING, State.READING, State.READY, State.FAILED)


def receive(
    *, content: bytes, file_name: str, format: str, source: str, municipality: Municipality | None, by: "User", at: datetime
) -> CalendarImport:
    """Keep the file; a calendar is read at once, for a list somebody says first what its columns hold. Changes no event.

    content: looked at by reading.format_of already. source: "" for what the file says, or its name. Raises NotNow for the 21st that nobody confirms.
    """
    forget_old(at)
    if CalendarImport.objects.filter(municipality=municipality, state__in=UNFINISHED).count() >= MOST_OPEN:
        raise NotNow(gettext("Er staan al te veel bestanden klaar. Bevestig ze of gooi ze weg."))
    with transaction.atomic():
        batch = CalendarImport.objects.create(
            municipality=municipality,
            started_by=by,
            started_at=at,
            file_name=one_line(file_name)[-200:],
            format=format,
            source=source_of(content, format, source, file_name),
            state=State.READING if format == CALENDAR else State.MAPPING,
            since=at,
        )
        CalendarImportFile.objects.create(batch=batch, content=content)
        if format == CALENDAR:
            have_done(batch)
    return batch


def source_of(content: bytes, format: str, given: str, file_name: str) -> str:
    if format == CALENDAR:
        return sources.of_calendar(given, content_lines.says_of_itself(text_of_file(content)), file_name)
    return sources.of_list(given, file_name)


def choose_columns(*, batch: CalendarImport, columns: Sequence[str], has_header: bool, at: datetime) -> None:
    """Say what the columns hold, and have the list read. Raises NotNow when it is brought in already."""
    may = Q(state__in=[State.MAPPING, State.READY, State.FAILED], confirmed_at=None)
    move(batch, may, state=State.READING, columns=list(columns), has_header=has_header, since=at)


def remembered(batch: CalendarImport, width: int) -> tuple[list[str], bool] | None:
    """The columns that were chosen last for the same list of the same municipality, while it is as wide."""
    chosen = CalendarImport.objects.filter(municipality=batch.municipality, source=batch.source).exclude(pk=batch.pk).exclude(columns=[])
    found = chosen.order_by("-started_at", "-pk").first()
    return (list(found.columns), found.has_header) if found and len(found.columns) == width else None


def confirm(*, batch: CalendarImport, publishes: bool, by: "User", at: datetime) -> None:
    """Have the previewed import done. Raises NotNow when it is not (or no longer) waiting for that: a second click."""
    move(batch, Q(state=State.READY), state=State.RUNNING, publishes=publishes, confirmed_at=at, confirmed_by=by, since=at)


def try_again(*, batch: CalendarImport, at: datetime) -> None:
    """Do the step again that failed, or that nobody is at any more. Raises NotNow."""
    if batch.state == State.FAILED:
        state = State.RUNNING if batch.confirmed_at else State.READING
        move(batch, Q(state=State.FAILED), state=state, since=at)
    elif has_stopped(batch, at):
        move(batch, Q(state=batch.state, claim=batch.claim, since=batch.since), since=at)
    else:
        raise NotNow(gettext("Dit is al bezig."))


def undo(*, batch: CalendarImport, by: "User", at: datetime) -> None:
    """Have a done import taken back. Raises NotNow: not done, undone already, or too long ago."""
    if not batch.may_be_undone(at):
        raise NotNow(gettext("Dit kan niet meer ongedaan gemaakt worden."))
    move(batch, Q(state=State.DONE), state=State.UNDOING, undone_by=by, since=at)


def discard(*, batch: CalendarImport, at: datetime) -> None:
    """Throw away an import that changed nothing: file, preview and all. Raises NotNow for one that is busy or done."""
    may_go = Q(state__in=[State.MAPPING, State.READY, State.FAILED])
    if has_stopped(batch, at) and batch.state != State.UNDOING:
        may_go |= Q(state=batch.state, claim=batch.claim, since=batch.since)
    if not steps.drop(CalendarImport.objects.filter(may_go, pk=batch.pk)):
        raise NotNow(gettext("Dit kun je niet weggooien: het is bezig of al ingelezen."))


def move(batch: CalendarImport, from_state: Q, **to: Any) -> None:
    """The batch in its next state, unclaimed, and a worker told, in one go. Raises NotNow when it was not in `from_state`."""
    with transaction.atomic():
        if not CalendarImport.objects.filter(from_state, pk=batch.pk).update(claim="", trouble="", **to):
            raise NotNow(gettext("Dat is intussen al gebeurd."))
        have_done(batch)


def have_done(batch: CalendarImport) -> None:
    steps.forget(key_of(batch))
    transaction.on_commit(partial(carry_on.enqueue, batch.pk))


def key_of(batch: CalendarImport) -> str:
    """Of its signs of life."""
    return steps.key_of(CalendarImport, batch.pk)


def has_stopped(batch: CalendarImport, at: datetime) -> bool:
    """Whether the step is under way by name only: its worker gave no sign of life for a while, or none took it up for long."""
    return batch.is_busy and steps.is_silent(key_of(batch), batch.claim, batch.since, at)


def forget_old(at: datetime) -> int:
    """Drop what is kept no longer: imports that nobody confirmed within a week, rows of those that can no longer be undone. Returns how
    many imports.
    """
    week_ago, month_ago = at - timedelta(days=UNCONFIRMED_DAYS), at - timedelta(days=UNDO_DAYS)
    CalendarImportRow.objects.filter(batch__state__in=[State.DONE, State.UNDONE], batch__finished_at__lt=month_ago).delete()
    return steps.drop(CalendarImport.objects.filter(state__in=UNFINISHED, started_at__lt=week_ago))


def visible(municipality_ids: Iterable[int] | None) -> QuerySet[CalendarImport]:
    """Imports of these municipalities; None for all, those of the province too."""
    batches = CalendarImport.objects.select_related("municipality", "started_by")
    return batches if municipality_ids is None else batches.filter(municipality__in=municipality_ids)
