"""The index of municipalities."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache

from content import navigation
from content.words import fold

if TYPE_CHECKING:
    from home.models import HomePage


@dataclass(frozen=True)
class TownLink:
    """letter: set on the first name of each initial, empty on the others; rest: the name behind it."""

    letter: str
    rest: str
    url: str
    slug: str = ""

    @property
    def name(self) -> str:
        return self.letter + self.rest


def town_links(home: "HomePage", language: str) -> list[TownLink]:
    """The published municipality pages under `home`, by name; kept until a page is published."""
    found: list[TownLink] | None = cache.get_or_set(navigation.key(f"towns.{home.pk}"), lambda: read_links(home), navigation.KEPT_SECONDS)
    return found or []


def read_links(home: "HomePage") -> list[TownLink]:
    pages = home.get_children().live().filter(content_type__model="municipalitypage").order_by().values_list("title", "slug")
    return list(with_letters(sorted(pages, key=lambda page: fold(page[0])), home.url))


def with_letters(pages: Iterable[tuple[str, str]], parent_url: str) -> Iterable[TownLink]:
    last = ""
    for title, slug in pages:
        first = fold(title)[:1]
        cut = 1 if first != last else 0
        last = first
        yield TownLink(title[:cut], title[cut:], f"{parent_url}{slug}/", slug)
