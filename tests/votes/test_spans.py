"""A stretch of time as people say it."""

import pytest

from votes import spans, suspicion


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minuut"),
        (119, "119 minuten"),
        (120, "2 uur"),
        (2879, "48 uur"),
        (2880, "2 dagen"),
        (3148, "2 dagen"),
        (40_320, "28 dagen"),
    ],
)
def test_the_measure_fits_the_stretch(minutes, words):
    assert spans.in_words(minutes) == words


def test_a_suspicion_tells_days_and_not_thousands_of_minutes():
    told = suspicion.in_words("unknown_domain", {"votes": 12, "share": 80, "minutes": 3148})
    assert told == "12 stemmen van één onbekend maildomein, 80 % daarvan voor dezelfde kandidaat, in 2 dagen."
