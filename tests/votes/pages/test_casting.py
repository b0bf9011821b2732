"""A vote over HTTP, from the round's page to the receipt."""

import re

import pytest
from django.core import mail

from tests.factories.votes import round_with_candidates
from votes.models import Ballot, VoteRequest

pytestmark = pytest.mark.django_db(transaction=True)

ROUND = "/nl/stemmen/2027/tielt/"
FORM = f"{ROUND}stem/"


def filled_in(**others: str) -> dict[str, str]:
    """What an honest voter sends from the form."""
    return {"kandidaat": "2", "email": "an@example.org", "postcode": "8700", "hier": "on", "proof": ""} | others


@pytest.fixture
def tielt(laid_out, open_now):
    return round_with_candidates(3)


def code_of(sent) -> str:
    found = re.search(r"^ {4}(\d{6})$", sent.body, re.MULTILINE)
    assert found
    return found[1]


def test_a_voter_chooses_types_the_mailed_code_and_gets_a_receipt(tielt, client):
    answer = client.post(FORM, filled_in())
    assert answer.status_code == 303
    code_page = answer["Location"]
    assert code_page == f"{FORM}c/{VoteRequest.objects.get().pk}/"
    assert b"Kijk in je mailbox" in client.get(code_page).content
    answer = client.post(code_page, {"code": code_of(mail.outbox[0]), "doe": "bevestig"})
    assert (answer.status_code, answer["Location"]) == (303, f"{code_page}bewijs/")
    ballot = Ballot.objects.get()
    assert (ballot.candidate.number, ballot.is_local) == (2, True)
    assert ballot.slip.receipt in client.get(answer["Location"]).content.decode()
