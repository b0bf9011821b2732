"""A file that an editor of a municipality has read in, step by step, with the worker at hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from events.importing import batches, reading, work
from events.models import CalendarImport
from tests.events.town_with_editors import Editing

AT = datetime(2026, 11, 25, 11, 40, tzinfo=ZoneInfo("Europe/Brussels"))
COLUMNS = ["title", "day", "begins", "ends", "venue", "description"]
LIST = "Braderie;6/12/2026;10:00;18:00;Markt;Kom winkelen\nKwis;12/12/2026;20:00;1:00;Zaal;Met prijzen\n"


def received(tielt: Editing, content: str | bytes, name: str = "agenda.csv", *, chosen: list[str] | None = None) -> CalendarImport:
    """A file that was read for a preview."""
    raw = content.encode() if isinstance(content, str) else content
    about = {"file_name": name, "format": reading.format_of(raw), "source": "", "municipality": tielt.municipality, "by": tielt.people["editor"]}
    batch = batches.receive(content=raw, at=AT, **about)
    if batch.is_table:
        batches.choose_columns(batch=batch, columns=chosen or COLUMNS, has_header=False, at=AT)
    return worked(batch)


def worked(batch: CalendarImport) -> CalendarImport:
    work.work(batch.pk, at=AT)
    batch.refresh_from_db()
    return batch


def brought_in(tielt: Editing, content: str | bytes, name: str = "agenda.csv", *, publishes: bool = False, **more) -> CalendarImport:
    batch = received(tielt, content, name, **more)
    batches.confirm(batch=batch, publishes=publishes, by=tielt.people["editor"], at=AT)
    assert worked(batch).state == "done", batch.trouble
    return batch


def counted(batch: CalendarImport) -> dict[str, int]:
    told = batch.counts or batch.foretold
    return {key: told[key] for key in ("new", "changed", "same", "refused", "gone") if told[key]}
