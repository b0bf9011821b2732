"""Setting up, changing and losing a second factor."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from accounts.models import User
from home.demo.logins import code_of, give_app, secret_of
from mail.models import OutgoingMail
from tests.signing_in import sign_in, sign_in_by_password_only

EMAIL, PASSWORD = "redactie@ikkooplokaal.example", "een lange zin van mij"
START, APP, CODES = "/account/tweede-stap/", "/account/tweede-stap/app/", "/account/tweede-stap/herstelcodes/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now(clock):
    return clock(2026, 11, 25, 12, 0)


@pytest.fixture
def user(site_tree) -> User:
    return User.objects.create_superuser(EMAIL, PASSWORD)


@pytest.fixture
def with_app(user) -> User:
    give_app(user, secret_of(EMAIL))
    return user


@pytest.fixture
def send(django_capture_on_commit_callbacks, settings):
    """Posts, with what happens at commit."""
    settings.KEEP_SENT_MAIL = True

    def post(client: Client, address: str, **fields: str):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, fields)

    return post


def set_up_app(client: Client, send, now):
    """Read the secret off the page, and type the code that an app shows."""
    page = client.get(APP).content.decode()
    secret = re.search(r'setup__secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return send(client, APP, code=format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30)))


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li><code>(\d{8})</code></li>", page)


def subjects() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))


def test_the_first_login_leads_through_an_app_and_ten_recovery_codes_to_the_admin(client, user, send, now):
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.get("/admin/").headers["Location"] == "/account/tweede-stap/?next=/admin/"
    assert "Stel je tweede stap in." in client.get(START).content.decode()
    assert set_up_app(client, send, now).headers["Location"] == CODES
    assert len(set(codes_on(client.get(CODES).content.decode()))) == 10
    assert client.get("/admin/").status_code == 200
    assert subjects() == ["Er is een app aan je login gekoppeld"]


def test_a_wrong_code_sets_up_nothing_and_keeps_the_secret_that_was_scanned(client, user, send):
    sign_in_by_password_only(client, user)
    secret = re.search(r'setup__secret">([A-Z2-7 ]+)<', client.get(APP).content.decode())[1]
    page = send(client, APP, code="000000").content.decode()
    assert secret in page and "Deze code klopt niet." in page
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_for_ten_minutes_in_the_session_that_made_them(client, user, send, now, time_machine):
    sign_in_by_password_only(client, user)
    set_up_app(client, send, now)
    elsewhere = sign_in(Client(), User.objects.get())
    assert elsewhere.get(CODES).headers["Location"] == START
    time_machine.move_to(now + timedelta(minutes=4), tick=False)
    assert client.get(CODES).status_code == 200
    time_machine.move_to(now + timedelta(minutes=11), tick=False)
    place = client.get(CODES).headers["Location"]
    assert place.startswith("/account/bevestigen/")
    assert client.post(place, {"password": PASSWORD}).headers["Location"] == CODES
    assert client.get(CODES).headers["Location"] == START


def test_looking_at_the_codes_changes_no_row(client, user, send, now):
    sign_in_by_password_only(client, user)
    set_up_app(client, send, now)
    before = list(Authenticator.objects.order_by("pk").values())
    client.get(CODES)
    client.get(START)
    assert list(Authenticator.objects.order_by("pk").values()) == before


def test_a_recovery_code_opens_the_admin_once(client, user, send, now, time_machine):
    sign_in_by_password_only(client, user)
    set_up_app(client, send, now)
    code = codes_on(client.get(CODES).content.decode())[0]
    for later, opened in [(5, "/admin/"), (10, None)]:
        time_machine.move_to(now + timedelta(minutes=later), tick=False)
        other = Client()
        other.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
        assert other.post("/account/tweede-stap/code/", {"code": code}).headers.get("Location") == opened


def test_adding_the_first_factor_ends_the_other_sessions_of_who_had_the_password_only(client, user, send, now):
    thief = sign_in_by_password_only(Client(), user)
    sign_in_by_password_only(client, user)
    set_up_app(client, send, now)
    assert client.get("/admin/").status_code == 200
    assert thief.get(START).headers["Location"] == f"/account/login/?next={START}"


def test_who_removes_the_last_factor_is_back_before_the_second_step(client, with_app, send):
    sign_in(client, with_app)
    assert send(client, f"{APP}verwijderen/").headers["Location"] == START
    assert client.get("/admin/").headers["Location"] == "/account/tweede-stap/?next=/admin/"
    assert not Authenticator.objects.exists()
    assert subjects() == ["De app is van je login verwijderd"]


def test_making_new_recovery_codes_spoils_the_old_ones_and_is_told_by_mail(client, user, send, now):
    sign_in_by_password_only(client, user)
    set_up_app(client, send, now)
    old = codes_on(client.get(CODES).content.decode())
    assert send(client, f"{CODES}nieuw/").headers["Location"] == CODES
    new = codes_on(client.get(CODES).content.decode())
    assert len(new) == 10 and not set(old) & set(new)
    assert subjects()[-1] == "Er zijn nieuwe herstelcodes gemaakt"


def test_six_minutes_after_the_login_a_change_of_factors_asks_who_is_there(client, with_app, now, time_machine):
    sign_in(client, with_app)
    time_machine.move_to(now + timedelta(minutes=6), tick=False)
    place = client.get(f"{APP}verwijderen/").headers["Location"]
    assert place.startswith("/account/bevestigen/")
    assert client.post(place, {"password": PASSWORD}).headers["Location"] == f"{APP}verwijderen/"
    assert client.get(f"{APP}verwijderen/").status_code == 200


def test_secrets_are_not_readable_in_the_database_and_survive_a_new_key(client, with_app, now, settings):
    stored = str(Authenticator.objects.get().data)
    assert secret_of(EMAIL) not in stored
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one"
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.post("/account/tweede-stap/code/", {"code": code_of(EMAIL, now)}).headers["Location"] == "/admin/"


@pytest.mark.parametrize("drift", [-30, 30])
def test_a_telephone_that_is_half_a_minute_off_is_forgiven(client, with_app, now, drift):
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.post("/account/tweede-stap/code/", {"code": code_of(EMAIL, now + timedelta(seconds=drift))}).headers["Location"] == "/admin/"


def test_a_code_of_a_minute_ago_is_not(client, with_app, now):
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.post("/account/tweede-stap/code/", {"code": code_of(EMAIL, now - timedelta(seconds=60))}).status_code == 200
