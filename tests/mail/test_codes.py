"""Six digits that work once."""

from datetime import timedelta

import pytest
from django.db import transaction

from mail import codes
from mail.codes import check_code, make_code, prune
from mail.links import NotValid
from mail.models import OneTimeCode
from tests.mail.conftest import AT

TEN_MINUTES = timedelta(minutes=10)
FACTS = {"purpose": "vote", "subject": "an@brugge.example", "at": AT}

pytestmark = pytest.mark.django_db


@pytest.fixture
def code() -> str:
    return make_code(**FACTS, valid_for=TEN_MINUTES)


def passes(code: str, **facts) -> bool:
    try:
        check_code(**FACTS | facts, code=code)
    except NotValid as refused:
        assert (type(refused), str(refused)) == (NotValid, ""), "all refusals are alike"
        return False
    return True


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_right_code_passes_once(code):
    assert len(code) == 6 and code.isdigit()
    assert [passes(code), passes(code)] == [True, False]


def test_it_may_be_typed_with_blanks(code):
    assert passes(f" {code[:3]} {code[3:]}-")


def test_after_five_wrong_ones_the_right_one_is_refused_too(code):
    assert [passes(other_than(code)) for _ in range(5)] == [False] * 5
    assert not passes(code)


def test_after_four_wrong_ones_the_right_one_passes(code):
    assert [passes(typed) for typed in [other_than(code)] * 4 + [code]] == [False] * 4 + [True]


@pytest.mark.parametrize("wrong", [{"subject": "rik@brugge.example"}, {"purpose": "login"}, {"at": AT + TEN_MINUTES}])
def test_it_is_for_one_subject_one_purpose_and_a_while(code, wrong):
    assert not passes(code, **wrong)


def test_a_new_code_takes_the_place_of_the_former_with_five_new_tries(code):
    for _ in range(5):
        passes(other_than(code))
    newer = make_code(**FACTS, valid_for=TEN_MINUTES)
    assert passes(newer)
    assert OneTimeCode.objects.count() == 0


def test_the_database_holds_neither_the_code_nor_the_subject(code):
    stored = str(OneTimeCode.objects.get().__dict__)
    assert "brugge" not in stored
    assert f"'{code}'" not in stored


def test_zeros_in_front_count(monkeypatch):
    monkeypatch.setattr(codes.secrets, "randbelow", lambda end: 42)
    assert make_code(**FACTS, valid_for=TEN_MINUTES) == "000042"
    assert [passes("42"), passes("000042")] == [False, True]


def test_within_a_transaction_it_refuses_to_count_a_try_that_could_be_rolled_back(code):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        passes(code)


def test_codes_that_are_too_late_are_deleted(code):
    assert [prune(AT), prune(AT + TEN_MINUTES)] == [0, 1]
