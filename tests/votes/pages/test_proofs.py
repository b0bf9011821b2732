"""The proof of work of the form: asked from its own address, harder for a network that asks often, spent once."""

from datetime import timedelta

import pytest

from gate.models import Throttle
from gate.proof_of_work import COSTS
from tests.factories.votes import OPEN, RoundFactory, round_with_candidates
from tests.proofs import payload_of, solution_of
from votes import asking
from votes.models import VoteRequest
from votes.pages import form

pytestmark = pytest.mark.django_db

FORM = "/nl/stemmen/2027/tielt/stem/"
CHALLENGE = f"{FORM}opgave/"
SENT = {"kandidaat": "2", "email": "an@example.org", "postcode": "8700", "hier": "on"}


@pytest.fixture
def tielt(laid_out, open_now):
    return round_with_candidates(2)


@pytest.fixture
def costs(monkeypatch) -> list[int]:
    """What was asked of whoever fetched a challenge; the challenges themselves are solved at once."""
    asked: list[int] = []
    plain = form.make_challenge

    def easy(**facts):
        asked.append(facts["cost"])
        return plain(**(facts | {"cost": 1}))

    monkeypatch.setattr(form, "make_challenge", easy)
    return asked


def proof(client) -> str:
    challenge = client.get(CHALLENGE).json()
    return payload_of(challenge, solution_of(challenge))


def test_a_challenge_is_kept_by_nobody_and_sets_no_cookie(tielt, client):
    answer = client.get(CHALLENGE)
    assert (answer["Content-Type"], answer.cookies) == ("application/json", {})
    assert "no-store" in answer["Cache-Control"]


def test_a_proof_lets_the_mail_go_at_once_where_the_budget_without_one_is_spent(tielt, client, costs):
    assert client.post(FORM, SENT | {"proof": ""}).status_code == 303
    Throttle.objects.update(count=asking.UNPROVEN.count)
    client.post(FORM, SENT | {"email": "bo@example.org", "proof": ""})
    client.post(FORM, SENT | {"email": "cas@example.org", "proof": proof(client)})
    assert [request.mail_due_at for request in VoteRequest.objects.order_by("mail_due_at")] == [OPEN, OPEN, OPEN + asking.LATER]


def test_a_proof_is_spent_once(tielt, client, costs):
    once = proof(client)
    assert client.post(FORM, SENT | {"proof": once}).status_code == 303
    answer = client.post(FORM, SENT | {"email": "bo@example.org", "proof": once})
    assert (answer.status_code, VoteRequest.objects.count()) == (200, 1)
    assert "De controle tegen robots" in answer.content.decode()


def test_a_proof_of_another_round_or_an_old_one_is_none(tielt, client, costs, at):
    elsewhere = round_with_candidates(1, municipality=RoundFactory(municipality__nis="31005", municipality__slug="brugge").municipality)
    challenge = client.get(f"/nl/stemmen/2027/{elsewhere.municipality.slug}/stem/opgave/").json()
    assert client.post(FORM, SENT | {"proof": payload_of(challenge, solution_of(challenge))}).status_code == 200
    old = proof(client)
    at(OPEN + timedelta(minutes=20))
    assert client.post(FORM, SENT | {"proof": old}).status_code == 200
    assert VoteRequest.objects.count() == 0


def test_a_network_that_asks_often_gets_harder_ones_and_is_never_refused(tielt, client, costs):
    for _ in range(COSTS[0][0] + 1):
        assert client.get(CHALLENGE).status_code == 200
    assert (costs[0], costs[COSTS[0][0] - 1], costs[COSTS[0][0]]) == (COSTS[0][1], COSTS[0][1], COSTS[1][1])
    Throttle.objects.update(count=10_000)
    assert client.get(CHALLENGE).status_code == 200


def test_another_network_is_not_made_to_pay_for_it(tielt, client, costs):
    for _ in range(COSTS[0][0] + 1):
        client.get(CHALLENGE)
    client.get(CHALLENGE, REMOTE_ADDR="198.51.100.7")
    assert costs[-1] == COSTS[0][1]
