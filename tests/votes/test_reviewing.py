"""Suspicion in the open: what a rule sets apart, one person proposes and a second one decides."""

import pytest
from django.db import IntegrityError

from municipalities.models import Role
from tests.factories.roles import somebody
from tests.factories.votes import COUNTED, OPEN, many_votes, round_with_candidates
from votes import counting, reviewing, suspicion
from votes.models import Ballot, BallotEvent, Cluster, Proposal, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [somebody(Role.REVIEWER, email=f"{name}@provincie.example") for name in ("een", "twee", "drie")]


@pytest.fixture
def found(monkeypatch):
    """The round of Tielt with ten votes; found(keys) lets a rule find those ballots, from now on."""
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1] * 6 + [2] * 4)

    def finds(keys: list) -> None:
        finding = suspicion.Suspicion(rule="one_network", cluster_key="netwerk", keys=tuple(map(str, keys)), figures={"votes": len(keys)})
        monkeypatch.setattr(suspicion, "find", lambda facts, standing=(): [finding])

    finds(list(Ballot.objects.filter(candidate__number=1).values_list("pk", flat=True)[:4]))
    return voting_round, finds


def looked(voting_round: Round) -> Cluster:
    reviewing.look(round_id=voting_round.pk, at=OPEN)
    return Cluster.objects.get()


def test_what_a_rule_finds_is_set_apart_with_an_event_for_each_ballot(found):
    cluster = looked(found[0])
    assert (cluster.letter, cluster.rule, cluster.explanation, cluster.ballots.count()) == ("A", "one_network", {"votes": 4}, 4)
    assert BallotEvent.objects.filter(kind="set apart").count() == 4


def test_looking_again_sets_nothing_apart_twice_and_new_ballots_join(found):
    voting_round, finds = found
    looked(voting_round)
    assert reviewing.look(round_id=voting_round.pk, at=OPEN) == 0
    finds(list(Ballot.objects.filter(candidate__number=1).values_list("pk", flat=True)))
    assert reviewing.look(round_id=voting_round.pk, at=OPEN) == 2
    assert Cluster.objects.get().ballots.count() == 6


def test_a_rule_gets_candidates_as_opaque_numbers_and_no_identity(found):
    told = reviewing.facts(found[0])
    assert len(told) == 10
    assert not set(suspicion.Fact.__dataclass_fields__) & {"identity", "identity_mac", "receipt", "address"}


def test_nobody_decides_about_their_own_proposal(found, people):
    proposal = reviewing.propose(cluster=looked(found[0]), verdict="reject", reason="Eén netwerk.", by=people[0], at=OPEN)
    with pytest.raises(reviewing.SamePerson):
        reviewing.decide(proposal=proposal, agrees=True, by=people[0], at=OPEN)
    with pytest.raises(IntegrityError):  # and not past the code either
        Proposal.objects.filter(pk=proposal.pk).update(decided_by=people[0])


def test_a_proposal_needs_a_reason_and_there_is_one_at_a_time(found, people):
    cluster = looked(found[0])
    with pytest.raises(reviewing.NoReason):
        reviewing.propose(cluster=cluster, verdict="reject", reason="  ", by=people[0], at=OPEN)
    reviewing.propose(cluster=cluster, verdict="reject", reason="Eén netwerk.", by=people[0], at=OPEN)
    with pytest.raises(reviewing.Waiting):
        reviewing.propose(cluster=cluster, verdict="release", reason="Een schoolklas.", by=people[1], at=OPEN)


def test_who_does_not_agree_leaves_room_for_another_proposal(found, people):
    cluster = looked(found[0])
    first = reviewing.propose(cluster=cluster, verdict="reject", reason="Eén netwerk.", by=people[0], at=OPEN)
    reviewing.decide(proposal=first, agrees=False, answer="Het is de school.", by=people[1], at=OPEN)
    second = reviewing.propose(cluster=cluster, verdict="release", reason="Het is de school.", by=people[1], at=OPEN)
    reviewing.decide(proposal=second, agrees=True, by=people[2], at=OPEN)
    assert BallotEvent.objects.filter(kind="released").count() == 4
    with pytest.raises(reviewing.Decided):
        reviewing.propose(cluster=cluster, verdict="reject", reason="Toch niet.", by=people[0], at=OPEN)


def test_a_round_is_not_counted_while_a_cluster_waits(found, people):
    looked(found[0])
    with pytest.raises(counting.Undecided) as refused:
        counting.freeze(round_id=found[0].pk, by=people[0], at=COUNTED)
    assert refused.value.letters == ["A"]


def test_rejected_ballots_are_left_out_of_the_count_and_told(found, people):
    proposal = reviewing.propose(cluster=looked(found[0]), verdict="reject", reason="Eén netwerk, om de 8 seconden.", by=people[0], at=OPEN)
    reviewing.decide(proposal=proposal, agrees=True, by=people[1], at=OPEN)
    figures = counting.freeze(round_id=found[0].pk, by=people[0], at=COUNTED).figures
    assert (figures["confirmed"], figures["counted"], figures["rejected"]) == (10, 6, 4)
    assert [one["votes"] for one in figures["candidates"]] == [2, 4]
    assert figures["set_apart"] == [
        {"letter": "A", "rule": "one_network", "ballots": 4, "verdict": "reject", "reason": "Eén netwerk, om de 8 seconden."}
    ]


def test_what_a_reviewer_sees_names_no_candidate(found):
    (seen,) = reviewing.seen([looked(found[0])])
    names = list(found[0].candidates.values_list("name", flat=True))
    assert (seen.letter, seen.ballots) == ("A", 4)
    assert not any(name in repr(seen) for name in names)


def test_clusters_are_lettered_a_to_z_and_on():
    assert [reviewing.next_letter(number) for number in (0, 1, 25, 26, 27, 701, 702)] == ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]
