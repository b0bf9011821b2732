"""The rules that set ballots apart: what each finds, and what it leaves alone."""

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

import pytest

from votes import signs
from votes.likelihood import chance, even_gaps, most_within
from votes.suspicion import RULES, Fact, Standing, Suspicion, find, in_words

NOON = datetime(2027, 4, 20, 10, 0, tzinfo=UTC)  # in Brussels
numbers = count(1)


def vote(candidate: int, seconds: int, *, network: str = "", domain: str = "gmail", code: int | None = 40) -> Fact:
    """A vote so many seconds after noon; without a network it has one of its own."""
    number = next(numbers)
    return Fact(f"vote-{number:06}", candidate, NOON + timedelta(seconds=seconds), network or f"home-{number}", domain, code)


def uneven(number: int, seconds: int) -> list[int]:
    """Moments at random within so many seconds, the same ones for the same numbers."""
    return sorted(Random(f"{number} in {seconds}").sample(range(seconds), number))


def town(votes: int = 60, candidates: int = 3) -> list[Fact]:
    """Votes over a day, for one candidate and then for another."""
    choices = Random(votes).choices(range(1, candidates + 1), k=votes)
    return [vote(choice, second) for choice, second in zip(choices, uneven(votes, 86_400), strict=True)]


def keys(facts: list[Fact]) -> set[str]:
    return {fact.key for fact in facts}


def found(facts: list[Fact], rule: str) -> list[set[str]]:
    return [set(suspicion.keys) for suspicion in find(facts) if suspicion.rule == rule]


def test_an_ordinary_town_has_nothing_to_look_at():
    assert find(town(400)) == []
    assert find([]) == []
    assert find([vote(1, 0)]) == []


def test_an_unknown_mail_domain_that_votes_for_one_candidate_is_set_apart():
    script = [vote(2, second, domain="other-a") for second in uneven(14, 80_000)]
    (suspicion,) = find(town() + script)
    assert suspicion.rule == "unknown_domain"
    assert set(suspicion.keys) == keys(script)
    assert suspicion.figures == {"share": 100, "votes": 14, "minutes": 902}


def test_a_vote_of_that_domain_for_another_candidate_is_left_alone():
    script, other = [vote(2, second, domain="other-a") for second in uneven(20, 80_000)], vote(3, 500, domain="other-a")
    assert found([*town(), *script, other], "unknown_domain") == [keys(script)]


@pytest.mark.parametrize("domain", ["gmail", "microsoft", "telenet"])
def test_a_provider_that_anybody_has_is_no_unknown_domain(domain):
    assert find(town() + [vote(2, second, domain=domain) for second in uneven(30, 80_000)]) == []


def test_a_firm_whose_people_choose_for_themselves_is_left_alone():
    firm = [vote(number % 3 + 1, second, domain="other-firm") for number, second in enumerate(uneven(30, 80_000))]
    assert find(town() + firm) == []


def test_a_shop_s_nine_people_with_its_own_domain_are_too_few_to_be_set_apart():
    staff = [vote(2, second, domain="other-shop", network="shop") for second in uneven(9, 80_000)]
    assert find(town() + staff) == []


def test_many_small_unknown_domains_for_one_candidate_are_set_apart_together():
    script = [vote(1, second, domain=f"other-{number % 12}") for number, second in enumerate(uneven(48, 80_000))]
    (suspicion,) = find(town() + script)
    assert (suspicion.rule, set(suspicion.keys)) == ("scattered_domains", keys(script))
    assert suspicion.figures == {"domains": 12, "votes": 48, "minutes": 1323}


def test_own_domains_spread_over_the_candidates_are_left_alone():
    assert find(town() + [vote(number % 3 + 1, second, domain=f"other-{number}") for number, second in enumerate(uneven(48, 80_000))]) == []


def test_disposable_addresses_for_one_candidate_are_set_apart_and_others_not():
    for_one = [vote(1, second, domain="disposable") for second in uneven(20, 80_000)]
    careful = [vote(number % 2 + 2, second, domain="disposable") for number, second in enumerate(uneven(4, 80_000))]
    assert found(town() + for_one + careful, "disposable_mail") == [keys(for_one)]
    assert find(town() + careful) == []


def school_class(network: str = "school", *, code: int | None = 40, pupils: int = 30, within: int = 3000) -> list[Fact]:
    """Pupils with their own mailboxes behind one address, all for the local shop."""
    providers = ("gmail", "microsoft", "telenet")
    return [vote(1, second, network=network, domain=providers[n % 3], code=code) for n, second in enumerate(uneven(pupils, within))]


def test_a_class_of_thirty_pupils_for_the_local_shop_within_an_hour_is_left_alone():
    assert find(town() + school_class()) == []


