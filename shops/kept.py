"""What of the directory is kept between requests, and when to read it anew."""

from django.core.cache import cache

from content import kept, purging

TREE = "shops.category_tree"
WORDS = "shops.known_words"
ANSWERS = "shops.answers"


def forget_categories() -> None:
    """Read the categories anew at the next question. Their names stand with every shop."""
    kept.forget(TREE)
    purging.everything_is_stale()


def forget_words() -> None:
    """Read the words that searches know anew at the next question."""
    kept.forget(WORDS)


def forget_answers() -> None:
    """Read the listed shops anew at the next question: what they are found by, or when they are open, has changed."""
    kept.forget(ANSWERS)


def counts_key(municipality: int | None) -> str:
    return f"shops.counts.{municipality or 'all'}"


def forget_counts(municipality: int) -> None:
    """Count anew after a change in `municipality`: its own numbers, those of the whole directory and of every question to it."""
    cache.delete_many([counts_key(None), counts_key(municipality)])
    forget_answers()
