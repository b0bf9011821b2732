"""The links at the top of every page, kept between requests and dropped when a page is published."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from wagtail.models import Page

LANGUAGES = [code for code, _ in settings.LANGUAGES]
KEPT_SECONDS = 300


@dataclass(frozen=True)
class Link:
    """title: in the language of the menu. url: from the root of the site. kind: the page's model, "shopdirectorypage"."""

    title: str
    url: str
    kind: str


def menu(language: str) -> list[Link]:
    """The published pages right under the front page that editors put in the menu."""
    return cache.get_or_set(key(language), lambda: read_menu(language), KEPT_SECONDS)


def read_menu(language: str) -> list[Link]:
    pages = Page.objects.live().in_menu().filter(depth=3, locale__language_code=language).select_related("content_type")
    return [Link(page.title, page.url, page.content_type.model) for page in pages]


def forget() -> None:
    """Read the menus anew at the next request."""
    cache.delete_many([key(language) for language in LANGUAGES])


def key(language: str) -> str:
    return f"navigation.menu.{language}"
