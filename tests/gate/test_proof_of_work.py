"""A proof of work: what passes, what is refused, and that nothing that is sent can break it."""

import base64
import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from gate import proof_of_work
from gate.models import SpentProof
from gate.proof_of_work import Forged, Malformed, NoProof, Spent, TooLate, WrongPurpose, cost_for, make_challenge, spend_proof
from tests.proofs import payload_of, proof, solution_of

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
ROUND = "round 17"
SOLVED = make_challenge(bound_to=ROUND, cost=3, at=AT)
SOLUTION = solution_of(SOLVED)


def refusal(payload: str, bound_to: str = ROUND, at: datetime = AT) -> type[Exception] | None:
    """Why `payload` is refused, or None when it passes."""
    try:
        spend_proof(payload=payload, bound_to=bound_to, at=at)
    except NoProof as reason:
        return type(reason)
    return None


def encoded(document: Any) -> str:
    return base64.b64encode(json.dumps(document).encode()).decode()


def changed(**parts: Any) -> str:
    """The solved challenge with other parameters, its signature and solution as they were."""
    return payload_of({"parameters": SOLVED["parameters"] | parts, "signature": SOLVED["signature"]}, SOLUTION)


# -- what passes
@pytest.mark.django_db
def test_a_solved_challenge_passes_once_and_a_copy_is_spent():
    payload = proof(ROUND, AT, cost=5)
    assert [refusal(payload), refusal(payload), refusal(proof(ROUND, AT))] == [None, Spent, None]


@pytest.mark.django_db
def test_a_proof_is_unspent_when_what_it_was_for_is_rolled_back():
    payload = proof(ROUND, AT)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        spend_proof(payload=payload, bound_to=ROUND, at=AT)
        raise ZeroDivisionError
    assert [refusal(payload), refusal(payload)] == [None, Spent]


@pytest.mark.django_db
def test_a_proof_holds_for_twenty_minutes_and_not_a_second_more():
    for seconds, expected in [(-1, None), (0, TooLate), (3600, TooLate)]:
        assert refusal(proof(ROUND, AT), at=AT + timedelta(minutes=20, seconds=seconds)) is expected


@pytest.mark.django_db
def test_a_challenge_given_out_before_the_key_was_changed_is_still_good(settings):
    payload = proof(ROUND, AT)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "tomorrow's", [settings.SECRET_KEY]
    assert refusal(payload) is None
    settings.SECRET_KEY_FALLBACKS = []
    assert refusal(payload) is Forged


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written_otherwise",
    [
        lambda document: json.dumps(document, indent=4),
        lambda document: json.dumps(document, sort_keys=True),
        lambda document: json.dumps(dict(reversed(document.items()))),
        lambda document: json.dumps(document | {"extra": 1}),
        lambda document: json.dumps(document).replace('"nonce": "', '"more": 1, "nonce": "'),
        lambda document: json.dumps(document).replace("5000", "5e3"),
        lambda document: json.dumps(document | {"solution": document["solution"] | {"counter": 0, "time": 9}}),
        lambda document: json.dumps(document | {"solution": document["solution"] | {"derivedKey": document["solution"]["derivedKey"].upper()}}),
    ],
)
def test_the_same_solution_written_otherwise_is_the_same_proof(written_otherwise: Callable[[dict[str, Any]], str]):
    document = {"challenge": SOLVED, "solution": SOLUTION}
    again = base64.b64encode(written_otherwise(document).encode()).decode()
    assert [refusal(again), refusal(encoded(document)), refusal(again), SpentProof.objects.count()] == [None, Spent, Spent, 1]


# -- what is refused
@pytest.mark.django_db
def test_a_proof_for_another_round_is_refused_and_not_spent():
    payload = proof(ROUND, AT)
    assert [refusal(payload, bound_to="round 18"), refusal(payload)] == [WrongPurpose, None]


@pytest.mark.parametrize(
    "parts",
    [
        {"algorithm": "SHA-256"},
        {"cost": 1},
        {"keyLength": 1},
        {"keyPrefix": ""},
        {"keySignature": "00" * 32},
        {"keySignature": None},
        {"nonce": "00" * 16},
        {"nonce": SOLVED["parameters"]["nonce"].upper() + "A"},
        {"salt": "00" * 16},
        {"data": {"for": "round 18", "until": SOLVED["parameters"]["data"]["until"]}},
        {"data": {"for": ROUND, "until": SOLVED["parameters"]["data"]["until"] + 1}},
        {"data": {}},
        {"data": None},
        {"expiresAt": 1},
        {"expiresAt": 4_000_000_000},
        {"expiresAt": None},
        {"memoryCost": 1},
        {"parallelism": 1},
    ],
)
def test_a_challenge_of_which_anything_was_changed_is_forged(parts):
    assert refusal(changed(**parts)) is Forged


