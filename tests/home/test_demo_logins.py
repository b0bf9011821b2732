"""The demo's logins: whoever reads the mailbox page gets in."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from home.demo import logins
from home.demo.logins import PASSWORD, codes_at, make_logins
from mail import mailbox

EMAIL = "beheer@ikkooplokaal.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_login(monkeypatch):
    """Those with a role in a municipality need that municipality; the superuser needs nothing."""
    monkeypatch.setattr(logins, "LOGINS", {EMAIL: "superuser"})


@pytest.fixture
def now(clock):
    return clock(2026, 11, 25, 12, 0, 7)


def test_a_demo_login_gets_in_by_the_code_of_the_mailbox(client, site_tree, now):
    make_logins()
    codes = {code.owner: code for code in mailbox.codes_at(now)}
    assert EMAIL in codes and codes[EMAIL].seconds_left == 23
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.post("/account/tweede-stap/code/", {"code": codes[EMAIL].code}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_making_them_again_makes_none_and_keeps_the_codes(now):
    assert make_logins() == 1
    before = codes_at(now)
    assert make_logins() == 0
    assert codes_at(now) == before


def test_a_login_that_was_there_before_the_second_step_gets_its_app(now):
    User.objects.create_superuser(EMAIL, PASSWORD)
    make_logins()
    assert User.objects.get(email=EMAIL).authenticator_set.get().type == "totp"


def test_the_command_prints_the_codes_of_this_moment(capsys, now):
    make_logins()
    call_command("demo_code")
    [code] = [code for code in codes_at(now) if code.owner == EMAIL]
    assert f"{EMAIL}  {code.code}  (nog 23 s)" in capsys.readouterr().out.splitlines()


def test_outside_a_demo_it_prints_nothing(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="geen demo"):
        call_command("demo_code")


def test_nobody_has_a_code_who_is_not_of_the_demo(now):
    User.objects.create_superuser("iemand@ikkooplokaal.example", "een lange zin van mij")
    assert codes_at(now) == []
