"""A prize by lot needs a licence or a question that asks for skill: whichever way Wagtail would publish it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState

from events import publishing
from events.models import EventPage, Occurrence
from municipalities import moderation
from tests.events.town_with_editors import ONE_SUNDAY, Editing, edit, errors, filled
from tests.factories.events import agenda_page, make_event, tell_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
PUBLISH = {"action-publish": "1"}
LICENCE = "Wie een prijs verloot, heeft een vergunning of een schiftingsvraag nodig. Vul een van beide in; bewaren als concept kan altijd."


@pytest.fixture
def tielt(clock) -> Editing:
    clock(2026, 11, 25, 11, 40)
    return Editing()


def lottery(tielt, **facts) -> EventPage:
    """A draft with a prize by lot and nothing that allows it."""
    return make_event(tielt.page, title="Win een mand", venue="Markt", has_prize_by_lot=True, published=False, **facts)


def handed_in(event, by) -> TaskState:
    event.save_revision(user=by, clean=False)
    return moderation.hand_in(instance=event, by=by).current_task_state


def is_live(event) -> bool:
    event.refresh_from_db()
    return bool(event.live or Occurrence.objects.exists())


def test_the_button_refuses_it_and_saving_does_not(tielt):
    event = lottery(tielt)
    answer = tielt.editor.post(edit(event), filled(tielt.editor, edit(event), PUBLISH))
    assert errors(answer) == {"licence_number": [LICENCE]}
    assert not is_live(event)
    assert tielt.editor.post(edit(event), filled(tielt.editor, edit(event), title="Win twee manden")).status_code == 302
    event.refresh_from_db()
    assert event.title == "Win twee manden"


@pytest.mark.parametrize("answered", [{"licence_number": "2026/14"}, {"qualifying_question": "Hoeveel bollen wol liggen er in de mand?"}])
def test_either_of_both_allows_it(tielt, answered):
    event = lottery(tielt)
    tielt.editor.post(edit(event), filled(tielt.editor, edit(event), PUBLISH, **answered))
    assert is_live(event)


def test_making_and_publishing_it_at_once_is_refused_too(tielt):
    facts = ONE_SUNDAY | {"title": "Win", "slug": "win", "venue": "Markt", "has_prize_by_lot": "on"} | PUBLISH
    assert errors(tielt.editor.post(tielt.add, filled(tielt.editor, tielt.add, facts))) == {"licence_number": [LICENCE]}
    assert not EventPage.objects.exists()


def test_an_editor_who_approves_reads_why_not_and_it_goes_on_waiting(tielt):
    event = lottery(tielt)
    task = handed_in(event, tielt.people["author"])
    address = reverse("moderation:review", args=[task.pk])
    answer = tielt.editor.post(
        address, {"decision": "approve", "seen": event.latest_revision_id or EventPage.objects.get().latest_revision_id}, follow=True
    )
    assert LICENCE in answer.content.decode()
    task.refresh_from_db()
    assert (is_live(event), task.status) == (False, TaskState.STATUS_IN_PROGRESS)


@pytest.mark.parametrize("way", ["modal", "form"])
def test_wagtails_own_buttons_of_approval_do_not_publish_it(tielt, way):
    event = lottery(tielt)
    task = handed_in(event, tielt.people["author"])
    if way == "modal":
        tielt.editor.post(reverse("wagtailadmin_pages:workflow_action", args=[event.pk, "approve", task.pk]), {"comment": ""})
    else:
        asked = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        answer = tielt.editor.post(edit(event), filled(tielt.editor, edit(event), asked))
        assert errors(answer) == {"licence_number": [LICENCE]}
    task.refresh_from_db()
    assert (is_live(event), task.status) == (False, TaskState.STATUS_IN_PROGRESS)


def test_what_lacks_it_can_be_sent_back(tielt):
    event = lottery(tielt)
    task = handed_in(event, tielt.people["author"])
    asked = {"action-workflow-action": "1", "workflow-action-name": "reject", "workflow-action-extra-data": '{"comment": "Waar is de vergunning?"}'}
    assert tielt.editor.post(edit(event), filled(tielt.editor, edit(event), asked)).status_code == 302
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_REJECTED


def test_planning_it_is_refused(tielt):
    event = lottery(tielt)
    later = {"go_live_at": "2026-12-01 08:00"} | PUBLISH
    assert errors(tielt.editor.post(edit(event), filled(tielt.editor, edit(event), later))) == {"licence_number": [LICENCE]}
    assert event.scheduled_revision is None


def test_the_clock_does_not_publish_it_says_so_and_goes_on_with_the_next(tielt, clock):
    refused, fine = lottery(tielt), make_event(tielt.page, title="Kerstmarkt", venue="Markt", published=False)
    due = timezone.now() + timedelta(hours=1)
    for event in (refused, fine):
        event.go_live_at = due
        event.save_revision(approved_go_live_at=due, clean=False)
    clock(2026, 11, 25, 13, 0)
    call_command("publish_scheduled", verbosity=0)
    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.live, refused.scheduled_revision, fine.live) == (False, None, True)
    entry = PageLogEntry.objects.get(page=refused.pk, action=publishing.PUT_OFF)
    assert (entry.data["reason"], str(entry.message)) == (LICENCE, "Niet gepubliceerd op het geplande moment, omdat er iets ontbrak")


@pytest.mark.parametrize("what", ["the event", "its town with what hangs below"])
def test_several_at_once_publishes_none_and_names_it(tielt, what):
    event, fine = lottery(tielt), make_event(tielt.page, title="Kerstmarkt", venue="Markt", published=False)
    asked = [event.pk, fine.pk] if what == "the event" else [tielt.page.pk]
    address = "/admin/bulk/wagtailcore/page/publish/?" + "&".join(f"id={key}" for key in asked)
    answer = tielt.editor.post(address, {"include_descendants": "on"} if what != "the event" else {}, follow=True)
    assert f"“Win een mand” is niet gepubliceerd. {LICENCE}" in answer.content.decode()
    assert not is_live(event)
    assert not EventPage.objects.get(pk=fine.pk).live


def test_going_back_to_a_version_without_is_refused(tielt):
    event = lottery(tielt)
    former = event.save_revision(clean=False)
    event.licence_number = "2026/14"
    event.save_revision().publish()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[event.pk, former.pk])
    answer = tielt.editor.post(edit(event), filled(tielt.editor, address, PUBLISH))
    assert errors(answer) == {"licence_number": [LICENCE]}
    assert EventPage.objects.get().licence_number == "2026/14"


def test_code_that_publishes_is_refused_by_name(tielt):
    with pytest.raises(publishing.NotReady) as refusal:
        lottery(tielt).save_revision(clean=False).publish()
    assert list(refusal.value.lacks) == ["licence_number"]


def test_an_event_without_a_day_is_published_by_nobody(tielt):
    event = make_event(tielt.page, days=[], venue="Markt", published=False)
    with pytest.raises(publishing.NotReady, match="Vul minstens één dag in"):
        event.save_revision(clean=False).publish()


def test_a_page_in_another_language_needs_neither(tielt):
    event = make_event(tielt.page, venue="Markt", has_prize_by_lot=True, licence_number="2026/14")
    french = tielt.page.get_translations().get(locale__language_code="fr").specific
    assert tell_event(event, french, title="Gagnez un panier").live


def test_no_way_of_publishing_hides_an_event_behind_the_agenda_of_a_town(tielt):
    event = make_event(agenda_page(), title="Tielt", slug="tielt", published=False)
    with pytest.raises(publishing.NotReady):
        event.save_revision(clean=False).publish()
    assert not is_live(event)
    EventPage.objects.filter(pk=event.pk).update(slug="tielt-viert")
    event = EventPage.objects.get(pk=event.pk)
    event.save_revision(clean=False).publish()
    assert is_live(event)
