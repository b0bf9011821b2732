"""Suspicion in the open: what a rule sets apart, one person proposes and a second one decides."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError

from municipalities.models import Role
from municipalities.roles import give
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import somebody
from tests.factories.votes import COUNTED, OPEN, decided, judged, many_votes, proposed, round_with_candidates
from votes import counting, overlaps, reviewing, suspicion
from votes.models import Ballot, BallotEvent, Cluster, Proposal, Round, Slip

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


def finds_all_of_number_one(voting_round: Round, finds) -> None:
    """The six votes for number 1, of which the fixture's rule found four."""
    finds(list(Ballot.objects.filter(round=voting_round, candidate__number=1).values_list("pk", flat=True)))


def test_nothing_joins_a_cluster_about_which_a_proposal_waits(found, people):
    """Also when the rules looked before the proposal was made, and their finding comes after it."""
    voting_round, finds = found
    cluster = looked(voting_round)
    proposal = proposed(cluster, "reject", "Eén netwerk.", people[0])
    finds_all_of_number_one(voting_round, finds)
    assert reviewing.look(round_id=voting_round.pk, at=OPEN) == 0
    decided(proposal, people[1])
    assert reviewing.look(round_id=voting_round.pk, at=OPEN) == 0
    assert (proposal.size, BallotEvent.objects.filter(kind="rejected").count(), cluster.ballots.count()) == (4, 4, 4)


def test_a_cluster_may_grow_again_when_somebody_did_not_agree(found, people):
    voting_round, finds = found
    decided(proposed(looked(voting_round), "reject", "Eén netwerk.", people[0]), people[1], agrees=False, answer="Een klas.")
    finds_all_of_number_one(voting_round, finds)
    assert reviewing.look(round_id=voting_round.pk, at=OPEN) == 2


def catch_all(voting_round: Round, number: int) -> None:
    """So many votes for number 1 that come from one unknown mail domain."""
    keys = [ballot.pk for ballot in many_votes(voting_round, [1] * number)]
    Slip.objects.filter(ballot__in=keys).update(domain_class="other-a")


def test_votes_that_come_while_a_proposal_waits_make_a_cluster_of_their_own(people):
    """With the real rules: province opened a group of twelve, fifteen more came, and "agreed" was said of twenty-seven."""
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 2, 2] * 20)
    catch_all(voting_round, 12)
    proposal = proposed(looked(voting_round), "reject", "Eén domein.", people[0])
    catch_all(voting_round, 15)
    assert reviewing.look(round_id=voting_round.pk, at=OPEN) == 15
    decided(proposal, people[1])
    assert {cluster.letter: cluster.ballots.count() for cluster in Cluster.objects.all()} == {"A": 12, "B": 15}
    assert BallotEvent.objects.filter(kind="rejected").count() == 12


def test_two_people_judge_the_same_ballots_and_those_that_were_shown(found, people):
    voting_round, finds = found
    cluster = looked(voting_round)
    (seen,) = reviewing.seen([cluster])
    told = {"cluster": cluster, "verdict": "reject", "reason": "Eén netwerk.", "by": people[0], "at": OPEN}
    finds_all_of_number_one(voting_round, finds)
    reviewing.look(round_id=voting_round.pk, at=OPEN)
    with pytest.raises(reviewing.Grown):
        reviewing.propose(**told, shown=seen.digest)
    (again,) = reviewing.seen([cluster])
    proposal = reviewing.propose(**told, shown=again.digest)
    with pytest.raises(reviewing.Grown):
        reviewing.decide(proposal=proposal, agrees=True, shown=seen.digest, by=people[1], at=OPEN)
    cluster.ballots.add(*Ballot.objects.filter(candidate__number=2))  # past the rules
    with pytest.raises(reviewing.Grown):
        decided(proposal, people[1])
    assert not BallotEvent.objects.filter(kind="rejected").exists()


