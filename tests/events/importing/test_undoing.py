"""An import is taken back without what people did after it, and without what somebody holds."""

from datetime import timedelta

import pytest
from wagtail.models import GroupPagePermission, PageLogEntry

from events.importing import batches, storing, undoing
from events.models import CalendarImportRow, EventPage
from events.publishing import NO_LICENCE
from tests.events.importing.bringing_in import AT, LIST, brought_in, counted, received, worked
from tests.events.town_with_editors import Editing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]


@pytest.fixture
def tielt() -> Editing:
    return Editing()


def test_undoing_a_change_gives_back_what_stood_there(tielt):
    brought_in(tielt, LIST)
    batch = brought_in(tielt, LIST.replace("Met prijzen", "Met hapjes"))
    batches.undo(batch=batch, by=tielt.people["editor"], at=AT)
    assert worked(batch).state == "undone"
    assert EventPage.objects.get(title="Kwis").get_latest_revision_as_object().summary == "Met prijzen"
    assert counted(received(tielt, LIST.replace("Met prijzen", "Met hapjes"))) == {"changed": 1, "same": 1}


def locked(page: EventPage, tielt: Editing) -> None:
    EventPage.objects.filter(pk=page.pk).update(locked=True, locked_by=tielt.people["author"], locked_at=AT)


def handed_in(page: EventPage, tielt: Editing) -> None:
    page.get_workflow().start(page, tielt.people["author"])


def planned(page: EventPage, tielt: Editing) -> None:
    page.go_live_at = AT + timedelta(days=3)
    page.save_revision(user=tielt.people["editor"], approved_go_live_at=page.go_live_at)
    CalendarImportRow.objects.filter(event=page).update(revision=EventPage.objects.get(pk=page.pk).latest_revision_id)


@pytest.mark.parametrize(("hold", "said"), [(locked, storing.LOCKED), (handed_in, storing.HANDED_IN), (planned, storing.PLANNED)])
def test_what_somebody_holds_is_neither_changed_nor_undone(tielt, hold, said):
    first = brought_in(tielt, LIST)
    hold(EventPage.objects.get(title="Kwis"), tielt)
    changed = brought_in(tielt, LIST.replace("Met prijzen", "Met hapjes"))
    assert [(row.action, row.reason) for row in changed.rows.filter(title="Kwis")] == [("left", said)]
    assert EventPage.objects.get(title="Kwis").get_latest_revision_as_object().summary == "Met prijzen"
    batches.undo(batch=first, by=tielt.people["editor"], at=AT)
    assert (worked(first).state, first.counts["removed"], first.counts["left"]) == ("undone", 1, 1)
    assert [(page.title, page.get_latest_revision_as_object().summary) for page in EventPage.objects.all()] == [("Kwis", "Met prijzen")]
    assert first.rows.get(title="Kwis").reason == said


def test_what_the_editor_may_not_delete_stays_and_is_named(tielt):
    batch = brought_in(tielt, LIST)
    GroupPagePermission.objects.all().delete()
    batches.undo(batch=batch, by=tielt.people["editor"], at=AT)
    assert (worked(batch).state, batch.trouble, batch.counts["removed"], batch.counts["left"]) == ("undone", "", 0, 2)
    assert set(batch.rows.values_list("reason", flat=True)) == {undoing.NOT_YOURS}


def test_a_change_is_not_taken_back_under_the_hands_of_who_looks_at_it(tielt):
    brought_in(tielt, LIST)
    batch = brought_in(tielt, LIST.replace("Met prijzen", "Met hapjes"))
    handed_in(EventPage.objects.get(title="Kwis"), tielt)
    batches.undo(batch=batch, by=tielt.people["editor"], at=AT)
    assert (worked(batch).state, batch.counts["restored"], batch.counts["left"]) == ("undone", 0, 1)
    assert EventPage.objects.get(title="Kwis").get_latest_revision_as_object().summary == "Met hapjes"
    assert batch.rows.get(title="Kwis").reason == storing.HANDED_IN


def test_undoing_what_may_not_be_published_leaves_a_draft_and_goes_on(tielt):
    """What stood there before lacks a licence by now; the other event is taken back all the same."""
    brought_in(tielt, LIST, publishes=True)
    batch = brought_in(tielt, LIST.replace("Met prijzen", "Met hapjes").replace("Kom winkelen", "Kom kijken"), publishes=True)
    page = EventPage.objects.get(title="Kwis")
    revision = page.latest_revision
    revision.content["has_prize_by_lot"] = True
    revision.save()
    batches.undo(batch=batch, by=tielt.people["editor"], at=AT)
    assert (worked(batch).state, batch.counts["restored"]) == ("undone", 2)
    assert {page.title: (page.live, page.summary) for page in EventPage.objects.all()} == {
        "Braderie": (True, "Kom winkelen"),
        "Kwis": (True, "Met hapjes"),
    }
    assert EventPage.objects.get(title="Kwis").get_latest_revision_as_object().summary == "Met prijzen"
    assert batch.rows.get(title="Kwis").reason == str(NO_LICENCE)


def test_the_history_of_a_page_tells_what_imports_did_and_who_had_it_done(tielt):
    def history(title: str) -> list[str]:
        entries = PageLogEntry.objects.filter(label=title, user=tielt.people["editor"]).order_by("pk")
        return [entry.action.removeprefix("wagtail.") for entry in entries]

    first = brought_in(tielt, LIST, publishes=True)
    second = brought_in(tielt, LIST.replace("Met prijzen", "Met hapjes"))
    assert (history("Braderie"), history("Kwis")) == (["create", "publish"], ["create", "publish", "edit"])
    for batch in (second, first):
        batches.undo(batch=batch, by=tielt.people["editor"], at=AT)
        worked(batch)
    assert (history("Braderie"), history("Kwis")) == (["create", "publish", "delete"], ["create", "publish", "edit", "edit"])
