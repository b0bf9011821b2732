"""The rules against made-up towns and attacks that they were not tuned on: our own model, not evidence. All of it: python bench/suspicion.py."""

import pytest

from votes.simulation import HELD_OUT, TUNING
from votes.simulation.attacks import HELD_OUT_FAMILIES, SLOW, TUNING_FAMILIES
from votes.simulation.crowds import lively_town
from votes.simulation.judge import BAR_CRUDE, BAR_HONEST, DIED_BEFORE, Judgement, held_out, played
from votes.simulation.towns import HONEST

QUICKLY = HELD_OUT[:46]  # each of the fifteen families twice
LOOKS = 4  # during the vote; the bench looks every day


@pytest.fixture(scope="module")
def judgement() -> Judgement:
    return held_out(QUICKLY, LOOKS)


def test_tuning_and_judging_share_neither_towns_nor_all_attacks():
    assert set(TUNING) & set(HELD_OUT) == set()
    assert set(TUNING_FAMILIES) & set(HELD_OUT_FAMILIES) == set()
    assert len(HELD_OUT_FAMILIES) >= len(TUNING_FAMILIES)


def test_every_family_is_met(judgement):
    assert set(judgement.cast) == {HONEST, *(family.__name__ for family in (*TUNING_FAMILIES, *HELD_OUT_FAMILIES, SLOW))}


def test_crude_attacks_are_set_apart(judgement):
    assert BAR_CRUDE == 0.95
    assert judgement.crude() >= BAR_CRUDE


def test_honest_ballots_are_left_alone(judgement):
    assert BAR_HONEST == 0.01
    assert judgement.honest() <= BAR_HONEST


def test_one_mailbox_with_many_tags_is_one_ballot(judgement):
    assert judgement.cast[DIED_BEFORE] == 2


def test_slow_real_mailboxes_cannot_be_told_from_customers_and_we_say_so(judgement):
    assert judgement.share([SLOW.__name__]) < 0.5


def test_the_bar_is_missed_by_rules_that_find_nothing(monkeypatch):
    monkeypatch.setattr("votes.simulation.judge.find", lambda facts, standing: [])
    assert held_out(QUICKLY[:6], 1).crude() == 0.0


def test_the_bar_is_missed_by_rules_that_set_everybody_apart(monkeypatch):
    class Everybody:
        rule, cluster_key = "one_network", "all"

        def __init__(self, facts):
            self.keys = [fact.key for fact in facts]

    monkeypatch.setattr("votes.simulation.judge.find", lambda facts, standing: [Everybody(facts)])
    assert held_out(QUICKLY[:6], 1).honest() == 1.0


def nothing(town, ballots: int) -> None:
    """No attack."""


def test_the_same_seed_is_the_same_town():
    assert played(1, TUNING_FAMILIES).by_time() == played(1, TUNING_FAMILIES).by_time()


def test_every_third_town_is_left_in_peace():
    assert [len(set(played(seed, TUNING_FAMILIES).families.values())) for seed in (0, 1, 2, 3)] == [1, 2, 2, 1]
    assert played(3, TUNING_FAMILIES).by_time() == lively_town(3).by_time()


def test_a_town_has_about_as_many_votes_as_the_editions_so_far():
    towns = [len(played(seed, [nothing]).facts) for seed in TUNING[:30]]
    assert 380 <= sum(towns) / len(towns) <= 670
