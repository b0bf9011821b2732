"""What is on in a town and not on the site yet: a draft of what is published, a draft that was handed in, and one that is planned."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from events import invitations
from events.kinds import Kind
from events.models import CalendarImport, CalendarImportFile, CalendarImportRow, EventChange, EventMoment, EventPage, EventShop
from home.models import MunicipalityPage
from shops.models import Shop

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SUNDAY = date(2026, 12, 6)


def events_of(town: Any, parent: MunicipalityPage) -> list[tuple[str, EventPage]]:
    """(kind, page). All that nobody else may read carries the mark of the town."""
    return [
        ("event live with a draft", live_with_draft(town, parent)),
        ("event draft", draft(town, parent)),
        ("event scheduled", scheduled(town, parent)),
    ]


def added(parent: MunicipalityPage, page: EventPage) -> EventPage:
    page.moments = [EventMoment(day=SUNDAY, begins=time(10), ends=time(18))]
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


def live_with_draft(town: Any, parent: MunicipalityPage) -> EventPage:
    page = added(parent, EventPage(title=f"Braderie {town.municipality.name}", slug="braderie", kind=Kind.BRADERIE, venue="Markt", live=False))
    page.save_revision().publish()
    page.refresh_from_db()
    page.title, page.summary, page.venue = town.named("braderie"), town.named("zin"), town.named("plein")
    page.changes = [EventChange(day=SUNDAY)]
    page.save_revision(user=town.users["author"])
    page.get_workflow().start(page, town.users["author"])
    return page


def draft(town: Any, parent: MunicipalityPage) -> EventPage:
    told = {"summary": town.named("zin"), "venue": town.named("zaal"), "licence_number": town.named("vergunning")}
    page = added(parent, EventPage(title=town.named("wedstrijd"), slug="wedstrijd", live=False, has_prize_by_lot=True, **told))
    page.save_revision(user=town.users["author"])
    page.get_workflow().start(page, town.users["author"])
    return page


def scheduled(town: Any, parent: MunicipalityPage) -> EventPage:
    page = added(parent, EventPage(title=town.named("kerstmarkt"), slug="kerstmarkt", venue=town.named("plein"), live=False))
    page.go_live_at = AT + timedelta(days=400)
    page.save()
    page.save_revision(user=town.users["editor"], approved_go_live_at=page.go_live_at)
    return page


def somebody_opens(event: EventPage, shop: Shop) -> None:
    """A shop that said yes: its opening, and the day that its town announced."""
    row = EventShop.objects.create(event=event, shop=shop, asked_at=AT)
    days = invitations.days_to_answer(row, AT)
    invitations.answer(row=row, hours={day.pk: invitations.announced(day) for day in days}, at=AT)


def agenda_import(town: Any) -> CalendarImport:
    """Read, and waiting for somebody to confirm it."""
    batch = import_of(town, CalendarImport.State.READY)
    CalendarImportRow.objects.create(batch=batch, number=1, action=CalendarImportRow.Action.REFUSED, title=town.named("kwis"), reason="Geen dag.")
    return batch


def agenda_columns(town: Any) -> CalendarImport:
    """Received, and waiting for somebody to say what its columns hold."""
    batch = import_of(town, CalendarImport.State.MAPPING)
    CalendarImportFile.objects.create(batch=batch, content=f"{town.named('kwis')};6/12/2026\n".encode())
    return batch


def import_of(town: Any, state: str) -> CalendarImport:
    told = {"file_name": f"{town.named('agenda')}.csv", "format": "csv", "source": town.named("lijst")}
    return CalendarImport.objects.create(
        municipality=town.municipality, started_by=town.users["editor"], started_at=AT, since=AT, state=state, columns=["title", "day"], **told
    )
