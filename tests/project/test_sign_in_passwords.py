"""Passwords as people and their managers type them, and the session that begins with one."""

import re

import pytest
from django.conf import settings as site
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of
from tests.signing_in import sign_in

EMAIL, PASSWORD, NEW = "beheer@ikkooplokaal.example", " Een lange zin van Mij ", "nog een lange zin, maar anders"
LOGIN, CODE, CHANGE = "/account/login/", "/account/tweede-stap/code/", "/account/wachtwoord/"
CONFIRM, CONFIRM_BY_CODE = "/account/bevestigen/", "/account/tweede-stap/bevestigen/"
PASSWORD_FIELD = re.compile(r'<input[^>]*name="(?:old)?password\d?"[^>]*>')

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now(clock):
    return clock(2026, 11, 25, 12, 0)


@pytest.fixture
def user(site_tree) -> User:
    made = User.objects.create_superuser(EMAIL, PASSWORD, first_name="Lies")
    give_app(made, secret_of(EMAIL))
    return made


def log_in(client: Client, password: str):
    return client.post(LOGIN, {"login": EMAIL, "password": password})


@pytest.mark.parametrize("typed", [PASSWORD.strip(), PASSWORD.lower(), PASSWORD[:-1], f"{PASSWORD} "])
def test_a_password_counts_as_typed_blanks_and_capitals_included(client, user, typed):
    assert log_in(client, typed).status_code == 200
    assert log_in(client, PASSWORD).headers["Location"].startswith(CODE)


def test_a_new_password_asks_for_the_one_of_now(client, user):
    sign_in(client, user)
    refused = client.post(CHANGE, {"oldpassword": "niet dit", "password1": NEW, "password2": NEW})
    assert "Dit is niet je wachtwoord van nu." in refused.content.decode()
    assert client.post(CHANGE, {"password1": NEW, "password2": NEW}).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(("address", "names"), [(LOGIN, {"current-password"}), (CHANGE, {"current-password", "new-password"})])
def test_password_fields_are_masked_and_managers_may_fill_them(client, user, address, names):
    if address == CHANGE:
        sign_in(client, user)
    page = client.get(address).content.decode()
    fields = PASSWORD_FIELD.findall(page)
    assert fields
    assert all('type="password"' in field and "maxlength" not in field for field in fields)
    assert {re.search(r'autocomplete="([^"]+)"', field)[1] for field in fields} == names
    assert "onpaste" not in page


def test_a_login_begins_a_session_under_a_new_key(client, user, now):
    log_in(client, PASSWORD)
    before = client.session.session_key
    client.post(CODE, {"code": code_of(EMAIL, now)})
    after = client.session.session_key
    assert client.session["_auth_user_id"] == str(user.pk)
    assert before != after
    assert not SessionStore().exists(before)


@pytest.mark.parametrize("way", ["password", "code"])
def test_who_confirms_who_they_are_goes_on_under_a_new_key(client, user, clock, way):
    before = sign_in(client, user).session.session_key
    later = clock(2026, 11, 25, 12, 6)
    address, typed = (CONFIRM, {"password": PASSWORD}) if way == "password" else (CONFIRM_BY_CODE, {"code": code_of(EMAIL, later)})
    assert client.post(address, typed).status_code == 302
    after = client.session.session_key
    assert (before == after, SessionStore().exists(before), client.get("/admin/").status_code) == (False, False, 200)


@pytest.mark.parametrize("way", ["password", "code"])
def test_a_wrong_answer_leaves_the_session_as_it_is(client, user, clock, way):
    before = sign_in(client, user).session.session_key
    clock(2026, 11, 25, 12, 6)
    address, typed = (CONFIRM, {"password": "niet dit"}) if way == "password" else (CONFIRM_BY_CODE, {"code": "000000"})
    assert client.post(address, typed).status_code == 200
    assert client.session.session_key == before


def test_twelve_hours_after_the_second_step_it_is_asked_again_however_busy_one_was(client, user, clock):
    sign_in(client, user)
    clock(2026, 11, 25, 23, 59)
    session = client.session
    session["busy"] = True
    session.save()  # Django gives it twelve hours more
    assert client.get("/admin/").status_code == 200
    later = clock(2026, 11, 26, 0, 1)
    assert client.get("/admin/").headers["Location"] == f"{CONFIRM_BY_CODE}?next=/admin/"
    client.post(CONFIRM_BY_CODE, {"code": code_of(EMAIL, later)})
    assert client.get("/admin/").status_code == 200


def test_the_key_of_a_session_cannot_be_guessed():
    """32 signs of 36, of the operating system's generator: 165 bits."""
    keys = {SessionStore()._get_new_session_key() for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}
    assert len(set(VALID_KEY_CHARS)) == 36
    assert site.SESSION_ENGINE == "django.contrib.sessions.backends.db"
