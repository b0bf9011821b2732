"""The steps of an import, as a worker does them: read for a preview, bring in, take back. Each is one transaction."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from wagtail.models import Page

from content import steps
from content.steps import Overtaken, Progress
from content.tables import BrokenFile
from events.importing import calendars, planning, reading, storing, tables
from events.importing.entries import Understood
from events.importing.undoing import take_back
from events.models import AgendaPage, CalendarImport, CalendarImportFile
from events.slots import BRUSSELS
from municipalities.rights import reach

State = CalendarImport.State
BUSY = (State.READING, State.RUNNING, State.UNDOING)
NO_PAGE = "Deze gemeente heeft nog geen pagina; daar komen de evenementen onder te staan."
NO_FILE = "Het bestand is er niet meer. Kies het opnieuw."
NOBODY = "Wie dit bevestigde, mag het niet (meer). Er is niets veranderd."
CLASH = "Iemand anders veranderde tegelijk hetzelfde. Er is niets veranderd; probeer het opnieuw."
UNEXPECTED = "Er ging iets mis dat we niet voorzagen. Er is niets veranderd; probeer het opnieuw, of laat het ons weten."
SIGN_EVERY = 0.5  # seconds


class CannotGoOn(Exception):
    """Nothing was changed; the text says why in Dutch and is meant to be shown."""


def work(batch_id: int, *, at: datetime) -> None:
    """Do the step that the batch waits for; nothing when it waits for none. A failure is noted with the batch; an unforeseen one goes on up."""
    if not steps.claim(CalendarImport, batch_id, BUSY, at):
        return
    batch = CalendarImport.objects.select_related("municipality", "confirmed_by", "undone_by").get(pk=batch_id)
    try:
        STEPS[State(batch.state)](batch, at)
    except Overtaken:
        return
    except (BrokenFile, CannotGoOn) as refused:
        fail(batch, str(refused), at)
    except IntegrityError:
        fail(batch, CLASH, at)
    except Exception:
        fail(batch, UNEXPECTED, at)
        raise


def fail(batch: CalendarImport, why: str, at: datetime) -> None:
    """An undo that failed leaves the import done."""
    steps.fail(batch, why, State.DONE if batch.state == State.UNDOING else State.FAILED, at)


def read(batch: CalendarImport, at: datetime) -> None:
    """Make the preview."""
    understood = understand(batch, at)
    today = at.astimezone(BRUSSELS).date()
    plan = planning.make_plan(understood, source=batch.source, under=parent_of(batch).path, today=today, progress=signs_of(batch, at))
    with transaction.atomic():
        batch.rows.all().delete()
        storing.tell(batch, plan, today)
        storing.tell_rest(batch, understood, plan, today)
        steps.finish(batch, state=State.READY, notes=understood.notes, foretold=storing.counts(understood, plan, today))


def run(batch: CalendarImport, at: datetime) -> None:
    """Bring the events in. The file is not kept once that is done."""
    understood = understand(batch, at)
    today = at.astimezone(BRUSSELS).date()
    by = batch.confirmed_by
    if by is None or not reach(by).edits(batch.municipality_id):
        raise CannotGoOn(NOBODY)
    with transaction.atomic():
        parent = Page.objects.select_for_update().get(pk=parent_of(batch).pk).specific
        progress = signs_of(batch, at)
        plan = planning.make_plan(understood, source=batch.source, under=parent.path, today=today, progress=progress)
        batch.rows.all().delete()
        may_publish = batch.publishes and parent.permissions_for_user(by).can_publish_subpage()
        storing.store(plan, batch, parent=parent, by=by, may_publish=may_publish, at=at, progress=progress)
        storing.tell_rest(batch, understood, plan, today)
        steps.finish(batch, state=State.DONE, counts=storing.counts(understood, plan, today), finished_at=at)
        batch.file.delete()


def undo(batch: CalendarImport, at: datetime) -> None:
    by = batch.undone_by
    if by is None or not reach(by).edits(batch.municipality_id):
        raise CannotGoOn(NOBODY)
    with transaction.atomic():
        taken = take_back(batch, under=parent_of(batch).path, by=by, at=at, progress=signs_of(batch, at))
        steps.finish(batch, state=State.UNDONE, undone_at=at, counts=batch.counts | taken)


STEPS: dict[State, Callable[[CalendarImport, datetime], None]] = {State.READING: read, State.RUNNING: run, State.UNDOING: undo}


def understand(batch: CalendarImport, at: datetime) -> Understood:
    """Raises BrokenFile."""
    content = content_of(batch)
    if not batch.is_table:
        return calendars.understand(reading.text_of_file(content), at=at)
    return tables.understand(reading.rows_of(content, batch.format), batch.columns, has_header=batch.has_header, at=at)


def content_of(batch: CalendarImport) -> bytes:
    """The file as it was received. Raises BrokenFile when it is kept no more."""
    kept = CalendarImportFile.objects.filter(batch=batch).first()
    if kept is None:
        raise BrokenFile(NO_FILE)
    return bytes(kept.content)


def parent_of(batch: CalendarImport) -> Page:
    """The Dutch page under which the events stand. Raises CannotGoOn."""
    agendas, towns = AgendaPage.objects.filter(locale__language_code="nl"), batch.municipality
    found = towns.pages.filter(locale__language_code="nl").order_by("pk").first() if towns else agendas.order_by("pk").first()
    if found is None:
        raise CannotGoOn(NO_PAGE)
    page: Page = found
    return page


def signs_of(batch: CalendarImport, at: datetime) -> Progress:
    """Tells how far it is, twice a second at most. at: when the step began, from which the moments of the signs are counted."""
    begun = time.monotonic()
    last = begun - SIGN_EVERY
    key = steps.key_of(CalendarImport, batch.pk)

    def tell(stage: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SIGN_EVERY:
            last = now
            steps.beat(key, stage, done, total, at + timedelta(seconds=now - begun))

    return tell
