"""An invitation: a link of one use leads into the house, as far as the second step."""

import logging
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from ikkooplokaal.sign_in.invitations import PURPOSE, invitation_link
from ikkooplokaal.watching.lines import PlainLines
from mail import links

OFFER = {"by": "Jan van de provincie", "role": "redacteur", "municipality": "Tielt"}
FILLED = {"first_name": "Lies", "last_name": "Maes", "password1": "een lange zin van mij", "password2": "een lange zin van mij"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def now(clock):
    return clock(2026, 11, 25, 12, 0)


@pytest.fixture
def invited(site_tree) -> User:
    return User.objects.create_user("lies@tielt.example", None, is_active=False)


@pytest.fixture
def address(invited, now) -> str:
    token = links.make_link(purpose=PURPOSE, user_id=invited.pk, at=now, valid_for=timedelta(days=7), data=OFFER)
    return invitation_link(token).partition("8000")[2]


def text_of(answer) -> str:
    return answer.content.decode()


def test_who_opens_the_link_sees_who_invites_and_for_what_and_nothing_changes(client, address, invited):
    for _ in range(3):
        page = client.get(address)
    assert page.status_code == 200
    assert [word for word in ["Jan van de provincie", "redacteur", "Tielt", "lies@tielt.example"] if word not in text_of(page)] == []
    invited.refresh_from_db()
    assert not invited.is_active and not invited.has_usable_password()


def test_name_and_password_open_the_login_and_lead_to_the_second_step(client, address, invited):
    assert client.post(address, FILLED).headers["Location"] == "/account/tweede-stap/"
    invited.refresh_from_db()
    assert (invited.first_name, invited.last_name, invited.is_active) == ("Lies", "Maes", True)
    assert invited.check_password("een lange zin van mij")
    assert "Stel je tweede stap in." in text_of(client.get("/account/tweede-stap/"))
    assert client.get("/admin/").headers["Location"] == "/account/tweede-stap/?next=/admin/"


def test_the_link_is_used_up_then(client, address):
    client.post(address, FILLED)
    again = Client()
    for answer in [again.get(address), again.post(address, FILLED | {"first_name": "Dief"})]:
        assert answer.status_code == 410 and "Deze uitnodiging is al gebruikt." in text_of(answer)
    assert User.objects.get(email="lies@tielt.example").first_name == "Lies"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password2": "een andere zin van mij"}, "Dit is niet hetzelfde wachtwoord als erboven."),
        ({"password1": "kort", "password2": "kort"}, "te kort"),
        ({"password1": "lies@tielt.example", "password2": "lies@tielt.example"}, "lijkt te veel op"),
        ({"first_name": ""}, "verplicht"),
    ],
)
def test_what_is_wrong_is_said_and_leaves_the_link_unused(client, address, typed, said):
    answer = client.post(address, FILLED | typed)
    assert answer.status_code == 200 and said in text_of(answer)
    assert client.post(address, FILLED).status_code == 302


def test_too_late_is_said_so(client, address, now, time_machine):
    time_machine.move_to(now + timedelta(days=7, seconds=1), tick=False)
    for answer in [client.get(address), client.post(address, FILLED)]:
        assert answer.status_code == 410 and "Deze uitnodiging is verlopen." in text_of(answer)


def test_a_link_that_nobody_made_is_unknown(client, site_tree):
    answer = client.get("/account/uitnodiging/niet-van-ons/")
    assert answer.status_code == 404 and "Deze uitnodiging kennen we niet." in text_of(answer)


def test_a_link_for_something_else_is_no_invitation(client, invited, now):
    token = links.make_link(purpose="something else", user_id=invited.pk, at=now, valid_for=timedelta(days=7))
    assert client.get(f"/account/uitnodiging/{token}/").status_code == 404


def test_who_is_in_already_is_sent_to_the_login(client, address, invited):
    User.objects.filter(pk=invited.pk).update(is_active=True)
    answer = client.post(address, FILLED)
    assert answer.status_code == 410 and "al gebruikt" in text_of(answer)
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_who_tries_links_waits_after_forty(client, address):
    for number in range(40):
        client.get(f"/account/uitnodiging/raad-{number}/")
    answer = client.get(address)
    assert answer.status_code == 429 and "Probeer het over 60 minuten opnieuw." in text_of(answer)


def test_the_token_goes_to_no_other_site_and_no_cache(client, address):
    answer = client.get(address)
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_key_that_opens_a_shop_stands_in_a_log():
    for page in ("mijn-zaak/link", "mijn-zaak/code", "mijn-zaak/mail", "doe-je-mee"):
        record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "%s: %s", ("Gone", f"/nl/{page}/geheim-123/"), None)
        assert PlainLines().format(record) == f"Gone: /nl/{page}/..."


@pytest.mark.parametrize("address", ["/account/uitnodiging/abc-DEF_9/", "/account/wachtwoord/nieuw/1-abc-def/"])
def test_no_token_stands_in_a_log(address):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "%s: %s", ("Gone", address), None)
    assert PlainLines().format(record) in {"Gone: /account/uitnodiging/...", "Gone: /account/wachtwoord/nieuw/..."}