def test_a_digest_can_be_made_again_from_what_the_seal_holds(found):
    cluster = looked(found[0])
    told = [event.as_sealed() for event in BallotEvent.objects.filter(kind="set apart").select_related("ballot")]
    lines = sorted(str(event["ballot"]) for event in told if event["data"] == {"cluster": "A"})
    assert reviewing.held_by(cluster) == (4, hashlib.sha256("\n".join(lines).encode()).hexdigest())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUTHOR])
def test_who_works_for_the_municipality_neither_proposes_nor_decides_whatever_other_role_they_have(found, people, role):
    cluster, els = looked(found[0]), somebody(Role.PROVINCE, email="els@provincie.example")
    proposal = proposed(cluster, "reject", "Eén netwerk.", people[0])
    give(user=els, role=role, municipality=found[0].municipality)
    with pytest.raises(reviewing.OwnTown):
        decided(proposal, els)
    decided(proposal, people[1], agrees=False, answer="Nee.")
    with pytest.raises(reviewing.OwnTown):
        proposed(cluster, "release", "Mijn klanten.", els)


@pytest.mark.parametrize("is_of_old_town", [True, False])
def test_who_works_for_a_town_that_merged_judges_neither_part(found, people, is_of_old_town):
    town = found[0].municipality
    other = MunicipalityFactory(nis="37007", name="Meulebeke", slug="meulebeke")
    old, new = (other, town) if is_of_old_town else (town, other)
    old.successor = new
    old.save()
    give(user=people[0], role=Role.EDITOR, municipality=other)
    with pytest.raises(reviewing.OwnTown):
        proposed(looked(found[0]), "release", "Mijn klanten.", people[0])


def test_who_works_elsewhere_judges(found, people):
    give(user=people[0], role=Role.EDITOR, municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk"))
    assert proposed(looked(found[0]), "release", "Een klas.", people[0]).size == 4


def test_a_rule_gets_candidates_as_opaque_numbers_and_no_identity(found):
    told = reviewing.facts(found[0])
    assert len(told) == 10
    assert not set(suspicion.Fact.__dataclass_fields__) & {"identity", "identity_mac", "receipt", "address"}


def test_nobody_decides_about_their_own_proposal(found, people):
    proposal = proposed(looked(found[0]), "reject", "Eén netwerk.", people[0])
    with pytest.raises(reviewing.SamePerson):
        decided(proposal, people[0])
    with pytest.raises(IntegrityError):  # and not past the code either
        Proposal.objects.filter(pk=proposal.pk).update(decided_by=people[0])


def test_a_proposal_needs_a_reason_and_there_is_one_at_a_time(found, people):
    cluster = looked(found[0])
    with pytest.raises(reviewing.NoReason):
        proposed(cluster, "reject", "  ", people[0])
    proposed(cluster, "reject", "Eén netwerk.", people[0])
    with pytest.raises(reviewing.Waiting):
        proposed(cluster, "release", "Een schoolklas.", people[1])


def test_who_does_not_agree_leaves_room_for_another_proposal(found, people):
    cluster = looked(found[0])
    first = proposed(cluster, "reject", "Eén netwerk.", people[0])
    decided(first, people[1], agrees=False, answer="Het is de school.")
    second = proposed(cluster, "release", "Het is de school.", people[1])
    decided(second, people[2])
    assert BallotEvent.objects.filter(kind="released").count() == 4
    with pytest.raises(reviewing.Decided):
        proposed(cluster, "reject", "Toch niet.", people[0])


def test_a_round_is_not_counted_while_a_cluster_waits(found, people):
    looked(found[0])
    with pytest.raises(counting.Undecided) as refused:
        counting.freeze(round_id=found[0].pk, by=people[0], at=COUNTED)
    assert refused.value.letters == ["A"]


def test_rejected_ballots_are_left_out_of_the_count_and_told(found, people):
    proposal = proposed(looked(found[0]), "reject", "Eén netwerk, om de 8 seconden.", people[0])
    decided(proposal, people[1])
    figures = counting.freeze(round_id=found[0].pk, by=people[0], at=COUNTED).figures
    assert (figures["confirmed"], figures["counted"], figures["rejected"]) == (10, 6, 4)
    assert [one["votes"] for one in figures["candidates"]] == [2, 4]
    assert figures["set_apart"] == [
        {"letter": "A", "rule": "one_network", "ballots": 4, "left_out": 0, "verdict": "reject", "reason": "Eén netwerk, om de 8 seconden."}
    ]


def test_the_rules_look_before_the_count_which_waits_for_what_they_find(people):
    """With the hourly look down, nothing would be set apart."""
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 2, 2] * 20)
    catch_all(voting_round, 12)
    with pytest.raises(counting.Undecided) as refused:
        counting.freeze(round_id=voting_round.pk, by=people[0], at=COUNTED)
    assert refused.value.letters == ["A"]
    cluster = Cluster.objects.get()
    assert (cluster.rule, cluster.ballots.count(), Round.objects.get().frozen_at) == ("unknown_domain", 12, None)
    judged(cluster, "reject", "Eén domein.", people[1:], COUNTED)
    assert counting.freeze(round_id=voting_round.pk, by=people[0], at=COUNTED).figures["counted"] == 60


