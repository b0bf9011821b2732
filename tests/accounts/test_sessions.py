"""A session ends when what it was given for ends."""

import pytest
from django.test import Client

from accounts.actions import deactivate, end_sessions, forget_second_factor
from accounts.models import User
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(site_tree) -> User:
    return User.objects.create_superuser("redactie@ikkooplokaal.example", "een lange zin van mij")


@pytest.fixture
def other() -> User:
    return User.objects.create_superuser("ander@ikkooplokaal.example")


def where(client: Client) -> str:
    """What the session gets at the admin's door: "in", or the address it is sent to."""
    answer = client.get("/admin/")
    return "in" if answer.status_code == 200 else answer.headers["Location"]


def test_an_open_session_is_at_the_login_page_once_the_sessions_of_its_user_were_ended(editor, other):
    here, elsewhere, neighbour = sign_in(Client(), editor), sign_in(Client(), editor), sign_in(Client(), other)
    assert [where(client) for client in [here, elsewhere, neighbour]] == ["in", "in", "in"]
    end_sessions(user=editor)
    assert [where(client) for client in [here, elsewhere, neighbour]] == ["/account/login/?next=/admin/", "/account/login/?next=/admin/", "in"]


def test_who_logs_in_after_that_stays_in(editor):
    end_sessions(user=editor)
    assert where(sign_in(Client(), editor)) == "in"


def test_an_epoch_that_two_raised_at_once_is_raised_twice(editor):
    seen_by_another = User.objects.get(pk=editor.pk)
    end_sessions(user=editor)
    end_sessions(user=seen_by_another)
    assert (editor.session_epoch, seen_by_another.session_epoch) == (1, 2)


def test_a_new_password_ends_the_sessions(client, editor):
    sign_in(client, editor)
    editor.set_password("een andere zin van mij")
    editor.save()
    assert where(client) == "/account/login/?next=/admin/"


def test_a_login_that_is_switched_off_is_out_and_does_not_come_back_in_with_its_old_session(client, editor):
    sign_in(client, editor)
    deactivate(user=editor)
    assert where(client) == "/account/login/?next=/admin/"
    User.objects.update(is_active=True)
    assert where(client) == "/account/login/?next=/admin/"


def test_a_second_factor_that_was_forgotten_ends_the_sessions(client, editor):
    sign_in(client, editor)
    forget_second_factor(user=editor)
    assert where(client) == "/account/login/?next=/admin/"


def test_sessions_of_a_former_key_stay_open_and_are_ended_like_the_others(client, editor, settings):
    sign_in(client, editor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one"
    assert where(client) == "in"
    end_sessions(user=editor)
    assert where(client) == "/account/login/?next=/admin/"