def test_a_counter_with_seventy_customers_in_four_weeks_is_left_alone():
    customers = [vote(1, day * 86_400 + second, network="counter") for day in range(28) for second in (day * 911 % 9000, 9500 + day * 677 % 9000)]
    assert find(town() + customers) == []


@pytest.mark.parametrize(
    "machine",
    [
        school_class(code=7),
        school_class(pupils=41),
        [vote(1, 13 * 3600 + second, network="night") for second in uneven(20, 9000)],
        [vote(1, second, network="domains", domain=f"other-{number % 5}") for number, second in enumerate(uneven(20, 9000))],
        [vote(1, number * 90 + number % 3, network="clock") for number in range(20)],
    ],
    ids=["codes in haste", "more than a class", "at night", "strangers", "by the clock"],
)
def test_a_network_for_one_candidate_with_a_sign_of_a_machine_is_set_apart(machine):
    assert found(town() + machine, "one_network") == [keys(machine)]


def test_a_network_that_many_share_is_judged_by_the_rest_of_the_town():
    mobile = [vote(number % 3 + 1, second, network="mobile", code=7) for number, second in enumerate(uneven(60, 80_000))]
    assert find(town() + mobile) == []


@pytest.mark.parametrize("nowhere", ["unknown", ""])
def test_a_network_that_nobody_knows_is_no_network(nowhere):
    pupils = [Fact(fact.key, fact.candidate, fact.confirmed_at, nowhere, fact.domain, 7) for fact in school_class()]
    assert find(town() + pupils) == []


def test_a_proxy_that_hides_the_whole_town_makes_nobody_suspicious():
    everybody = [vote(1 if number % 5 else 2, second, network="proxy", code=7) for number, second in enumerate(uneven(300, 80_000))]
    assert find(everybody) == []


def test_codes_typed_within_seconds_are_set_apart():
    robot = [vote(3, second, code=number % 8 + 1) for number, second in enumerate(uneven(40, 20_000))]
    assert found(town() + robot, "quick_codes") == [keys(robot)]


def test_slow_codes_in_the_same_hours_are_left_alone_and_so_is_a_code_nobody_timed():
    robot = [vote(3, second, code=2) for second in uneven(40, 20_000)]
    people = [vote(3, second, code=code) for second, code in [(5000, 30), (9000, 9), (12_000, None)]]
    assert found(town() + robot + people, "quick_codes") == [keys(robot)]


def test_codes_that_everybody_has_filled_in_are_left_alone():
    assert find([vote(number % 3 + 1, second, code=4) for number, second in enumerate(uneven(200, 86_400))]) == []


def test_a_script_that_waits_its_twenty_seconds_is_set_apart():
    script = [vote(2, 40_000 + number * 21 + number * 7 % 5) for number in range(40)]
    (suspicion,) = find(town() + script)
    assert (suspicion.rule, set(suspicion.keys)) == ("even_pace", keys(script))
    assert suspicion.figures == {"gap": 23, "votes": 40, "minutes": 14}


def test_a_drip_every_nine_minutes_is_found_between_other_votes():
    script = [vote(2, number * 540 + (number * 11) % 41) for number in range(60)]
    (apart,) = found(town(90) + script, "even_pace")
    assert keys(script) <= apart
    assert len(apart) <= 75


def test_twelve_votes_at_an_even_pace_are_too_few():
    assert find(town() + [vote(2, 40_000 + number * 20) for number in range(12)]) == []


def test_more_votes_in_a_minute_than_people_type_are_set_apart():
    script = [vote(2, second) for second in uneven(60, 180)]
    assert found(town() + script, "even_pace") == [keys(script)]


def test_a_peak_in_which_the_others_have_their_share_is_left_alone():
    everybody = [vote(choice, second) for choice, second in zip(Random(1).choices((1, 2, 3), k=200), uneven(200, 240), strict=True)]
    assert found(everybody, "even_pace") == []


def test_a_busy_evening_of_a_very_popular_candidate_is_left_alone():
    rng = Random(3)
    evening = [int(rng.triangular(0, 10_800)) for _ in range(2000)]  # twenty a minute at its height
    busy = [vote(1 if number % 10 else 2, second) for number, second in enumerate(evening)]
    assert found(town(2000) + busy, "even_pace") == []


def test_two_bursts_with_a_night_between_are_two_clusters():
    first, second = ([vote(2, start + number * 20) for number in range(20)] for start in (0, 50_000))
    assert sorted(map(sorted, found(first + second, "even_pace"))) == [sorted(keys(first)), sorted(keys(second))]


