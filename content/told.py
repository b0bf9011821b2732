"""What a page tells in its own language, else in Dutch: and then it says so, for readers, screen readers and search engines (`lang`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from content.still_dutch import marked


@dataclass(frozen=True)
class Told:
    """words: the value of a field. language: "nl" where the Dutch words stand in for those of another language, else ""."""

    words: Any
    language: str = ""


def told(page: Page, names: Iterable[str], language: str) -> dict[str, Told]:
    """By the name of the field. Among blocks, what nobody translated is marked in the words themselves. Asks the database once at most, and only
    when something is empty or holds blocks."""
    own = {name: getattr(page, name) for name in names}
    needs_dutch = language != "nl" and any(not words or isinstance(words, StreamValue) for words in own.values())
    dutch = dutch_of(page) if needs_dutch else None
    return {name: own_or_dutch(words, getattr(dutch, name, None)) for name, words in own.items()}


def own_or_dutch(words: Any, dutch: Any) -> Told:
    """Blocks are the page's own, in which Dutch texts are marked. dutch: what the Dutch page says in the same field; nothing where this is it."""
    if not words and dutch:
        return Told(dutch, "nl")
    return Told(marked(words, dutch) if isinstance(words, StreamValue) and dutch else words)


def dutch_of(page: Page) -> Page | None:
    found: Page | None = type(page)._default_manager.filter(live=True, translation_key=page.translation_key, locale__language_code="nl").first()
    return found
