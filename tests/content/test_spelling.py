"""The word that somebody probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.spelling import Spelling, distance

KNOWN = Spelling(["bakker", "bakkers", "braderie", "brugge", "fietsherstelling", "markt", "slager"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("braaderie", "braderie"),
        ("bakkr", "bakker"),
        ("slagger", "slager"),
        ("mrakt", "markt"),
        ("fietshertseling", "fietsherstelling"),
        ("vietsherstelling", "fietsherstelling"),
        ("brugg", "brugge"),
    ],
)
def test_a_slip_leads_to_the_nearest_word(typed, meant):
    assert KNOWN.nearest(typed) == [meant]


@pytest.mark.parametrize("typed", ["markt", "mar", "xylofoon", "tandarts", "", "8700a", "a" * 31])
def test_a_word_that_is_known_short_or_unlike_all_others_stays_alone(typed):
    assert KNOWN.nearest(typed) == []


def test_of_two_that_are_equally_near_the_heavier_is_meant_and_both_are_named_when_asked():
    known = Spelling({"kaars": 3, "kaart": 40})
    assert (known.nearest("kaarn"), known.nearest("kaarn", 2)) == (["kaart"], ["kaart", "kaars"])


def test_only_the_words_that_nobody_knows_are_replaced():
    assert KNOWN.corrected(["markt", "brugg"]) == "markt brugge"
    assert KNOWN.corrected(["markt", "brugge"]) == ""


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("kaas", "kaas", 0), ("kaas", "kas", 1), ("abc", "ca", 3), ("abcd", "wxyz", 3)],
)
def test_slips_are_counted_and_too_many_are_just_too_many(one, other, slips):
    assert distance(one, other, 2) == slips


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_way_back_is_as_long_as_the_way_there(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
