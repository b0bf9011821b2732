"""The word that somebody probably meant."""

import pytest

from content.spelling import corrected, nearest

KNOWN = ["bakker", "bakkers", "braderie", "brugge", "markt", "slager"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("braaderie", "braderie"), ("bakkr", "bakker"), ("slagger", "slager"), ("mrakt", "markt")],
)
def test_a_slip_leads_to_the_nearest_word(typed, meant):
    assert nearest(typed, KNOWN) == meant


@pytest.mark.parametrize("typed", ["markt", "mar", "xylofoon", "tandarts", ""])
def test_a_word_that_is_known_short_or_unlike_all_others_stays_alone(typed):
    assert nearest(typed, KNOWN) == ""


def test_only_the_words_that_nobody_knows_are_replaced():
    assert corrected(["markt", "brugg"], KNOWN) == "markt brugge"
    assert corrected(["markt", "brugge"], KNOWN) == ""
