"""What is done for the vote every minute, hour and night."""

from datetime import timedelta

import pytest
from django.core import checks
from django.db import connection

from mail.models import OutgoingMail
from municipalities.models import Role
from tests import stopped_clock
from tests.append_only import without_triggers
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.roles import somebody
from tests.factories.shops import ShopFactory
from tests.factories.votes import (
    CLOSES,
    COUNTED,
    OPEN,
    OPENS,
    EditionFactory,
    RoundFactory,
    decided,
    many_votes,
    proposed,
    round_with_candidates,
    standing,
)
from votes import jobs, keys, reviewing, seal
from votes.models import BallotEvent, Cluster, Round, SealHead, VoteRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def stands(monkeypatch):
    def stop(at):
        stopped_clock.stop(monkeypatch, at)
        return at

    stop(OPEN)
    return stop


@pytest.fixture
def looks(monkeypatch):
    """The rounds at which the rules looked."""
    seen = []
    monkeypatch.setattr(reviewing, "look", lambda round_id, at: seen.append(round_id) or 0)
    return seen


def test_candidates_are_stored_in_the_minute_after_opening_and_not_before(stands):
    voting_round = RoundFactory()
    standing(voting_round, ShopFactory(municipality=voting_round.municipality))
    assert jobs.line_up_opened(stands(OPENS - timedelta(seconds=1))) == 0
    assert jobs.line_up_opened(stands(OPENS)) == 1
    assert jobs.line_up_opened(OPENS) == 0
    assert voting_round.candidates.count() == 1


def test_the_rules_look_again_only_when_somebody_voted(stands, looks):
    voting_round = round_with_candidates(1)
    jobs.look(OPEN)
    jobs.look(OPEN)
    assert looks == [voting_round.pk]
    many_votes(voting_round, [1])
    jobs.look(OPEN)
    jobs.look(OPEN)
    assert looks == [voting_round.pk] * 2


def test_the_rules_look_again_when_somebody_proposed_or_answered(stands, looks):
    """Then a group is fixed, or may grow again: what the rules found meanwhile has another place."""
    voting_round = round_with_candidates(1)
    cluster = Cluster.objects.create(round=voting_round, rule="one_network", key="a", letter="A", opened_at=OPEN)
    first, second = (somebody(Role.REVIEWER, email=f"{name}@provincie.example") for name in ("een", "twee"))
    jobs.look(OPEN)
    proposal = proposed(cluster, "reject", "Eén netwerk.", first)
    jobs.look(OPEN)
    decided(proposal, second, agrees=False, answer="Nee.")
    jobs.look(OPEN)
    jobs.look(OPEN)
    assert looks == [voting_round.pk] * 3


def test_a_look_that_failed_is_taken_again(stands, monkeypatch):
    voting_round = round_with_candidates(1)

    def broken(round_id, at):
        raise RuntimeError

    monkeypatch.setattr(reviewing, "look", broken)
    for _time in range(2):
        with pytest.raises(RuntimeError):
            jobs.look_at(voting_round, OPEN)


# -- one round that goes wrong


@pytest.fixture
def broken_first(monkeypatch, two_rounds):
    """Gives a function that raises for the first of two rounds, and says for which rounds it was asked."""
    asked = []

    def make(then):
        def ask(**facts):
            asked.append(facts["round_id"])
            if facts["round_id"] == two_rounds[0].pk:
                raise RuntimeError("broken for this test")
            return then(**facts)

        return ask

    make.asked = asked
    return make


@pytest.mark.parametrize(("job", "room", "name"), [("look", "reviewing", "look"), ("line_up_opened", "jobs", "line_up")])
def test_a_round_that_goes_wrong_keeps_no_other_from_its_turn_and_the_job_says_so(stands, two_rounds, broken_first, monkeypatch, job, room, name):
    monkeypatch.setattr(getattr(jobs, room, jobs), name, broken_first(lambda **_: 0))
    with pytest.raises(jobs.SomeFailed):
        getattr(jobs, job)(OPEN)
    assert sorted(broken_first.asked) == sorted(one.pk for one in two_rounds)


def test_the_seals_of_the_other_rounds_are_published_and_mailed(stands, two_rounds, broken_first, monkeypatch):
    monkeypatch.setattr(seal, "publish_head", broken_first(seal.publish_head))
    with pytest.raises(jobs.SomeFailed):
        jobs.publish_heads(OPEN)
    assert [head.round for head in SealHead.objects.all()] == [two_rounds[1]]
    assert OutgoingMail.objects.count() == 2


