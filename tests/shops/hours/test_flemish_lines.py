"""Two hundred lines as Flemings write them, each beside what a Fleming takes it for; see flemish_lines.txt."""

from pathlib import Path

import pytest

from shops.hours import NotUnderstood, understand, what_is_certain

UNSURE = "?"
LINES = [
    tuple(line.split(" | "))
    for line in Path(__file__).with_name("flemish_lines.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_in_a_dutch_form_says_what_a_fleming_takes_it_for(text, expected):
    try:
        found = understand(text, "nl")
    except NotUnderstood:
        found = UNSURE
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_in_a_file_whose_language_nobody_told_it_says_the_same_or_nothing(text, expected):
    try:
        found = what_is_certain(text)
    except NotUnderstood:
        found = UNSURE
    assert found in (expected, UNSURE)


def test_there_are_two_hundred_lines_and_no_two_are_the_same():
    texts = [text for text, _expected in LINES]
    assert len(texts) == len(set(texts)) >= 200