@pytest.mark.parametrize("signature", [None, "", "00" * 32, 5, [], {}, SOLVED["signature"].upper() + "A"], ids=range(7))
def test_a_challenge_without_our_signature_is_forged(signature):
    assert refusal(payload_of(SOLVED | {"signature": signature}, SOLUTION)) is Forged


@pytest.mark.parametrize("key", ["", "00" * 32, None, 5, SOLUTION["derivedKey"][:-2], SOLUTION["derivedKey"] + "00"], ids=range(6))
def test_a_wrong_solution_is_forged(key):
    assert refusal(payload_of(SOLVED, SOLUTION | {"derivedKey": key})) is Forged


def test_the_solution_of_another_challenge_is_forged():
    assert refusal(payload_of(make_challenge(bound_to=ROUND, cost=1, at=AT), SOLUTION)) is Forged


@pytest.mark.parametrize(
    "payload",
    ["", "x", "é", "\ud800", "e30=", encoded([]), encoded(None), encoded({"challenge": [], "solution": 5}), encoded({"challenge": SOLVED})]
    + [base64.b64encode(text).decode() for text in (b"\xff\xfe", b"[" * 6000, b'{"challenge":' * 400, b"9" * 5000, b"NaN")],
    ids=range(14),
)
def test_what_is_no_payload_is_malformed(payload):
    assert refusal(payload) is Malformed


def test_more_than_8_kilobytes_are_not_even_decoded(monkeypatch):
    monkeypatch.setattr(proof_of_work.base64, "b64decode", lambda *args, **kwargs: pytest.fail("decoded"))
    assert refusal("A" * 8193) is Malformed


# -- whatever is sent
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
PLACES = [("challenge",), ("solution",), ("challenge", "parameters"), ("challenge", "signature"), ("solution", "counter"), ("solution", "derivedKey")]
PLACES += [("challenge", "parameters", name) for name in (*SOLVED["parameters"], "expiresAt", "memoryCost", "parallelism")]


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: base64.b64encode(raw).decode()) | JSON.map(encoded))
def test_garbage_is_refused_and_breaks_nothing(payload):
    assert refusal(payload) in (Malformed, Forged)


@given(st.sampled_from(PLACES), JSON)
def test_garbage_in_any_place_of_a_good_payload_is_refused_and_breaks_nothing(place, garbage):
    document = deepcopy({"challenge": SOLVED, "solution": SOLUTION})
    inner: Any = document
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = garbage
    expected = {WrongPurpose} if place == ("solution", "counter") else {Malformed, Forged}  # the counter decides nothing: the derived key does
    assert refusal(encoded(document), bound_to="round 18") in expected


# -- what it costs
def test_a_challenge_says_what_it_is_for_and_nothing_of_its_solution():
    parameters = make_challenge(bound_to=ROUND, cost=200, at=AT)["parameters"]
    assert parameters["data"] == {"for": ROUND, "until": int(AT.timestamp()) + 1200}
    assert {name for name in parameters if name not in ("nonce", "salt", "keyPrefix", "keySignature")} == {"algorithm", "cost", "keyLength", "data"}
    assert (parameters["algorithm"], parameters["cost"], len(parameters["keyPrefix"])) == ("PBKDF2/SHA-256", 5000, 32)


def test_the_counter_lies_anywhere_below_the_cost(monkeypatch):
    monkeypatch.setattr(proof_of_work.secrets, "randbelow", lambda bound: bound - 1)
    assert solution_of(make_challenge(bound_to=ROUND, cost=7, at=AT))["counter"] == 6


def test_the_cost_rises_with_the_tries_of_a_network_and_never_beyond_sixteen_seconds_of_a_phone():
    tries = [0, 19, 20, 59, 60, 149, 150, 299, 300, 599, 600, 100_000]
    assert [cost_for(tries=number) for number in tries] == [200, 200, 400, 400, 800, 800, 1600, 1600, 2400, 2400, 3200, 3200]


@pytest.mark.django_db
def test_pruning_forgets_proofs_a_day_after_they_ended():
    spend_proof(payload=proof(ROUND, AT), bound_to=ROUND, at=AT)
    ended = AT + timedelta(minutes=20)
    assert [proof_of_work.prune(ended + timedelta(hours=23)), proof_of_work.prune(ended + timedelta(days=1))] == [0, 1]