def test_a_round_that_runs_without_its_key_is_a_broken_promise(stands, two_rounds):
    keys.destroy_key(two_rounds[0].scope)
    assert {"2027-37022 has no key", "2027-34022 has no key"} <= set(jobs.worries(OPEN))


def test_nobody_looks_at_rounds_that_are_over(stands, looks):
    RoundFactory()
    Round.objects.update(frozen_at=COUNTED)
    jobs.look(stands(COUNTED))
    assert looks == []


# -- seals


@pytest.fixture
def two_rounds():
    edition = EditionFactory(observers="notaris@example.org\npers@example.org")
    tielt = RoundFactory(edition=edition)
    return [tielt, RoundFactory(edition=edition, municipality=MunicipalityFactory(nis="34022", name="Kortrijk", slug="kortrijk"))]


def test_each_observer_gets_one_mail_an_hour_with_the_seals_of_all_towns(stands, two_rounds):
    assert jobs.publish_heads(OPEN) == 2
    assert jobs.publish_heads(stands(OPEN + timedelta(minutes=40))) == 2
    mails = list(OutgoingMail.objects.order_by("pk"))
    assert sorted(mail.to for mail in mails) == ["notaris@example.org", "pers@example.org"]
    assert mails[0].subject == "Zegels van woensdag 10 maart 2027, 12.00 uur: Ambassadeur van het jaar 2027"
    for head in SealHead.objects.select_related("round__municipality"):
        assert f"{head.round.municipality.name}: {head.position}\n    {head.head}" in mails[0].text
    stands(OPEN + timedelta(hours=1))
    jobs.publish_heads(OPEN)
    assert OutgoingMail.objects.count() == 4


@pytest.mark.parametrize(("at", "heads"), [(OPENS - timedelta(hours=1), 0), (OPENS, 2), (CLOSES + timedelta(days=1), 2)])
def test_seals_are_published_while_rounds_run(stands, two_rounds, at, heads):
    assert jobs.publish_heads(stands(at)) == heads


def test_no_seal_is_published_and_no_mail_leaves_once_it_is_counted(stands, two_rounds):
    Round.objects.update(frozen_at=COUNTED)
    assert jobs.publish_heads(stands(COUNTED)) == 0
    assert not OutgoingMail.objects.exists()


def test_an_observer_without_an_address_keeps_the_others_from_nothing(stands, two_rounds, caplog):
    two_rounds[0].edition.__class__.objects.update(observers="geen adres\npers@example.org")
    jobs.publish_heads(OPEN)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["pers@example.org"]
    assert "geen adres" not in caplog.text


# -- forgetting


def test_no_request_stands_for_longer_than_72_hours_although_the_job_runs_every_hour(stands):
    voting_round = round_with_candidates(1)
    for minutes in (0, 1, 61):
        facts = {"identity_mac": f"{minutes:064x}", "network_mac": "", "domain_class": "gmail", "is_local": True, "language": "nl"}
        VoteRequest.objects.create(round=voting_round, created_at=OPEN + timedelta(minutes=minutes), **facts)
    assert jobs.prune_requests(stands(OPEN + timedelta(hours=71, minutes=1))) == 2
    assert VoteRequest.objects.count() == 1


def test_the_proof_fails_and_says_what_is_left(stands, caplog):
    voting_round = round_with_candidates(1)
    facts = {"identity_mac": "a", "network_mac": "", "domain_class": "gmail", "is_local": True, "language": "nl", "address": "jan@example.org"}
    VoteRequest.objects.create(round=voting_round, created_at=OPEN - timedelta(hours=73), **facts)
    with pytest.raises(jobs.PromiseBroken):
        jobs.prove(OPEN)
    assert "votes: requests that are too old" in caplog.text
    assert "jan@example.org" not in caplog.text
    jobs.prune_requests(OPEN)
    jobs.prove(OPEN)


def test_the_proof_and_the_check_find_a_trigger_that_is_gone(stands):
    def found():
        return [message.msg for message in checks.run_checks(tags=["database"], databases=["default"]) if message.id == "votes.W001"]

    assert found() == []
    with without_triggers(connection):
        assert "database 'default' lacks the trigger votes_ballot_refuses_update" in found()
        with pytest.raises(jobs.PromiseBroken):
            jobs.prove(OPEN)


def test_a_look_at_real_votes_goes_through_the_rules(stands):
    voting_round = round_with_candidates(2)
    many_votes(voting_round, [1, 2] * 10)
    found = jobs.look(stands(OPEN + timedelta(hours=1)))
    assert found == BallotEvent.objects.filter(kind=BallotEvent.Kind.SET_APART).count()
