"""What of the directory is kept between requests, and when to read it anew."""

from hashlib import sha256
from secrets import token_hex

from django.core.cache import cache

from content import kept

TREE = "shops.category_tree"
WORDS = "shops.known_words"
ANSWERS = "shops.answers"
TALLIES_EDITION = "shops.tallies.edition"
TALLIES_SECONDS = 60


def forget_categories() -> None:
    """Read the categories anew at the next question."""
    kept.forget(TREE)


def forget_words() -> None:
    """Read the words that searches know anew at the next question."""
    kept.forget(WORDS)


def forget_answers() -> None:
    """Answer every question anew: what shops are found by has changed."""
    kept.forget(ANSWERS)


def counts_key(municipality: int | None) -> str:
    return f"shops.counts.{municipality or 'all'}"


def forget_counts(municipality: int) -> None:
    """Count anew after a change in `municipality`: its own numbers, those of the whole directory and of every question to it."""
    cache.delete_many([counts_key(None), counts_key(municipality), TALLIES_EDITION])


def tallies_key(question: str) -> str:
    """Where the counts of a question are kept: under today's edition, which `forget_counts` ends."""
    edition = cache.get_or_set(TALLIES_EDITION, lambda: token_hex(8), None)
    return f"shops.tallies.{edition}.{sha256(question.encode()).hexdigest()}"
