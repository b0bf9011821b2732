""" "Gaat niet door": editors say it at once, authors through an editor, and drafts of others stay drafts."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import WorkflowState

from events.calling_off import AlreadyCalledOff, LockedByAnother, NotOnTheSite, call_off
from events.kinds import Repeats, Status
from events.models import EventPage, Occurrence
from municipalities.moderation import AlreadyHandedIn, NotYours
from tests.events.town_with_editors import Editing
from tests.factories.events import make_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
WIND = "Te veel wind. Volgende zondag wel."


@pytest.fixture
def tielt() -> Editing:
    return Editing()


def off(event, by, note=WIND) -> bool:
    return call_off(event=event, by=by, note=note, at=AT)


def address(event) -> str:
    return f"/admin/acties/{event.pk}/gaat-niet-door/"


def test_an_editor_calls_it_off_with_one_confirmation(tielt):
    event = make_event(tielt.page, venue="Markt", repeats=Repeats.WEEKLY, repeats_until=date(2026, 12, 20))
    asked = tielt.editor.get(address(event)).content.decode()
    assert "Dit geldt voor alle dagen" in asked
    assert EventPage.objects.get().status == Status.PLANNED
    answer = tielt.editor.post(address(event), {"reason": WIND}, follow=True)
    assert "Iedereen leest nu dat “Braderie” niet doorgaat." in answer.content.decode()
    event = EventPage.objects.get()
    assert (event.status, event.status_note, event.live, event.has_unpublished_changes) == (Status.CANCELLED, WIND, True, False)
    assert {row.status for row in Occurrence.objects.all()} == {Status.CANCELLED}


def test_it_needs_a_reason(tielt):
    event = make_event(tielt.page)
    answer = tielt.editor.post(address(event), {"reason": " "})
    assert "Zeg kort waarom: wie wilde komen, wil het weten." in answer.content.decode()
    assert EventPage.objects.get().status == Status.PLANNED


def test_what_somebody_was_writing_stays_a_draft_and_says_it_too(tielt):
    event = make_event(tielt.page, venue="Markt")
    event.summary = "Nog niet af"
    event.save_revision(user=tielt.people["author"])
    assert off(event, tielt.people["editor"])
    live = EventPage.objects.get()
    draft = live.get_latest_revision_as_object()
    assert (live.summary, live.status, live.has_unpublished_changes) == ("", Status.CANCELLED, True)
    assert (draft.summary, draft.status, draft.status_note) == ("Nog niet af", Status.CANCELLED, WIND)


def test_what_an_author_had_handed_in_still_waits(tielt):
    event = make_event(tielt.page, venue="Markt")
    event.summary = "Nog niet af"
    event.save_revision(user=tielt.people["author"])
    event.get_workflow().start(event, tielt.people["author"])
    assert off(event, tielt.people["editor"])
    state = WorkflowState.objects.active().for_instance(EventPage.objects.get()).get()
    assert (state.requested_by, state.current_task_state.revision.as_object().status) == (tielt.people["author"], Status.CANCELLED)


def test_an_author_hands_it_in(tielt):
    event = make_event(tielt.page, venue="Markt")
    answer = tielt.author.post(address(event), {"reason": WIND}, follow=True)
    assert "Een redacteur kijkt het na." in answer.content.decode()
    event = EventPage.objects.get()
    assert (event.status, event.get_latest_revision_as_object().status) == (Status.PLANNED, Status.CANCELLED)
    assert WorkflowState.objects.active().for_instance(event).exists()
    with pytest.raises(AlreadyHandedIn):
        off(event, tielt.people["author"])


def test_it_is_refused_for_a_draft_for_another_town_twice_and_under_a_lock(tielt):
    kortrijk = Editing("Kortrijk", "34022", "8500")
    with pytest.raises(NotOnTheSite):
        off(make_event(tielt.page, slug="concept", published=False), tielt.people["editor"])
    event = make_event(tielt.page)
    with pytest.raises(NotYours):
        off(event, kortrijk.people["editor"])
    EventPage.objects.filter(pk=event.pk).update(locked=True, locked_by=tielt.people["author"])
    with pytest.raises(LockedByAnother):
        off(event, tielt.people["editor"])
    EventPage.objects.filter(pk=event.pk).update(locked=False, locked_by=None)
    off(event, tielt.people["editor"])
    with pytest.raises(AlreadyCalledOff):
        off(event, tielt.people["editor"])
    assert tielt.editor.get(address(make_event(kortrijk.page))).status_code == 302
