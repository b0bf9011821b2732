"""The account of who is logged in, in the editors' tool."""

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from tests.factories import roles
from tests.factories.candidacies import a_photo
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/account/"


def test_it_asks_for_no_picture_of_somebodys_face_and_keeps_none_that_is_sent(site_tree):
    user = roles.province()
    client = sign_in(Client(), user)
    page = client.get(ADDRESS).content.decode()
    assert 'type="file"' not in page and 'name="name_email-first_name"' in page
    sent = {"name_email-first_name": "An", "name_email-last_name": "Maes", "locale-preferred_language": "nl", "avatar-avatar": a_photo("an.jpg")}
    sent |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    client.post(ADDRESS, sent)
    user.refresh_from_db()
    assert (user.last_name, UserProfile.get_for_user(user).avatar.name) == ("Maes", "")