def test_the_rules_do_not_look_at_a_round_whose_objections_are_not_heard(people):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 2, 2] * 20)
    catch_all(voting_round, 12)
    with pytest.raises(counting.NotYet):
        counting.freeze(round_id=voting_round.pk, by=people[0], at=COUNTED - timedelta(seconds=1))
    assert not Cluster.objects.exists()


def groups(voting_round: Round, **sizes: int) -> list[Cluster]:
    """Clusters by their letters; each holds so many of the round's ballots, the first ones."""
    made = []
    for letter, size in sizes.items():
        cluster = Cluster.objects.create(round=voting_round, rule="one_network", key=letter, letter=letter, opened_at=OPEN)
        cluster.ballots.set(voting_round.ballots.order_by("pk")[:size])
        made.append(cluster)
    return made


def test_a_ballot_in_several_groups_is_one_ballot_and_does_not_count_when_one_of_them_was_rejected(people):
    """A holds four ballots and is rejected; B holds these and two more and is released, in whichever order; C holds none of A's alone."""
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1] * 6 + [2] * 4)
    first, second, third = groups(voting_round, A=4, B=6, C=2)
    judged(second, "release", "Een klas.", people[:2])
    judged(first, "reject", "Eén netwerk.", people[:2])
    judged(third, "reject", "Te snel.", people[:2])
    figures = counting.freeze(round_id=voting_round.pk, by=people[0], at=COUNTED).figures
    assert {name: figures[name] for name in ("confirmed", "counted", "rejected", "apart")} == {
        "confirmed": 10, "counted": 6, "rejected": 4, "apart": 6,
    }  # fmt: skip
    assert [(one["letter"], one["ballots"], one["left_out"], one["verdict"]) for one in figures["set_apart"]] == [
        ("A", 4, 0, "reject"), ("B", 6, 4, "release"), ("C", 2, 0, "reject"),
    ]  # fmt: skip


def test_who_judges_a_group_sees_which_others_hold_its_ballots_and_what_was_decided(people):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1] * 6 + [2] * 4)
    first, second, third = groups(voting_round, A=4, B=6, C=2)
    judged(first, "reject", "Eén netwerk.", people[:2])
    proposed(third, "reject", "Te snel.", people[0])
    told = [(one.letter, one.rule, one.ballots, one.verdict) for one in overlaps.overlaps(second)]
    assert told == [("A", "one_network", 4, "reject"), ("C", "one_network", 2, "")]
    assert (overlaps.set_apart(voting_round), overlaps.left_out(voting_round)) == (6, {second.pk: 4, third.pk: 2})


def test_what_a_reviewer_sees_names_no_candidate(found):
    (seen,) = reviewing.seen([looked(found[0])])
    names = list(found[0].candidates.values_list("name", flat=True))
    assert (seen.letter, seen.ballots) == ("A", 4)
    assert not any(name in repr(seen) for name in names)


def test_clusters_are_lettered_a_to_z_and_on():
    assert [reviewing.next_letter(number) for number in (0, 1, 25, 26, 27, 701, 702)] == ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]
