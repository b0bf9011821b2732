"""Who adds, publishes and takes away what is on: editors and authors in their own municipality, the province everywhere."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from ambassadors.models import AmbassadorPage
from events.models import EventPage, Occurrence
from home.models import MunicipalityPage
from municipalities.onboarding import open_province
from tests.events.town_with_editors import ONE_SUNDAY, Editing, edit, filled
from tests.factories import roles
from tests.factories.events import agenda_page, make_event
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
ABLE = ("can_edit", "can_publish", "can_unpublish", "can_delete", "can_copy")


@pytest.fixture
def tielt() -> Editing:
    return Editing()


@pytest.fixture
def province() -> Client:
    user = roles.province()
    open_province()
    return sign_in(Client(), user)


def ambassador_form(page: MunicipalityPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["ambassadors", "ambassadorpage", page.pk])


def add_subpage(page) -> str:
    return reverse("wagtailadmin_pages:add_subpage", args=[page.pk])


def story_form(page) -> str:
    return reverse("wagtailadmin_pages:add", args=["home", "standardpage", page.pk])


def offered(client: Client, page) -> list[str]:
    """The kinds in Wagtail's list of what can be added; where it opens a form at once, that form."""
    answer = client.get(add_subpage(page))
    if answer.status_code == 302:
        return [answer["Location"]]
    return sorted(link["href"] for link in BeautifulSoup(answer.content, "html.parser").select("main a[href*='/add/']"))


@pytest.mark.parametrize("who", ["editor", "author"])
def test_who_works_for_a_town_adds_events_and_stories_there_and_names_no_ambassador(tielt, who):
    client = getattr(tielt, who)
    assert offered(client, tielt.page) == [tielt.add, story_form(tielt.page)]
    assert client.get(tielt.add).status_code == 200
    assert client.get(ambassador_form(tielt.page)).status_code == 302
    assert client.post(ambassador_form(tielt.page), {"title": "Ik", "action-publish": "1"}).status_code == 302
    assert not AmbassadorPage.objects.exists()


def test_the_province_adds_all_three_and_events_of_all(tielt, province):
    agenda = agenda_page()
    assert offered(province, tielt.page) == [ambassador_form(tielt.page), tielt.add, story_form(tielt.page)]
    assert offered(province, agenda) == [reverse("wagtailadmin_pages:add", args=["events", "eventpage", agenda.pk])]


def test_nobody_adds_below_another_town_or_below_the_agenda(tielt):
    kortrijk, agenda = Editing("Kortrijk", "34022", "8500"), agenda_page()
    for page in (kortrijk.page, agenda, MunicipalityPage.objects.get(municipality=kortrijk.municipality, locale__language_code="fr")):
        for address in (add_subpage(page), reverse("wagtailadmin_pages:add", args=["events", "eventpage", page.pk])):
            assert tielt.editor.get(address).status_code == 302, address
            assert tielt.editor.post(address, {"title": "Overgenomen", "slug": "o"} | ONE_SUNDAY).status_code == 302
    assert not EventPage.objects.exists()


def test_an_editor_may_do_everything_with_own_events_and_an_author_hands_in(tielt):
    live, draft = make_event(tielt.page, venue="Markt"), make_event(tielt.page, title="Kerstmarkt", published=False)
    may = {
        (who, name): {right for right in ABLE if getattr(event.permissions_for_user(person), right)()}
        for who, person in tielt.people.items()
        for name, event in {"live": live, "draft": draft}.items()
    }
    assert may == {
        ("editor", "live"): set(ABLE),
        ("editor", "draft"): set(ABLE) - {"can_unpublish"},
        ("author", "live"): {"can_edit", "can_copy"},
        ("author", "draft"): {"can_edit", "can_copy", "can_delete"},
    }


def test_what_an_author_adds_waits_for_an_editor(tielt):
    facts = {"title": "Braderie", "slug": "braderie", "venue": "Markt", "action-publish": "1"}
    tielt.author.post(tielt.add, filled(tielt.author, tielt.add, ONE_SUNDAY | facts | {"action-submit": "1"}))
    event = EventPage.objects.get()
    assert (event.live, event.owner, event.get_parent().pk) == (False, tielt.people["author"], tielt.page.pk)
    assert WorkflowState.objects.active().for_instance(event).exists()
    assert not Occurrence.objects.exists()


def test_an_editor_publishes_unpublishes_and_deletes(tielt):
    tielt.editor.post(
        tielt.add, filled(tielt.editor, tielt.add, ONE_SUNDAY, title="Braderie", slug="braderie", venue="Markt", **{"action-publish": "1"})
    )
    event = EventPage.objects.get()
    assert (event.live, Occurrence.objects.count()) == (True, 1)
    tielt.editor.post(reverse("wagtailadmin_pages:unpublish", args=[event.pk]))
    assert not Occurrence.objects.exists()
    tielt.editor.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))
    assert not EventPage.objects.exists()


def test_nobody_publishes_or_deletes_an_event_of_another_town(tielt):
    event = make_event(Editing("Kortrijk", "34022", "8500").page, venue="Markt", published=False)
    for view in ("edit", "delete", "copy"):
        assert tielt.editor.get(reverse(f"wagtailadmin_pages:{view}", args=[event.pk])).status_code == 302
    tielt.editor.post(edit(event), {"title": "Overgenomen", "action-publish": "1"})
    event.refresh_from_db()
    assert (event.title, event.live) == ("Braderie", False)


def test_a_copy_by_wagtails_own_button_is_a_draft_and_no_alias(tielt):
    event = make_event(tielt.page, venue="Markt", source_ref="uit-123")
    address = reverse("wagtailadmin_pages:copy", args=[event.pk])
    asked = {"new_title": "Braderie twee", "new_slug": "twee", "new_parent_page": tielt.page.pk, "publish_copies": "on", "alias": "on"}
    assert tielt.editor.post(address, asked).status_code == 302
    made = EventPage.objects.get(slug="twee")
    assert (made.live, made.alias_of_id, made.source_ref, made.moments.count()) == (False, None, "", 1)


def test_the_menu_names_ambassadors_only_where_there_are_some(tielt):
    make_event(tielt.page, venue="Markt")
    menu = tielt.editor.get("/admin/").content.decode()
    assert "/admin/acties/" in menu
    assert "ambassadeurs-" not in menu
