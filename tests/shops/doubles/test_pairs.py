"""Which shops look like one, and why."""

import pytest

from shops.doubles.pairs import Pair, host_of, likely_pairs
from shops.importing.matching import Known


def known(pk: int, name: str, number: str = "", *, latitude: float | None = None, phone: str = "", is_chain: bool = False) -> Known:
    return Known(pk, 1, name, "markt" if number else "", number, latitude, 3.3 if latitude else None, phone, "", is_chain)


def found(*shops: Known, sites: dict[int, str] | None = None, apart: set[tuple[int, int]] | None = None) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(pair.one, pair.other, pair.why) for pair in likely_pairs(shops, sites or {}, apart or set())]


def test_a_like_name_at_the_same_door_is_the_likeliest():
    assert found(known(1, "de kroon", "3"), known(2, "bakkerij de kroon", "3"), known(3, "maes", "3")) == [(1, 2, ("door",))]


def test_a_like_name_counts_within_150_metres_and_no_further():
    here, near, far = known(1, "de kroon", latitude=51.0), known(2, "bakker de kroon", latitude=51.0013), known(3, "de kroon", latitude=51.0028)
    assert found(here, near, far) == [(1, 2, ("near",))]
    assert likely_pairs([here, near], {}, set()) == [Pair(1, 2, ("near",), 145)]


def test_a_phone_that_two_have_counts_whatever_they_are_called_and_one_that_four_have_does_not():
    two = [known(1, "de kroon", phone="+3251"), known(2, "thee en brood", phone="+3251")]
    assert found(*two) == [(1, 2, ("phone",))]
    assert found(*two, known(3, "x", phone="+3251"), known(4, "y", phone="+3251")) == []


def test_two_shops_of_a_chain_share_a_phone_and_a_site_and_are_two():
    assert found(known(1, "spar", phone="+3251", is_chain=True), known(2, "spar markt", phone="+3251", is_chain=True)) == []


def test_several_reasons_go_before_one():
    shops = (
        known(1, "a", phone="+3251"),
        known(2, "b", phone="+3251"),
        known(3, "de kroon", "3", phone="+3252"),
        known(4, "kroon de", "3", phone="+3252"),
    )
    assert found(*shops, sites={3: "kroon.be", 4: "kroon.be"}) == [(3, 4, ("door", "phone", "site")), (1, 2, ("phone",))]


def test_what_somebody_called_two_is_not_shown_again():
    assert found(known(1, "de kroon", "3"), known(2, "de kroon", "3"), apart={(1, 2)}) == []


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("https://www.kroon.be/contact", "kroon.be"),
        ("https://www.facebook.com/kroon", ""),
        ("https://kroon.business.site", ""),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_a_page_on_a_site_of_everybody_tells_nothing(website, host):
    assert host_of(website) == host
