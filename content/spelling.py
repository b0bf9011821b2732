"""The word that somebody probably meant. Pure: reads words, touches no database."""

from collections.abc import Collection
from difflib import get_close_matches

SHORTEST = 4  # signs: shorter words resemble too much
ALIKE = 0.75
MOST = 20_000  # words looked at


def nearest(word: str, known: Collection[str]) -> str:
    """The known word that resembles `word` most, of about its length and with its first letter; "" when none does, or it is known itself."""
    if len(word) < SHORTEST or word in known:
        return ""
    like = sorted(other for other in list(known)[:MOST] if other[:1] == word[:1] and abs(len(other) - len(word)) <= 2)
    return (get_close_matches(word, like, n=1, cutoff=ALIKE) or [""])[0]


def corrected(words: Collection[str], known: Collection[str]) -> str:
    """The words with each that is unknown replaced by the nearest; "" when none is."""
    changed = [nearest(word, known) or word for word in words]
    return " ".join(changed) if changed != list(words) else ""
