"""How often one may try, counted in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from gate.models import Throttle
from gate.throttle import Rule, TooMany, forgive, prune, spend, tries_of, within

TWICE = Rule("log in", 2, timedelta(minutes=15))
AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def outcomes(rule: Rule, subject: str, moments: list[datetime]) -> list[str | timedelta]:
    """For each moment "passes", or how long the refusal says to wait."""
    found: list[str | timedelta] = []
    for at in moments:
        try:
            spend(rule, subject, at=at)
            found.append("passes")
        except TooMany as refusal:
            found.append(refusal.retry_after)
    return found


def after(**parts: int) -> datetime:
    return AT + timedelta(**parts)


def test_two_tries_pass_and_the_third_hears_how_long_to_wait():
    assert outcomes(TWICE, "192.0.2.7", [AT, after(minutes=4), after(minutes=5)]) == ["passes", "passes", timedelta(minutes=10)]


def test_a_new_window_begins_when_the_first_one_ends():
    moments = [AT, AT, AT, after(minutes=15), after(minutes=16), after(minutes=17)]
    assert outcomes(TWICE, "192.0.2.7", moments) == ["passes", "passes", timedelta(minutes=15), "passes", "passes", timedelta(minutes=13)]


def test_others_and_other_rules_are_counted_apart():
    outcomes(TWICE, "192.0.2.7", [AT, AT])
    assert outcomes(TWICE, "192.0.2.8", [AT]) == ["passes"]
    assert outcomes(Rule("ask a link", 2, TWICE.window), "192.0.2.7", [AT]) == ["passes"]
    assert outcomes(TWICE, "192.0.2.7", [AT]) == [timedelta(minutes=15)]


def test_a_refused_try_is_counted_for_good_though_the_caller_fails():
    with pytest.raises(TooMany):
        for _ in range(3):
            spend(TWICE, "192.0.2.7", at=AT)
    assert list(Throttle.objects.values_list("count", flat=True)) == [3]


def test_within_a_transaction_it_refuses_to_count_what_could_be_rolled_back():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        spend(TWICE, "192.0.2.7", at=AT)


def test_a_budget_says_whether_a_try_lies_within_it_and_counts_like_a_throttle():
    assert [within(TWICE, "192.0.2.7", at=AT) for _ in range(3)] == [True, True, False]
    assert outcomes(TWICE, "192.0.2.7", [after(minutes=5)]) == [timedelta(minutes=10)]
    assert within(TWICE, "192.0.2.7", at=after(minutes=15))


def test_a_rolled_back_try_is_given_back_to_the_budget():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert within(TWICE, "192.0.2.7", at=AT)
        raise ZeroDivisionError
    assert [within(TWICE, "192.0.2.7", at=AT) for _ in range(3)] == [True, True, False]


def test_the_tries_can_be_read_without_counting_one(django_assert_num_queries):
    outcomes(TWICE, "192.0.2.7", [AT, AT, AT])
    with django_assert_num_queries(1):
        assert tries_of(TWICE, "192.0.2.7", at=after(minutes=14)) == 3
    assert tries_of(TWICE, "192.0.2.7", at=after(minutes=14)) == 3
    assert [tries_of(TWICE, "192.0.2.7", at=after(minutes=15)), tries_of(TWICE, "192.0.2.8", at=AT)] == [0, 0]


def test_the_tries_of_before_midnight_are_read_after_it():
    midnight = datetime(2026, 11, 26, tzinfo=UTC)
    outcomes(TWICE, "192.0.2.7", [midnight - timedelta(minutes=2), midnight + timedelta(minutes=1)])
    assert tries_of(TWICE, "192.0.2.7", at=midnight + timedelta(minutes=2)) == 2


def test_forgiven_tries_are_forgotten():
    outcomes(TWICE, "192.0.2.7", [AT, AT, AT])
    forgive(TWICE, "192.0.2.7", at=after(minutes=1))
    assert outcomes(TWICE, "192.0.2.7", [after(minutes=1)] * 3) == ["passes", "passes", timedelta(minutes=15)]


def test_the_new_key_of_midnight_opens_no_new_window():
    midnight = datetime(2026, 11, 26, tzinfo=UTC)
    moments = [midnight - timedelta(minutes=2), midnight - timedelta(minutes=1), midnight + timedelta(minutes=1)]
    assert outcomes(TWICE, "192.0.2.7", moments) == ["passes", "passes", timedelta(minutes=12)]
    forgive(TWICE, "192.0.2.7", at=midnight + timedelta(minutes=2))
    assert Throttle.objects.count() == 0


def test_a_rule_of_a_day_counts_through_midnight():
    rule = Rule("ask a link", 1, timedelta(days=1))
    assert outcomes(rule, "192.0.2.7", [AT, after(hours=23), after(days=1)]) == ["passes", timedelta(hours=1), "passes"]


def test_no_rule_remembers_anybody_for_longer_than_the_privacy_page_says():
    with pytest.raises(ValueError, match=r"^ask a link remembers somebody for longer than 1 day, 0:00:00$"):
        Rule("ask a link", 1, timedelta(days=1, seconds=1))


def test_rows_of_two_days_cannot_be_linked_and_name_nobody():
    outcomes(TWICE, "an@brugge.example", [AT, after(days=1)])
    keys = list(Throttle.objects.values_list("key", flat=True))
    assert len(set(keys)) == 2
    assert [key for key in keys if "brugge" in key or len(key) != 64] == []


def test_pruning_takes_the_windows_that_ended_and_leaves_the_open_ones():
    outcomes(TWICE, "192.0.2.7", [AT])
    outcomes(TWICE, "192.0.2.8", [after(minutes=10)])
    assert prune(after(minutes=15)) == 1
    assert outcomes(TWICE, "192.0.2.8", [after(minutes=16)] * 2) == ["passes", timedelta(minutes=9)]
