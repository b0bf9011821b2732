"""The badge of a year."""

import re
from xml.etree import ElementTree

import pytest

from ambassadors.badge import DIGITS, badge
from content.facades import CLOTHS


def test_the_same_year_and_cloth_are_the_same_badge_and_others_are_not():
    assert badge(2026, "brood") == badge(2026, "brood")
    drawn = [badge(2026, "brood"), badge(2025, "brood"), badge(2026, "boek"), badge(2026, "brood", is_provincial=True)]
    assert len(set(drawn)) == 4


@pytest.mark.parametrize("cloth", CLOTHS)
def test_a_badge_is_small_and_well_formed(cloth):
    for inline in (True, False):
        drawn = badge(2026, cloth, inline=inline, title="Ambassadeur <2026>")
        ElementTree.fromstring(drawn)
        assert len(drawn.encode()) <= 2_600


def test_a_badge_in_a_page_leaves_its_colours_to_the_stylesheet_and_a_file_brings_its_own():
    inline = badge(2026, "brood", inline=True)
    assert ("fill=" in inline, "stroke=" in inline, "fill=" in badge(2026, "brood")) == (False, False, True)
    assert set(re.findall(r'class="(\w+)"', inline)) == {"a0", "cl", "st", "r0", "yr"}


def test_the_year_stands_on_it_digit_by_digit_from_left_to_right():
    found = re.findall(r'class="yr"[^>]*translate\((\S+) \S+\)" d="([^"]+)"', badge(2026, "brood"))
    assert [d for _, d in found] == [DIGITS["2"], DIGITS["0"], DIGITS["2"], DIGITS["6"]]
    places = [float(x) for x, _ in found]
    assert places == sorted(places)


def test_a_badge_beside_words_is_hidden_and_one_alone_has_a_name():
    assert ('aria-hidden="true"' in badge(2026, "brood"), "<title>2026</title>" in badge(2026, "brood", title="2026")) == (True, True)
