"""Who won: arithmetic, without a database."""

import hashlib
from collections.abc import Iterable, Mapping
from fractions import Fraction


def ranks(counts: Mapping[int, int | Fraction]) -> dict[int, int]:
    """The place of each candidate, from 1; who has as many votes shares a place, and the next one is skipped (1, 1, 3)."""
    return {number: 1 + sum(other > votes for other in counts.values()) for number, votes in counts.items()}


def leaders(counts: Mapping[int, int | Fraction]) -> list[int]:
    """The numbers of those with most votes, in order; nobody when nobody voted."""
    most = max(counts.values(), default=0)
    return sorted(number for number, votes in counts.items() if votes == most and most > 0)


def lot(numbers: Iterable[int], words: str, head: str) -> int:
    """The candidate whom the lot takes: the lowest SHA-256 of "<words>|<head>|<number>".

    words: what a public draw gave that was named beforehand, such as the numbers of a lottery: whoever may choose them can choose the winner.
    head: the seal that stood when that draw was named, so that the same numbers give every round a lot of its own.
    """
    return min(numbers, key=lambda number: hashlib.sha256(f"{words}|{head}|{number}".encode()).hexdigest())


def percentage(part: int, whole: int) -> int:
    """In whole percents, half a percent up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0
