"""The word that somebody probably meant. Pure: knows words, touches no database."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

SHORTEST = 4  # signs: shorter words resemble too much
LONGEST = 30
SLIPS = {4: 1, 5: 1}  # by the length of a word; two in longer ones
MOST_SLIPS = 2
MOST = 2_000  # words compared to the last sign
OTHER_BEGINNING = 0.5  # people rarely mistake the first letter


class Spelling:
    """Known words with how much each weighs: of two that are equally near, the heavier is meant."""

    def __init__(self, counts: Mapping[str, int] | Iterable[str] = ()) -> None:
        self.counts = dict(counts) if isinstance(counts, Mapping) else dict.fromkeys(counts, 1)
        self.in_order = sorted(self.counts)
        self.by_length: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for word in self.counts:
            if SHORTEST - 1 <= len(word) <= LONGEST:
                self.by_length[len(word)].append((word, letters(word)))

    def __contains__(self, word: object) -> bool:
        return word in self.counts

    def begins(self, text: str) -> bool:
        """Whether a known word begins with `text`."""
        place = bisect_left(self.in_order, text)
        return place < len(self.in_order) and self.in_order[place].startswith(text)

    def weight(self, text: str) -> int:
        """Of all known words that begin with `text` together; for a short text that many begin with, of the first of them."""
        start = bisect_left(self.in_order, text)
        return sum(self.counts[word] for word in takewhile(lambda word: word.startswith(text), self.in_order[start : start + MOST]))

    def nearest(self, word: str, most: int = 1) -> list[str]:
        """The known words that are nearest to `word`, the nearest first; none for one that is known, short, or holds a digit."""
        if word in self.counts or not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return []
        allowed = SLIPS.get(len(word), MOST_SLIPS)
        found = []
        for other in islice(self.alike(word, allowed), MOST):
            if distance(word, other, allowed) <= allowed:
                found.append((slips(word, other), -self.counts[other], other))
        return [other for _, _, other in sorted(found)[:most]]

    def alike(self, word: str, allowed: int) -> Iterator[str]:
        """Words of about the length with about the same letters: each slip changes at most two of the set."""
        own = letters(word)
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for other, its in self.by_length.get(length, ()):
                if (own ^ its).bit_count() <= 2 * allowed:
                    yield other

    def corrected(self, words: Iterable[str]) -> str:
        """The words with each that is unknown replaced by the nearest; "" when none is."""
        typed = list(words)
        changed = [(self.nearest(word) or [word])[0] for word in typed]
        return " ".join(changed) if changed != typed else ""


def slips(word: str, other: str) -> float:
    """How far another word is; one that begins differently is further."""
    return distance(word, other, MOST_SLIPS) + OTHER_BEGINNING * (word[:1] != other[:1])


def letters(word: str) -> int:
    """The set of its signs as bits; signs may share one."""
    found = 0
    for sign in word:
        found |= 1 << (ord(sign) % 61)
    return found


def distance(one: str, other: str, most: int) -> int:
    """Slips between two words: a sign too many, too few, another, or two that changed places; more than `most` is just `most + 1`.

    Optimal string alignment, row by row.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        now = [row]
        for column, its in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (sign != its))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == its:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most and min(last) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
