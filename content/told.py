"""What a page tells in its own language, else in Dutch: and then it says so, for readers, screen readers and search engines (`lang`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
