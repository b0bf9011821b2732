"""How surprising a count is, and where in a row of moments something is too even or too dense. Arithmetic only."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log


def chance(hits: int, tries: int, usual: float) -> float:
    """At most the probability of `hits` or more among `tries` when each is one with probability `usual` (Chernoff's bound); 1.0 when unsurprising.

    A bound, not the value: it errs on the side of no suspicion, by about a factor of ten.
    """
    share = hits / tries if tries else 0.0
    if share <= usual:
        return 1.0
    surprise = share * log(share / usual) + ((1 - share) * log((1 - share) / (1 - usual)) if share < 1 else 0.0)
    return exp(-tries * surprise)


def even_gaps(moments: Sequence[int], length: int, tolerance: float, usual: float, surprise: float, least_gap: int) -> set[int]:
    """Places of the moments beside an even gap, in windows of `length` gaps of which surprisingly many are even.

    moments: sorted, seconds. A gap is even when it lies within `tolerance` (a share) of its window's median, which is `least_gap` seconds at least.
    usual: share of even gaps when moments are random. Windows begin a twelfth of their length apart.
    """
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    found: set[int] = set()
    for start in window_starts(len(gaps), length):
        ordered = sorted(gaps[start : start + length])
        median = ordered[length // 2]
        low, high = median * (1 - tolerance), median * (1 + tolerance)
        even = bisect_right(ordered, high) - bisect_left(ordered, low)
        if median >= least_gap and chance(even, length, usual) <= surprise:
            places = (place for place in range(start, start + length) if low <= gaps[place] <= high)
            found.update(side for place in places for side in (place, place + 1))
    return found


def window_starts(number: int, length: int) -> list[int]:
    """Where windows of `length` begin among `number` gaps."""
    if number < length:
        return []
    return sorted({*range(0, number - length + 1, max(1, length // 12)), number - length})


def most_within(moments: Sequence[int], seconds: int) -> int:
    """The most moments in any stretch of `seconds`. moments: sorted, seconds."""
    return max((bisect_left(moments, start + seconds) - place for place, start in enumerate(moments)), default=0)