def one_favourite() -> list[Fact]:
    """A town in which nine in ten vote for the same candidate."""
    choices = Random(5).choices((1, 2), weights=(9, 1), k=200)
    return [vote(choice, second) for choice, second in zip(choices, uneven(200, 86_400), strict=True)]


@pytest.mark.parametrize(
    "crowd",
    [
        [vote(1, second, domain="other-firm") for second in uneven(30, 80_000)],
        [vote(1, second, domain=f"other-{number}") for number, second in enumerate(uneven(40, 80_000))],
        [vote(1, second, domain="disposable") for second in uneven(20, 80_000)],
        [vote(1, second, network="office", code=7) for second in uneven(30, 80_000)],
        [vote(1, 90_000 + second) for second in uneven(16, 60)],
    ],
    ids=["one domain", "many domains", "disposable", "one network", "one minute"],
)
def test_who_votes_for_the_one_that_nearly_everybody_votes_for_is_left_alone(crowd):
    assert find(one_favourite() + crowd) == []


def divided(least_liked: int) -> list[int]:
    """Thirty votes: 16 for one who has few in the town, 14 for the others."""
    return [least_liked] * 16 + [number % 5 + 1 for number in range(14)]


@pytest.mark.parametrize(
    "crowd",
    [
        [vote(choice, second, domain="other-firm") for choice, second in zip(divided(6), uneven(30, 80_000), strict=True)],
        [vote(choice, second, network="office", code=7) for choice, second in zip(divided(6) * 2, uneven(60, 80_000), strict=True)],
        [vote(choice, second, domain=f"other-{second}") for choice, second in zip(divided(6) * 2, uneven(60, 80_000), strict=True)],
        [vote(choice, second, domain="disposable") for choice, second in zip(divided(6) * 2, uneven(60, 80_000), strict=True)],
        [vote(choice, 90_000 + number) for number, choice in enumerate([6] * 30 + [1, 2, 3, 4, 5] * 4)],
    ],
    ids=["one domain", "one network", "many domains", "disposable", "one minute"],
)
def test_a_crowd_of_divided_opinion_is_left_alone_though_it_is_no_chance(crowd):
    assert find(town(300, candidates=6) + crowd) == []


def test_a_young_shop_s_customers_who_have_their_codes_filled_in_are_left_alone():
    young = [vote(1, second, code=4 if number % 12 == 0 else 40) for number, second in enumerate(uneven(3000, 86_400))]
    older = [vote(2, second, code=4 if number % 25 == 0 else 40) for number, second in enumerate(uneven(3000, 86_400))]
    assert found(young + older, "quick_codes") == []


def test_ten_quick_codes_among_sixty_may_be_chance():
    assert find([vote(1, second, code=4 if number % 6 == 0 else 40) for number, second in enumerate(uneven(60, 40_000))] + town()) == []


def test_a_crowd_in_which_seconds_are_too_coarse_is_left_alone():
    assert find([vote(number % 2 + 1, number) for number in range(100)]) == []


def test_the_order_of_the_facts_does_not_matter():
    facts = town() + [vote(2, second, domain="other-a", network="server", code=2) for second in uneven(30, 9000)]
    assert find(facts) == find(facts[::-1])


def catch_all(number: int) -> list[Fact]:
    return [vote(2, second, domain="other-a") for second in uneven(number, 80_000)]


def as_standing(suspicion: Suspicion, *, fixed: bool = False) -> Standing:
    return Standing(suspicion.rule, suspicion.cluster_key, frozenset(suspicion.keys), fixed)


def test_what_comes_later_joins_the_cluster_that_stands():
    early, late = town() + catch_all(14), [vote(2, 90_000 + second, domain="other-a") for second in (1, 400)]
    (before,) = find(early)
    (after,) = find(early + late, standing=[as_standing(before)])
    assert after.cluster_key == before.cluster_key
    assert set(after.keys) == set(before.keys) | keys(late)
    assert find(early + late) == [after]


def test_a_cluster_keeps_its_key_when_it_begins_earlier_than_was_thought():
    early = town() + catch_all(14)
    (before,) = find(early)
    forerunner = vote(2, -500, domain="other-a")
    (after,) = find([*early, forerunner], standing=[as_standing(before)])
    assert (after.cluster_key, len(after.keys)) == (before.cluster_key, 15)


def test_an_open_cluster_keeps_its_ballots():
    early = town() + catch_all(14)
    (before,) = find(early)
    extra = vote(2, 7, domain="telenet")
    held = Standing(before.rule, before.cluster_key, frozenset(before.keys) | {extra.key})
    (after,) = find([*early, extra], standing=[held])
    assert extra.key in after.keys


