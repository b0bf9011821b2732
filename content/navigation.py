"""The links at the top and foot of every page, and the page in other languages; kept between requests, dropped when a page is published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, get_page_models

from content import kept
from content.kept import Kept

LANGUAGES = [code for code, _ in settings.LANGUAGES]
KEPT_SECONDS = 300
PAGES = "navigation"  # of what is made of published pages and their addresses: forgotten with every change of one
SEARCH = {"nl": "zoeken", "fr": "recherche", "en": "search", "de": "suche"}  # the last part of the address of the search of the whole site
BELOW_HOME = 3  # the depth of a page right under the front page
TAKEN = _("Op dit adres staat de zoekpagina van de site. Kies een ander.")


@dataclass(frozen=True)
class Link:
    """title: in the language of the menu. url: from the root of the site. kind: the page's model, "shopdirectorypage"."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Links:
    """menu: what editors put in the menu. foot: pages of text beside it (privacy, contact)."""

    menu: list[Link]
    foot: list[Link]


@dataclass(frozen=True)
class Near:
    """Where a reader is led to whose language a page does not speak. page: any version of it; tail: what follows its address. names: by
    language, what the tail narrows it to."""

    page: Page
    tail: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def links(language: str) -> Links:
    """The pages right under the front page that every page leads to: published, and for everybody."""
    found: Links | None = cache.get_or_set(key(f"links.{language}"), lambda: read_links(language), KEPT_SECONDS)
    return found or Links([], [])


def menu(language: str) -> list[Link]:
    return links(language).menu


def frame(language: str) -> dict[str, Any]:
    """What stands around a page of `language`, for its template: its menu and its foot."""
    found = links(language)
    return {"language": language, "menu": found.menu, "foot": found.foot}


def read_links(language: str) -> Links:
    asked = Q(show_in_menus=True) | Q(content_type__model__in=kinds_in_foot())
    pages = Page.objects.live().public().filter(asked, depth=BELOW_HOME, locale__language_code=language).select_related("content_type")
    found = [(page.show_in_menus, Link(page.title, page.url, page.content_type.model)) for page in pages]
    return Links([link for in_menu, link in found if in_menu], [link for in_menu, link in found if not in_menu])


def kinds_in_foot() -> list[str]:
    """Those whose model says so (`is_in_foot`): "standardpage"."""
    return [model._meta.model_name for model in get_page_models() if getattr(model, "is_in_foot", False)]


def search_url(language: str) -> str:
    """Where one searches the whole site in `language`, from the root of the site."""
    return f"/{language}/{SEARCH[language]}/"


def is_taken(slug: str, depth: int | None) -> bool:
    """Whether the search of the site stands where a page would: in any language, as each name of it leads on to the right one."""
    return depth == BELOW_HOME and slug in SEARCH.values()


def versions(page: Page) -> list[tuple[str, str]]:
    """(language, address) of `page` in each language in which everybody may read it, in the order of the site's languages."""
    found: list[tuple[str, str]] | None = cache.get_or_set(key(f"versions.{page.pk}"), lambda: read_versions(page), KEPT_SECONDS)
    return found or []


def read_versions(page: Page) -> list[tuple[str, str]]:
    pages = page.get_translations(inclusive=True).live().public().select_related("locale").defer_streamfields()
    return sorted(((other.locale.language_code, other.full_url) for other in pages), key=lambda version: LANGUAGES.index(version[0]))


def nearby(page: Page, near: Callable[[], list[Near]]) -> list[tuple[str, str, str]]:
    """(language, address, title) of what comes closest to `page` in each language in which it does not exist. near: gives what comes in question,
    the closest first; asked only when it is not kept."""
    if page.pk is None or len(versions(page)) == len(LANGUAGES):
        return []
    found: list[tuple[str, str, str]] | None = cache.get_or_set(key(f"nearby.{page.pk}"), lambda: read_nearby(page, near()), KEPT_SECONDS)
    return found or []


def read_nearby(page: Page, near: list[Near]) -> list[tuple[str, str, str]]:
    missing = set(LANGUAGES) - {language for language, _url in versions(page)} - {page.locale.language_code}
    keys = [one.page.translation_key for one in near]
    pages = Page.objects.live().public().filter(translation_key__in=keys, locale__language_code__in=missing).select_related("locale")
    found = {(page.translation_key, page.locale.language_code): page for page in pages}
    closest = ((code, next((one for one in near if (one.page.translation_key, code) in found), None)) for code in LANGUAGES)
    return [called(found[one.page.translation_key, code], one, code) for code, one in closest if one]


def called(page: Page, near: Near, language: str) -> tuple[str, str, str]:
    return language, page.full_url + near.tail, ", ".join(part for part in (page.title, near.names.get(language, "")) if part)


some_are_closed: Kept[bool] = Kept("closed_pages", lambda: PageViewRestriction.objects.exists())


def forget() -> None:
    """Read the menus and the versions of every page, and what is near it, anew at the next request, and again when the change that is going on
    is stored: what was read meanwhile stood there before."""
    kept.forget(PAGES)


def key(name: str) -> str:
    """Where `name` is kept, until the next `forget`."""
    return f"navigation.{kept.edition_of(PAGES)}.{name}"
