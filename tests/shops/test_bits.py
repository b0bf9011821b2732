"""Sets of positions as bits: every answer is that of Python's own sets."""

from random import Random

import pytest

from shops import bits


def some(chance: Random, size: int, share: float) -> set[int]:
    return {position for position in range(size) if chance.random() < share}


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 1])
@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 64, 1_000])
def test_what_goes_in_comes_out_in_order(size, share):
    positions = some(Random(7), size, share)
    assert list(bits.positions(bits.of(positions, size))) == sorted(positions)


def test_both_either_and_how_many_are_those_of_sets():
    chance = Random(7)
    one, other = some(chance, 500, 0.3), some(chance, 500, 0.6)
    bits_of_one, bits_of_other = bits.of(one, 500), bits.of(other, 500)
    assert list(bits.positions(bits_of_one & bits_of_other)) == sorted(one & other)
    assert list(bits.positions(bits_of_one | bits_of_other)) == sorted(one | other)
    assert (bits_of_one & ~bits_of_other).bit_count() == len(one - other)


def in_tiers(found: set[int], tiers: list[set[int]]) -> list[int]:
    """The slow way."""
    ordered: list[int] = []
    for tier in [*tiers, found]:
        ordered += sorted((found & tier) - set(ordered))
    return ordered


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_stretch_is_cut_from_the_tiers_one_after_the_other(number):
    chance = Random(number)
    found, tiers = some(chance, 300, 0.4), [some(chance, 300, 0.2) for _ in range(number)]
    whole = in_tiers(found, tiers)
    as_bits = bits.of(found, 300)
    for start in range(0, len(whole) + 30, 24):
        assert bits.stretch(as_bits, (bits.of(tier, 300) for tier in tiers), start, start + 24) == whole[start : start + 24]


def test_tiers_behind_the_stretch_are_never_made():
    def tiers():
        yield 0b0111
        raise AssertionError("asked for more than was needed")

    assert bits.stretch(0b1111, tiers(), 0, 3) == [0, 1, 2]
