"""The address of an event that nobody typed one for."""

import pytest
from django.urls import reverse

from events.models import EventPage
from municipalities.onboarding import open_province
from tests.events.town_with_editors import ONE_SUNDAY, Editing, filled
from tests.factories import roles
from tests.factories.events import agenda_page
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]


@pytest.fixture
def tielt() -> Editing:
    return Editing()


@pytest.mark.parametrize("pressed", [{}, {"action-publish": "1"}])
def test_it_is_made_from_the_title_in_plain_letters(tielt, pressed):
    sent = filled(tielt.editor, tielt.add, ONE_SUNDAY | {"title": "Breicafé", "slug": "", "venue": "Markt"} | pressed)
    assert tielt.editor.post(tielt.add, sent).status_code == 302
    assert EventPage.objects.get().slug == "breicafe"


def test_under_the_agenda_it_keeps_off_the_pages_of_the_municipalities(tielt):
    client = sign_in(tielt.editor, roles.province())
    open_province()
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", agenda_page().pk])
    assert client.post(add, filled(client, add, ONE_SUNDAY | {"title": "Tielt", "slug": "", "venue": "Markt"})).status_code == 302
    assert EventPage.objects.get().slug == "tielt-2"
