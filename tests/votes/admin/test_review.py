"""Review: one proposes, another decides, and neither sees for whom the ballots are."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.urls import get_resolver

from municipalities.models import Role
from municipalities.roles import give
from shops.models import Shop
from tests.append_only import without_triggers
from tests.factories.votes import COUNTED, OPEN, judged, many_votes, round_with_candidates
from tests.isolation.patterns import walk
from tests.public_page import words
from tests.votes.admin.conftest import Person
from votes import desk, reviewing, suspicion
from votes.admin.bars import stretches
from votes.models import Ballot, BallotEvent, Cluster, Proposal, Round, Slip

pytestmark = pytest.mark.django_db
REASON = "Vijf stemmen in twee minuten van één netwerk, elk uur opnieuw."


@pytest.fixture
def cluster(tielt):
    """Five of eight votes in Tielt, all for number 1."""
    voting_round = round_with_candidates(2, tielt)
    ballots = many_votes(voting_round, [1, 1, 1, 1, 1, 2, 2, 2])
    figures = {"votes": 5, "share": 100, "minutes": 5}
    made = Cluster.objects.create(round=voting_round, rule="one_network", key="zzkey#1", letter="A", opened_at=OPEN, explanation=figures)
    made.ballots.set(ballots[:5])
    return made


def page(cluster):
    return f"nazicht/{cluster.pk}/"


def shown(cluster):
    """What the hidden field of the page says of the ballots that stand in the cluster now."""
    return reviewing.held_by(cluster)[1]


def propose(person, cluster, verdict="reject", reason=REASON):
    return person.is_told(f"{page(cluster)}voorstellen/", verdict=verdict, reason=reason, shown=shown(cluster))


def decide(person, cluster, decision, answer="", proposal=None):
    proposal = proposal or Proposal.objects.get(cluster=cluster, decided_at=None).pk
    return person.is_told(f"{page(cluster)}beslissen/", proposal=proposal, decision=decision, answer=answer, shown=shown(cluster))


def again(person):
    """The same person after a change of roles, logged in anew."""
    return Person(get_user_model().objects.get(pk=person.user.pk))


def test_a_reviewer_reads_the_rule_the_figures_and_the_span_to_the_minute(rik, cluster, monkeypatch):
    rule = suspicion.Rule("Eén netwerk", "Veel stemmen van één netwerk.", "%(votes)d stemmen, %(share)d %% voor dezelfde kandidaat.")
    monkeypatch.setitem(suspicion.RULES, "one_network", rule)
    text = rik.reads(page(cluster))
    assert "Eén netwerk Veel stemmen van één netwerk. 5 stemmen, 100 % voor dezelfde kandidaat." in text
    assert "5 stemmen, van woensdag 10 maart, 12.00 uur tot woensdag 10 maart, 12.04 uur." in text


def test_bars_tell_when_the_votes_came_in(rik, cluster):
    bars = rik.opens(page(cluster)).select(".vote-chart rect")
    assert [(bar["x"], bar["height"]) for bar in bars] == [(str(x), "100") for x in range(5)]


def test_a_stored_figure_that_the_rule_does_not_know_is_never_shown(rik, cluster):
    cluster.explanation = {"candidate": "Zwaluwnest", "share": 100}
    cluster.save()
    assert "Zwaluwnest" not in str(rik.opens(page(cluster)))


def test_nothing_on_the_pages_of_review_leads_to_a_candidate(rik, mia, els, cluster):
    """Planted in everything of the candidate; keys of rows are made so large that they cannot stand there by chance."""
    candidate = cluster.round.candidates.get(number=1)
    Shop.objects.filter(pk=candidate.shop_id).update(name="Zwaluwnest winkel", phone="+3251998877")
    told = {
        "name": "Zwaluwnest naam",
        "slug": "zwaluwnest-slug",
        "pitch": "Zwaluwnest pitch",
        "supports": "Zwaluwnest club",
        "address": "Zwaluwneststraat",
    }
    with without_triggers(connection):
        type(candidate).objects.filter(pk=candidate.pk).update(**told)
    propose(rik, cluster)
    ballots = [value for row in cluster.ballots.values_list("id", "nonce", "commitment") for value in (str(row[0]), row[1], row[2])]
    for person in (rik, mia, els):
        for tail in ("nazicht/", page(cluster)):
            source = person.answer(tail).content.decode()
            assert not re.search("zwaluwnest", source, re.IGNORECASE)
            assert not [value for value in ballots if value in source]
            assert "zzkey" not in source, "the key of the finding"
            assert "kandidaat/" not in source


def test_addresses_of_review_hold_the_key_of_a_cluster_and_nothing_else():
    tails = {pattern.route: pattern.parameters for pattern in walk(get_resolver().url_patterns) if "stemming/nazicht/" in pattern.route}
    assert set(tails.values()) == {frozenset(), frozenset({"cluster_id"})}


def test_a_proposal_is_decided_by_a_second_person(rik, mia, cluster):
    assert propose(rik, cluster) == ["Je voorstel staat klaar. Een tweede persoon beslist."]
    assert "Dit voorstel is van jou. Iemand anders beslist erover." in rik.reads(page(cluster))
    assert decide(rik, cluster, "agree") == ["Dit voorstel is van jou. Iemand anders beslist erover."]
    assert decide(mia, cluster, "agree") == ["Beslist. Het staat later bij de uitslag."]
    rejected = BallotEvent.objects.filter(kind=BallotEvent.Kind.REJECTED)
    assert {(event.ballot_id, event.reason, event.by) for event in rejected} == {(ballot.pk, REASON, mia.user.pk) for ballot in cluster.ballots.all()}


def test_a_disagreement_needs_an_answer_and_opens_the_cluster_again(rik, mia, cluster):
    propose(rik, cluster)
    follows = mia.sends(f"{page(cluster)}beslissen/", proposal=Proposal.objects.get().pk, decision="decline")
    assert "Zeg waarom je het niet eens bent" in words(follows)
    assert decide(mia, cluster, "decline", "Dit is een schoolklas.") == ["Je antwoord is bewaard. Iemand kan nu iets anders voorstellen."]
    assert "Dit is een schoolklas." in rik.reads(page(cluster))
    propose(mia, cluster, "release", "Een klas op bezoek.")
    assert decide(rik, cluster, "agree") == ["Beslist. Het staat later bij de uitslag."]
    assert BallotEvent.objects.filter(kind=BallotEvent.Kind.RELEASED).count() == 5


def test_a_proposal_without_a_reason_is_refused_at_its_field(rik, cluster):
    follows = rik.sends(f"{page(cluster)}voorstellen/", verdict="reject", reason="  ")
    assert "Dit is een verplicht veld." in words(follows)
    assert not Proposal.objects.exists()


def test_nobody_agrees_with_another_proposal_than_the_page_showed(rik, mia, els, cluster):
    propose(rik, cluster)
    of_page = Proposal.objects.get().pk
    decide(mia, cluster, "decline", "Nee.")
    propose(rik, cluster, "release", "Toch niet.")
    assert decide(mia, cluster, "agree", proposal=of_page) == ["Hierover is al beslist."]
    assert not Proposal.objects.filter(agreed=True).exists()


def test_two_proposals_at_once_are_refused(rik, mia, cluster):
    propose(rik, cluster)
    assert propose(mia, cluster, "release") == ["Er wacht al een voorstel op een tweede persoon."]


def test_a_proposal_of_another_cluster_is_not_decided_here(rik, mia, cluster):
    other = Cluster.objects.create(round=cluster.round, rule="even_pace", key="b#1", letter="B", opened_at=OPEN)
    propose(rik, cluster)
    answer = mia.client.post(f"/admin/stemming/{page(other)}beslissen/", {"proposal": Proposal.objects.get().pk, "decision": "agree"})
    assert answer.status_code == 404
    assert not Proposal.objects.filter(agreed=True).exists()


def test_nothing_is_decided_once_the_round_is_counted(rik, mia, cluster):
    propose(rik, cluster)
    Round.objects.filter(pk=cluster.round_id).update(frozen_at=COUNTED)
    assert decide(mia, cluster, "agree") == ["De ronde is geteld of afgelast: hier verandert niets meer aan."]
    assert "Er wacht niets." in rik.reads("nazicht/")


def test_editors_neither_see_nor_decide(an, cluster):
    assert {an.answer(tail).status_code for tail in ("nazicht/", page(cluster))} == {302}
    an.sends(f"{page(cluster)}voorstellen/", verdict="release", reason="Mijn klanten.", shown=shown(cluster))
    assert not Proposal.objects.exists()


def test_a_reviewer_who_works_for_a_municipality_does_not_review_its_round(rik, cluster, tielt):
    give(user=rik.user, role=Role.AUTHOR, municipality=tielt)
    rik = again(rik)
    assert rik.answer(page(cluster)).status_code == 302
    assert "Er wacht niets." in rik.reads("nazicht/")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR])
def test_somebody_of_the_province_who_works_for_a_municipality_does_not_review_its_round(els, rik, cluster, tielt, role):
    propose(rik, cluster)
    give(user=els.user, role=role, municipality=tielt)
    els = again(els)
    assert els.answer(page(cluster)).status_code == 302
    assert "Er wacht niets." in els.reads("nazicht/")
    els.sends(f"{page(cluster)}beslissen/", proposal=Proposal.objects.get().pk, decision="agree", shown=shown(cluster))
    assert Proposal.objects.get().agreed is None
    assert desk.clusters_to_review(els.user, None, OPEN) is None


def test_somebody_of_the_province_who_works_for_another_municipality_does(els, cluster, kortrijk):
    give(user=els.user, role=Role.EDITOR, municipality=kortrijk)
    assert propose(again(els), cluster) == ["Je voorstel staat klaar. Een tweede persoon beslist."]


def join_more(cluster):
    """Three more ballots, as a look of the rules adds them."""
    cluster.ballots.add(*many_votes(cluster.round, [1, 1, 1]))


def test_who_proposes_about_a_group_that_grew_sees_it_anew_and_keeps_what_was_typed(rik, cluster):
    of_page = rik.opens(page(cluster)).select_one("input[name=shown]")["value"]
    join_more(cluster)
    follows = rik.sends(f"{page(cluster)}voorstellen/", verdict="reject", reason=REASON, shown=of_page)
    assert "Er kwamen stemmen bij sinds je deze groep opende." in words(follows.select_one(".messages"))
    assert "8 stemmen, van woensdag 10 maart" in words(follows)
    assert follows.select_one("textarea[name=reason]").get_text().strip() == REASON
    assert not Proposal.objects.exists()
    assert follows.select_one("input[name=shown]")["value"] == shown(cluster) != of_page
    assert propose(rik, cluster) == ["Je voorstel staat klaar. Een tweede persoon beslist."]


@pytest.mark.parametrize("of_page", ["", "0" * 64])
def test_who_decides_about_other_ballots_than_stand_there_is_shown_them_first(rik, mia, cluster, of_page):
    propose(rik, cluster)
    told = mia.is_told(f"{page(cluster)}beslissen/", proposal=Proposal.objects.get().pk, decision="agree", shown=of_page)
    assert told == ["Er kwamen stemmen bij sinds je deze groep opende. Hier staat ze zoals ze nu is: kijk nog eens."]
    assert Proposal.objects.get().decided_at is None
    assert not BallotEvent.objects.filter(kind=BallotEvent.Kind.REJECTED).exists()


def test_a_proposal_says_over_how_many_votes_it_was(rik, mia, cluster):
    propose(rik, cluster)
    decide(mia, cluster, "decline", "Nee.")
    join_more(cluster)
    assert "over 5 stemmen: " in rik.reads(page(cluster))


def test_who_decides_reads_first_which_other_groups_hold_these_votes(rik, mia, els, cluster):
    other = Cluster.objects.create(round=cluster.round, rule="even_pace", key="b#1", letter="B", opened_at=OPEN)
    other.ballots.set(cluster.ballots.all()[:3])
    assert "Groep B, Het tempo van een machine: 3 van deze 5, nog niet beslist" in rik.reads(page(cluster))
    judged(other, "reject", REASON, (mia.user, els.user))
    text = rik.reads(page(cluster))
    assert "Groep B, Het tempo van een machine: 3 van deze 5, telt niet mee" in text
    assert "Een stem telt niet mee zodra één groep waarin ze staat, niet meetelt." in text


def test_a_group_that_shares_no_vote_is_not_named(rik, cluster):
    other = Cluster.objects.create(round=cluster.round, rule="even_pace", key="b#1", letter="B", opened_at=OPEN)
    other.ballots.set(cluster.round.ballots.exclude(clusters=cluster))
    assert "andere groepen" not in rik.reads(page(cluster))


def test_the_list_says_what_waits_for_whom(rik, mia, cluster):
    def state(person):
        return [words(row.select("td")[-1]) for row in person.opens("nazicht/").select("tbody tr")]

    assert state(rik) == ["wacht op een voorstel"]
    propose(rik, cluster)
    assert (state(rik), state(mia)) == (["jouw voorstel wacht op iemand anders"], ["een voorstel wacht op jou"])


def test_a_cluster_of_which_the_moments_are_forgotten_still_shows(rik, cluster):
    Slip.objects.update(confirmed_at=None)
    assert rik.opens(page(cluster)).select(".vote-chart") == []


def test_moments_fall_into_stretches_of_whole_minutes():
    moments = [OPEN + timedelta(seconds=seconds) for seconds in (5, 50, 61, 3600)]
    assert stretches([], 10) == []
    assert stretches(moments, 100)[:2] == [(OPEN, 2), (OPEN + timedelta(minutes=1), 1)]
    assert stretches(moments, 10) == [(OPEN + timedelta(minutes=7 * number), {0: 3, 8: 1}.get(number, 0)) for number in range(9)]


def test_ballots_stay_as_they_are_whatever_is_decided(rik, mia, cluster):
    before = list(Ballot.objects.order_by("pk").values())
    propose(rik, cluster)
    decide(mia, cluster, "agree")
    assert list(Ballot.objects.order_by("pk").values()) == before