def test_a_ballot_stands_in_one_open_cluster_of_a_rule():
    facts = town() + catch_all(30)
    group = [fact.key for fact in facts if fact.domain == "other-a"]
    one, other = Standing("unknown_domain", "one", frozenset(group[:20])), Standing("unknown_domain", "other", frozenset(group[20:25]))
    (after,) = find(facts, standing=[one, other])
    assert after.cluster_key == "one"
    assert set(after.keys) == set(group) - set(group[20:25])


def test_what_people_have_decided_is_not_set_apart_again():
    early = town() + catch_all(14)
    (before,) = find(early)
    released = [as_standing(before, fixed=True)]
    nine, ten = ([vote(2, 90_000 + number * number * 37, domain="other-a") for number in range(size)] for size in (9, 10))
    assert find(early + nine, standing=released) == []
    (after,) = find(early + ten, standing=released)
    assert after.cluster_key != before.cluster_key
    assert set(after.keys) == keys(ten)
    assert after.figures["votes"] == 10


def test_what_comes_after_people_began_to_judge_makes_a_cluster_of_its_own_and_later_ones_join_that():
    early = town() + catch_all(14)
    (before,) = find(early)
    fixed = as_standing(before, fixed=True)
    ten, one = ([vote(2, start + number * number * 37, domain="other-a") for number in range(size)] for start, size in ((90_000, 10), (99_000, 1)))
    (after,) = find(early + ten, standing=[fixed])
    assert set(after.keys) == keys(ten)
    (grown,) = find(early + ten + one, standing=[fixed, as_standing(after)])
    assert (grown.cluster_key, set(grown.keys)) == (after.cluster_key, keys(ten + one))


def test_a_decision_about_one_rule_says_nothing_about_another():
    facts = town() + [vote(2, second, domain="other-a", network="server", code=2) for second in uneven(30, 9000)]
    released = [as_standing(suspicion, fixed=True) for suspicion in find(facts) if suspicion.rule == "unknown_domain"]
    assert {suspicion.rule for suspicion in find(facts, standing=released)} == {suspicion.rule for suspicion in find(facts)} - {"unknown_domain"}


def everything() -> list[Fact]:
    """One of each: every rule finds something."""
    return [
        *town(120),
        *catch_all(20),
        *[vote(1, second, domain=f"other-{number % 12}") for number, second in enumerate(uneven(48, 80_000))],
        *[vote(1, second, domain="disposable") for second in uneven(20, 80_000)],
        *[vote(3, second, network="server", code=2) for second in uneven(41, 9000)],
        *[vote(2, 200_000 + number * 20) for number in range(40)],
    ]


def test_every_rule_is_told_to_citizens_and_explains_what_it_found_in_figures():
    suspicions = find(everything())
    assert {suspicion.rule for suspicion in suspicions} == set(RULES)
    for suspicion in suspicions:
        assert str(len(suspicion.keys)) in in_words(suspicion.rule, suspicion.figures)
        assert "%(" not in in_words(suspicion.rule, suspicion.figures)


def test_neither_cluster_nor_figures_tell_the_candidate():
    def renamed(fact: Fact) -> Fact:
        return Fact(fact.key, {1: 2, 2: 3, 3: 1}[fact.candidate], fact.confirmed_at, fact.network, fact.domain, fact.seconds_to_code)

    facts = everything()
    assert sorted(map(str, find([renamed(fact) for fact in facts]))) == sorted(map(str, find(facts)))


def test_no_group_is_smaller_than_ten_ballots():
    assert signs.LEAST == 10
    assert all(len(suspicion.keys) >= 10 for suspicion in find(everything()))


@pytest.mark.parametrize(
    ("hits", "tries", "usual", "least", "most"),
    [(5, 10, 0.5, 1.0, 1.0), (0, 0, 0.5, 1.0, 1.0), (10, 10, 0.5, 0.00097, 0.00098), (30, 100, 0.1, 1e-8, 1e-5), (3, 3, 0.0001, 9e-13, 1.1e-12)],
)
def test_a_chance_is_a_bound_on_the_binomial_tail(hits, tries, usual, least, most):
    assert least <= chance(hits, tries, usual) <= most


def test_even_gaps_are_found_where_they_are():
    moments = [0, 400, 410, 900, *range(1000, 1400, 20), 1390, 2000, 2900, 2950]
    assert even_gaps(sorted(moments), 12, 0.4, 0.36, 5e-6, 3) == set(range(4, 24))


def test_gaps_of_a_second_say_nothing():
    assert even_gaps(list(range(100)), 12, 0.4, 0.36, 5e-6, 3) == set()


def test_the_most_within_a_stretch_counts_its_beginning_and_not_its_end():
    assert most_within([0, 10, 59, 60, 61], 60) == 4
    assert most_within([], 60) == 0
