"""The index of municipalities."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from wagtail.models import Page

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


def links_to(language: str, municipalities: Collection[int] | None = None) -> list[TownLink]:
    """The published pages of `municipalities` (their keys; None for all) in `language`, by name. Asks the database once."""
    pages = Page.objects.live().filter(content_type__model="municipalitypage", locale__language_code=language)
    if municipalities is not None:
        pages = pages.filter(municipalitypage__municipality__in=municipalities)
    found = sorted(pages, key=lambda page: fold(page.title))
    parent_url = (found[0].url or "").removesuffix(f"{found[0].slug}/") if found else ""
    return list(with_letters(((page.title, page.slug) for page in found), parent_url))


def with_letters(pages: Iterable[tuple[str, str]], parent_url: str) -> Iterable[TownLink]:
    last = ""
    for title, slug in pages:
        first = fold(title)[:1]
        cut = 1 if first != last else 0
        last = first
        yield TownLink(title[:cut], title[cut:], f"{parent_url}{slug}/", slug)
