"""Where a candidate is, read from its address."""

import pytest

from votes.whereabouts import Whereabouts, read


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Markt 19, 8760 Meulebeke", Whereabouts("Markt 19", "8760", "Meulebeke")),
        ("Bruggestraat 52 bus 3, 8700 Tielt", Whereabouts("Bruggestraat 52 bus 3", "8700", "Tielt")),
        ("8760 Meulebeke", Whereabouts("", "8760", "Meulebeke")),
        ("Markt 19, Meulebeke", Whereabouts("Markt 19, Meulebeke")),
        ("", Whereabouts()),
    ],
)
def test_an_address_falls_apart_in_street_postcode_and_place(address, expected):
    assert read(address) == expected


def test_only_a_village_is_named_beside_its_municipality():
    assert read("Markt 19, 8760 Meulebeke").beside("Tielt") == "Markt 19, Meulebeke"
    assert read("Markt 19, 8700 Tielt").beside("Tielt") == "Markt 19"
    assert read("8760 Meulebeke").beside("Tielt") == "Meulebeke"
