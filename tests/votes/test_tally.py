"""Who won: arithmetic."""

import pytest

from votes import tally


@pytest.mark.parametrize(
    ("counts", "places"),
    [
        ({1: 5, 2: 3, 3: 1}, {1: 1, 2: 2, 3: 3}),
        ({1: 5, 2: 5, 3: 1}, {1: 1, 2: 1, 3: 3}),
        ({1: 0, 2: 0}, {1: 1, 2: 1}),
        ({}, {}),
    ],
)
def test_places_are_shared_and_the_next_one_is_skipped(counts, places):
    assert tally.ranks(counts) == places


@pytest.mark.parametrize(("counts", "leaders"), [({1: 5, 2: 3}, [1]), ({2: 4, 1: 4, 3: 0}, [1, 2]), ({1: 0, 2: 0}, []), ({}, [])])
def test_who_has_most_leads_and_nobody_where_nobody_voted(counts, leaders):
    assert tally.leaders(counts) == leaders


def test_the_lot_depends_on_the_words_and_on_the_seal_and_falls_evenly():
    drawn = [tally.lot([1, 2], f"woord {number}", "a" * 64) for number in range(1000)]
    assert 430 < drawn.count(1) < 570
    assert tally.lot([1, 2], "peren", "a" * 64) == tally.lot([2, 1], "peren", "a" * 64)


@pytest.mark.parametrize(("part", "whole", "told"), [(1, 3, 33), (2, 3, 67), (1, 200, 1), (0, 0, 0), (7, 7, 100)])
def test_a_percentage_is_rounded_half_up(part, whole, told):
    assert tally.percentage(part, whole) == told
