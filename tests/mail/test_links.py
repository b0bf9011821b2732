"""Links that work once."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.models import User
from mail import links
from mail.links import Expired, Unknown, Used, look_at, make_link, prune, use, withdraw
from mail.models import OneTimeLink
from tests.mail.conftest import AT

DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def token() -> str:
    return make_link(purpose="invite", user_id=None, at=AT, valid_for=DAY, data={"municipality": 7})


def refusal(act, **facts) -> type[Exception] | None:
    """What `act` raises, if anything."""
    try:
        act(**{"purpose": "invite", "at": AT} | facts)
    except links.NotValid as refused:
        return type(refused)
    return None


def test_looking_changes_nothing_and_using_works_once(token):
    assert [look_at(purpose="invite", token=token, at=AT).data for _ in range(3)] == [{"municipality": 7}] * 3
    link = use(purpose="invite", token=token, at=AT)
    assert (link.data, link.used_at) == ({"municipality": 7}, AT)
    assert [refusal(use, token=token), refusal(look_at, token=token), refusal(use, token=token, at=AT + DAY)] == [Used, Used, Used]


def test_it_works_until_it_expires(token):
    assert refusal(look_at, token=token, at=AT + DAY - timedelta(seconds=1)) is None
    assert [refusal(look_at, token=token, at=AT + DAY), refusal(use, token=token, at=AT + DAY)] == [Expired, Expired]


@pytest.mark.parametrize("changed", ["", "x", "\x00", "a" * 5000])
def test_another_token_is_unknown(token, changed):
    assert refusal(use, token=changed) is Unknown


def test_a_token_opens_no_other_door(token):
    assert refusal(use, token=token, purpose="reset") is Unknown
    assert refusal(use, token=token) is None


def test_when_what_it_is_for_fails_the_link_is_unused(token):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        use(purpose="invite", token=token, at=AT)
        raise ZeroDivisionError
    assert refusal(use, token=token) is None


def test_the_database_does_not_hold_the_token(token):
    stored = OneTimeLink.objects.get()
    assert len(token) == 43
    assert token not in str(stored.__dict__)


def test_a_changed_secret_key_keeps_the_links_of_the_former_one(token, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the tests"
    assert refusal(look_at, token=token) is None
    settings.SECRET_KEY_FALLBACKS = []
    assert refusal(look_at, token=token) is Unknown


def test_withdrawn_are_the_open_links_of_one_user_and_one_purpose():
    an, rik = (User.objects.create_user(f"{name}@brugge.example") for name in ("an", "rik"))
    owners = {"an": (an, "invite"), "an's other": (an, "reset"), "rik": (rik, "invite")}
    tokens = {name: make_link(purpose=purpose, user_id=user.pk, at=AT, valid_for=DAY) for name, (user, purpose) in owners.items()}
    used = make_link(purpose="invite", user_id=an.pk, at=AT, valid_for=DAY)
    use(purpose="invite", token=used, at=AT)

    assert withdraw(purpose="invite", user_id=an.pk, at=AT) == 1
    assert {name: refusal(look_at, token=tokens[name], purpose=owners[name][1]) for name in owners} == {
        "an": Expired,
        "an's other": None,
        "rik": None,
    }
    assert refusal(look_at, token=used) is Used


def test_links_are_deleted_a_month_after_their_end(token):
    assert [prune(AT + DAY + timedelta(days=29)), prune(AT + DAY + timedelta(days=30))] == [0, 1]
