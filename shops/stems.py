"""What a word comes down to: "broodjes" and "broden" to "brood". Pure."""

from functools import lru_cache

import snowballstemmer

ALGORITHMS = {"nl": "dutch", "fr": "french", "en": "english", "de": "german"}
LONGEST_WORD = 40


@lru_cache(maxsize=65_536)
def stem(word: str, language: str = "nl") -> str:
    """The stem of a normalised word; the word itself when less than half of it would be left ("bakkerij" is more than "bak")."""
    found: str = stemmer(ALGORITHMS.get(language, "dutch")).stemWord(word)
    return found if 2 * len(found) >= len(word) and len(found) > 2 else word


def stems(word: str) -> frozenset[str]:
    """The stems of a word of which nobody knows the language."""
    return frozenset(stem(word, language) for language in ALGORITHMS)


@lru_cache(maxsize=len(ALGORITHMS))
def stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)
