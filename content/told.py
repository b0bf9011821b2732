"""What a page tells in its own language, else in Dutch: and then it says so, for readers, screen readers and search engines (`lang`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page


@dataclass(frozen=True)
class Told:
    """words: the value of a field. language: "nl" where the Dutch words stand in for those of another language, else ""."""

    words: Any
    language: str = ""


def told(page: Page, names: Iterable[str], language: str) -> dict[str, Told]:
    """By the name of the field; asks the database once at most, and only when something is empty."""
    own = {name: Told(getattr(page, name)) for name in names}
    empty = [name for name, said in own.items() if not said.words]
    dutch = dutch_of(page) if empty and language != "nl" else None
    return own | {name: Told(getattr(dutch, name), "nl") for name in empty if dutch and getattr(dutch, name)}


def dutch_of(page: Page) -> Page | None:
    found: Page | None = type(page)._default_manager.filter(live=True, translation_key=page.translation_key, locale__language_code="nl").first()
    return found


@dataclass(frozen=True)
class Piece:
    """block: of a body. language: "nl" where it still says just what the Dutch one says, else ""."""

    block: StreamValue.StreamChild
    language: str = ""


def pieces(body: StreamValue, dutch: StreamValue | None, language: str) -> list[Piece]:
    """The blocks of a translated body. wagtail-localize leaves the Dutch words in a heading or quote that nobody translated; a picture without
    words is of no language. dutch: the same field of the Dutch page; None when this is it."""
    if language == "nl" or dutch is None:
        return [Piece(block) for block in body]
    said = {block.id: words_of(block) for block in dutch}
    return [Piece(block, "nl" if words_of(block) and words_of(block) == said.get(block.id) else "") for block in body]


def words_of(block: StreamValue.StreamChild) -> list[str]:
    found: list[str] = block.block.get_searchable_content(block.value)
    return [text for text in found if text]
