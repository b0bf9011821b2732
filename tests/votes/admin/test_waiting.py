"""What of the vote waits on somebody's desk, what a town still has to do, and what it gets when it joins."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from municipalities.checklist import progress
from municipalities.onboarding import Part, offboard, onboard, parts
from tests.factories.shops import ShopFactory
from tests.factories.votes import (
    ANNOUNCED,
    CLOSES,
    COUNTED,
    OPEN,
    OPENS,
    EditionFactory,
    RoundFactory,
    decided,
    proposed,
    round_with_candidates,
    standing,
)
from votes import counting, desk, keys
from votes.checklist import items
from votes.models import Cluster, Round

pytestmark = pytest.mark.django_db
BEFORE = OPENS - timedelta(days=3)


def waits(function, person, at=OPEN):
    """(label, count), None when nothing does."""
    user = get_user_model().objects.get(pk=person.user.pk)
    found = function(user, None, at)
    return found and (found.label, found.count)


@pytest.fixture
def cluster(tielt):
    return Cluster.objects.create(round=round_with_candidates(2, tielt), rule="one_network", key="a", letter="A", opened_at=OPEN)


# -- the desk


def test_a_cluster_waits_for_reviewers_and_not_for_who_proposed(rik, mia, els, an, cluster):
    told = ("groep stemmen wacht op jouw oordeel", 1)
    assert [waits(desk.clusters_to_review, person) for person in (rik, mia, els, an)] == [told, told, told, None]
    proposal = proposed(cluster, "reject", "Te gelijkmatig.", rik.user)
    assert [waits(desk.clusters_to_review, person) for person in (rik, mia)] == [None, told]
    decided(proposal, mia.user)
    assert waits(desk.clusters_to_review, els) is None


def test_a_round_waits_to_be_counted_and_then_for_another_to_publish_it(els, jo, an, tielt):
    voting_round = round_with_candidates(2, tielt)
    assert waits(desk.rounds_to_count, els, COUNTED - timedelta(seconds=1)) is None
    assert waits(desk.rounds_to_count, els, COUNTED) == ("ronde is klaar om te tellen", 1)
    assert waits(desk.rounds_to_count, an, COUNTED) is None
    counting.freeze(round_id=voting_round.pk, by=els.user, at=COUNTED)
    assert waits(desk.rounds_to_count, els, COUNTED) is None
    assert [waits(desk.rounds_to_publish, person) for person in (els, jo, an)] == [None, ("uitslag wacht op bekendmaking door jou", 1), None]


def test_a_round_with_an_undecided_cluster_does_not_wait_to_be_counted(els, cluster):
    assert waits(desk.rounds_to_count, els, COUNTED) is None


def test_too_few_candidates_wait_for_the_editor_in_the_weeks_before_opening(an, els, tielt):
    voting_round = RoundFactory(municipality=tielt)
    told = ("stemronde heeft nog geen twee kandidaten", 1)
    assert waits(desk.rounds_without_candidates, an, OPENS - timedelta(days=20)) is None
    assert (waits(desk.rounds_without_candidates, an, BEFORE), waits(desk.rounds_without_candidates, els, BEFORE)) == (told, None)
    for number in range(2):
        standing(voting_round, ShopFactory(slug=f"w-{number}", name=f"W {number}", municipality=tielt))
    assert waits(desk.rounds_without_candidates, an, BEFORE) is None


def test_the_last_days_are_told_to_the_editor(an, tielt):
    RoundFactory(municipality=tielt)
    assert waits(desk.rounds_that_close, an, CLOSES - timedelta(days=4)) is None
    assert waits(desk.rounds_that_close, an, CLOSES - timedelta(days=2)) == ("stemronde sluit binnen drie dagen", 1)
    assert waits(desk.rounds_that_close, an, CLOSES) is None


def test_the_desk_of_a_reviewer_leads_to_the_review(rik, cluster):
    page = rik.client.get("/admin/").content.decode()
    assert "groep stemmen wacht op jouw oordeel" in page
    assert 'href="/admin/stemming/nazicht/"' in page


# -- the checklist


def test_a_town_looks_for_two_candidates_until_the_vote_opens(tielt, kortrijk, django_assert_num_queries):
    voting_round = RoundFactory(municipality=tielt)
    assert [(item.label, item.done) for item in items([tielt, kortrijk], BEFORE)[tielt.pk]] == [("Zoek minstens twee kandidaten", False)]
    assert items([tielt, kortrijk], BEFORE)[kortrijk.pk] == []
    for number in range(2):
        standing(voting_round, ShopFactory(slug=f"w-{number}", name=f"W {number}", municipality=tielt))
    assert items([tielt], BEFORE)[tielt.pk][0].done
    assert items([tielt], OPENS)[tielt.pk] == []
    RoundFactory(municipality=kortrijk)
    with django_assert_num_queries(3):
        items([tielt, kortrijk], BEFORE)


def test_shops_that_may_not_stand_are_no_candidates(tielt, kortrijk):
    voting_round = RoundFactory(municipality=tielt, edition__stands="independents")
    for number, facts in enumerate([{"live": False}, {"kind": "chain"}, {"municipality": kortrijk}]):
        standing(voting_round, ShopFactory(**({"slug": f"w-{number}", "name": f"W {number}", "municipality": tielt} | facts)))
    assert not items([tielt], BEFORE)[tielt.pk][0].done


def test_the_checklist_of_a_town_holds_it(site_tree, tielt):
    RoundFactory(municipality=tielt)
    onboard(municipality=tielt, at=ANNOUNCED)
    assert "Zoek minstens twee kandidaten" in [item.label for item in progress(tielt, BEFORE)]


# -- joining and leaving


def test_a_town_that_joins_gets_a_round_in_each_edition_that_did_not_open(site_tree, tielt, stands):
    EditionFactory(year=2026, candidacy_from=ANNOUNCED, candidacy_until=ANNOUNCED + timedelta(days=1), opens_at=BEFORE)
    EditionFactory(
        year=2028,
        scheduled_at=None,
        opens_at=OPENS + timedelta(days=365),
        closes_at=CLOSES + timedelta(days=366),
        review_until=COUNTED + timedelta(days=366),
    )
    EditionFactory()
    stands(BEFORE)
    for _time in range(2):
        onboard(municipality=tielt, at=BEFORE)
    made = {one.edition.year: one for one in Round.objects.select_related("edition")}
    assert set(made) == {2027, 2028}
    assert (made[2027].scheduled_at, made[2028].scheduled_at) == (ANNOUNCED, None)
    assert keys.has_key(made[2027].scope), "in an announced edition it is announced too"
    assert made[2027].order_seed


def test_a_town_that_joins_during_the_vote_waits_for_the_next(site_tree, tielt):
    EditionFactory()
    onboard(municipality=tielt, at=OPEN)
    assert not Round.objects.exists()


def test_a_town_that_leaves_keeps_its_announced_round_and_loses_its_draft(site_tree, tielt, stands):
    EditionFactory()
    EditionFactory(
        year=2028,
        scheduled_at=None,
        opens_at=OPENS + timedelta(days=365),
        closes_at=CLOSES + timedelta(days=366),
        review_until=COUNTED + timedelta(days=366),
    )
    stands(BEFORE)
    onboard(municipality=tielt, at=BEFORE)
    offboard(municipality=tielt, at=BEFORE)
    assert [one.edition.year for one in Round.objects.select_related("edition")] == [2027]


def test_joining_and_leaving_say_what_becomes_of_the_vote():
    (told,) = [part for part in parts() if part.name == "stemronde"]
    assert isinstance(told, Part)
    assert (str(told.makes), str(told.ends)) == (
        "Een eigen ronde in elke stemming die nog moet beginnen.",
        "Een ronde die nog niet aangekondigd is, vervalt. Een aangekondigde loopt door, tenzij de provincie ze afgelast.",
    )


def test_the_menu_shows_each_what_is_theirs(els, an, rik):
    def items_of(person):
        page = person.client.get("/admin/").content.decode()
        return [label for label in ("Rondes", "Nazicht", "Edities", "Maildomeinen") if f'"label": "{label}"' in page]

    assert items_of(els) == ["Rondes", "Nazicht", "Edities", "Maildomeinen"]
    assert items_of(an) == ["Rondes"]
    assert items_of(rik) == ["Nazicht"]
