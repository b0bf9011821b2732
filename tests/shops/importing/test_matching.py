"""Which shop a row is about."""

import pytest

from shops.importing.matching import Known, Matcher, alike, name_key, number_key, street_key

TIELT, KORTRIJK = 1, 2


def shop(name: str, *, pk: int | None = 1, town: int = TIELT, street: str = "", number: str = "", at: tuple | None = None, **facts) -> Known:
    """A shop that stands here; at: latitude, longitude."""
    latitude, longitude = at or (None, None)
    known = {"phone": "", "establishment": "", "is_chain": False} | facts
    return Known(pk, town, name_key(name), street_key(street), number_key(number), latitude, longitude, **known)


def row(name: str, **facts) -> Known:
    return shop(name, pk=None, **facts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bakkerij De Kroon", "BAKKERIJ DE KROON BVBA", True),
        ("Bakkerij De Kroon", "De Kroon", True),
        ("Café Chez Léon", "cafe chez leon", True),
        ("Slagerij Vanneste", "Slagerij Vaneste", True),
        ("Bar", "Bakkerij", False),
        ("Bakkerij Peeters", "Slagerij Peeters", False),
        ("Kroon", "Kraan", False),
    ],
)
def test_names_are_alike_when_one_says_more_or_has_a_typing_error(one, other, same):
    assert alike(name_key(one), name_key(other)) is same


def test_the_establishment_number_is_the_shop_wherever_and_whatever_it_is_called():
    known = shop("De Kroon", establishment="2147812701")
    assert Matcher([known]).find(row("Het Anker", town=KORTRIJK, establishment="2147812701")) is known


def test_the_same_phone_and_a_name_that_is_alike_are_the_same_shop_that_moved():
    known = shop("Bakkerij De Kroon", phone="+3251400000", street="Markt", number="1")
    assert Matcher([known]).find(row("De Kroon", phone="+3251400000", street="Bruggestraat", number="9")) is known


@pytest.mark.parametrize("difference", [{"name": "Slagerij Maes"}, {"town": KORTRIJK}])
def test_the_same_phone_is_not_enough_with_another_name_or_in_another_municipality(difference):
    known = shop("Bakkerij De Kroon", phone="+3251400000")
    assert Matcher([known]).find(row(**({"name": "Bakkerij De Kroon", "phone": "+3251400000", "at": (51.0, 3.3)} | difference))) is None


def test_branches_of_a_chain_share_a_phone_and_stay_apart():
    known = shop("Kruidvat", phone="+3278000000", at=(51.0, 3.3), is_chain=True)
    assert Matcher([known]).find(row("Kruidvat", phone="+3278000000", at=(51.01, 3.3), is_chain=True)) is None


def test_the_same_door_and_a_name_that_is_alike_are_the_same_shop():
    known = shop("Bakkerij De Kroon", street="Kerkstraat", number="12 A")
    assert Matcher([known]).find(row("De Kroon bv", street="Kerkstr.", number="12a")) is known


def test_the_same_name_within_150_metres_is_the_same_shop_and_further_it_is_not():
    known = shop("De Kroon", at=(51.0, 3.3))
    assert Matcher([known]).find(row("De Kroon", at=(51.0012, 3.3))) is known  # 133 m
    assert Matcher([known]).find(row("De Kroon", at=(51.0018, 3.3))) is None  # 200 m


def test_neighbours_with_other_names_are_other_shops():
    known = shop("Slagerij Maes", at=(51.0, 3.3), street="Markt", number="1")
    assert Matcher([known]).find(row("Bakkerij Claeys", at=(51.0, 3.3), street="Markt", number="1")) is None


def test_of_two_candidates_the_one_with_the_same_name_at_the_same_door_is_taken():
    further, here = shop("De Kroon", at=(51.001, 3.3), pk=1), shop("De Kroon", at=(51.0, 3.3), street="Markt", number="1", pk=2)
    assert Matcher([further, here]).find(row("De Kroon", at=(51.0, 3.3), street="Markt", number="1")) is here


def test_a_shop_that_another_row_is_already_must_be_the_same_in_name_and_door():
    known = shop("Jungle Bar", at=(51.0, 3.3), street="Markt", number="1")
    known.seen = True
    matcher = Matcher([known])
    assert matcher.find(row("Jungle Bar", at=(51.0001, 3.3), street="Markt", number="1")) is known
    assert matcher.find(row("Jungle Bar Express", at=(51.0, 3.3), street="Markt", number="1")) is None
    assert matcher.find(row("Jungle Bar", at=(51.0, 3.3), street="Markt", number="3")) is None
    assert matcher.find(row("Jungle Bar", at=(51.001, 3.3))) is None


def test_a_row_without_any_address_is_the_only_shop_of_that_name():
    known = shop("De Kroon", street="Markt", number="1")
    assert Matcher([known]).find(row("De Kroon")) is known
    assert Matcher([known, shop("De Kroon", pk=2, street="Dorp", number="2")]).find(row("De Kroon")) is None
    assert Matcher([known]).find(row("De Kroon", town=KORTRIJK)) is None
