"""Sets of positions as the bits of a whole number: what two sets share, and how many that are, is one step of the machine whatever their size."""

from collections.abc import Iterable, Iterator
from itertools import islice

IN_A_BYTE = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def of(positions: Iterable[int], size: int) -> int:
    """The set of `positions`, each from 0 and below `size`."""
    row = bytearray(size // 8 + 1)
    for position in positions:
        row[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(row, "little")


def positions(bits: int) -> Iterator[int]:
    """From the lowest on."""
    row = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    for place, byte in enumerate(row):
        if byte:
            start = place << 3
            for bit in IN_A_BYTE[byte]:
                yield start + bit


def stretch(bits: int, tiers: Iterable[int], start: int, stop: int) -> list[int]:
    """The positions from `start` to `stop` in the order of the `tiers`, in each of them from the lowest on; those in no tier come last."""
    found: list[int] = []
    for tier in tiers:
        here = bits & tier
        bits ^= here
        number = here.bit_count()
        if start < number:
            found += islice(positions(here), max(start, 0), stop)
        start, stop = start - number, stop - number
        if stop <= 0:
            return found
    return found + list(islice(positions(bits), max(start, 0), max(stop, 0)))
