"""The start of somebody who only reviews: what waits, per round, and no empty desk."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.models import Role
from municipalities.roles import give
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.votes import OPEN, many_votes, round_with_candidates
from tests.public_page import words
from tests.votes.admin.conftest import Person
from votes import reviewing
from votes.models import Cluster, Proposal

pytestmark = pytest.mark.django_db
PART = 'section[aria-labelledby="nakijken"]'


def group(voting_round, letter, opened_at=OPEN):
    ballots = many_votes(voting_round, [1, 1, 2])
    made = Cluster.objects.create(round=voting_round, rule="one_network", key=f"zz#{letter}", letter=letter, opened_at=opened_at)
    made.ballots.set(ballots)
    return made


def start(person: Person):
    answer = person.client.get("/admin/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


@pytest.fixture
def ieper():
    return MunicipalityFactory(nis="33011", name="Ieper", slug="ieper", postcodes=["8900"])


def test_a_reviewer_sees_what_waits_per_round_the_oldest_first(rik, tielt, ieper, stands):
    stands(OPEN)
    group(round_with_candidates(2, tielt), "A", OPEN)
    in_ieper = round_with_candidates(2, ieper)
    group(in_ieper, "A", OPEN - timedelta(days=1))
    group(in_ieper, "B", OPEN + timedelta(days=1))
    part = start(rik).select_one(PART)
    assert [words(one) for one in part.select("h3")] == [
        "Ieper 2027 nazicht tot woensdag 7 april 2027 om 22.00 uur",
        "Tielt 2027 nazicht tot woensdag 7 april 2027 om 22.00 uur",
    ]
    assert [words(row.select_one("th")) for row in part.select("tbody tr")] == ["A, Ieper 2027", "B, Ieper 2027", "A, Tielt 2027"]
    assert part.select("tbody a")[0]["href"].startswith("/admin/stemming/nazicht/")


def test_what_is_decided_is_not_there_and_ones_own_proposal_says_that_it_waits(rik, tielt, stands):
    stands(OPEN)
    voting_round = round_with_candidates(2, tielt)
    done, mine = group(voting_round, "A"), group(voting_round, "B")
    told = {"verdict": "reject", "reason": "Een machine.", "by": rik.user, "at": OPEN, "size": 3, "digest": reviewing.held_by(done)[1]}
    Proposal.objects.create(cluster=done, agreed=True, decided_at=OPEN, **told)
    Proposal.objects.create(cluster=mine, **told)
    rows = start(rik).select(f"{PART} tbody tr")
    assert [words(row.select("td")[-1]) for row in rows] == ["jouw voorstel wacht op iemand anders"]


def test_when_nothing_waits_the_page_says_so_and_until_when_there_may_be_something(rik, tielt, stands):
    stands(OPEN)
    assert "Er loopt geen stemming." in words(start(rik).select_one(PART))
    round_with_candidates(2, tielt)
    assert "het eerste nazicht eindigt woensdag 7 april 2027 om 22.00 uur" in words(start(rik).select_one(PART))


def test_who_also_works_for_a_municipality_keeps_the_desk_of_an_editor(rik, tielt, els):
    give(user=rik.user, role=Role.EDITOR, municipality=tielt)
    assert [start(person).select_one(PART) for person in (Person(type(rik.user).objects.get(pk=rik.user.pk)), els)] == [None, None]


def test_the_start_asks_as_much_for_ten_groups_as_for_one(rik, tielt, stands):
    stands(OPEN)
    voting_round = round_with_candidates(2, tielt)
    asked = []
    for letters in ("A", "BCDEFGHIJ"):
        for letter in letters:
            group(voting_round, letter)
        start(rik)
        with CaptureQueriesContext(connection) as queries:
            start(rik)
        asked.append(len(queries))
    assert asked[0] == asked[1]
