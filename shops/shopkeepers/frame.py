"""The frame of a shopkeeper's pages, which are no pages of Wagtail: menu, languages, and that nobody keeps them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from content import navigation
from shops.models import Shop, ShopDirectoryPage
from shops.unkept import not_kept


def language_now() -> str:
    return get_language() or "nl"


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, args: tuple[str, ...] = (), tells_no_one: bool = False
) -> HttpResponse:
    """A page of shops/templates/shops/shopkeepers/. args: those of its address, for the same page in other languages."""
    name = request.resolver_match.url_name if request.resolver_match else "shopkeeper"
    languages = {"versions": [(code, in_language(lambda: reverse(str(name), args=args), code)) for code in navigation.LANGUAGES], "canonical": ""}
    response = render(request, f"shops/shopkeepers/{template}", navigation.frame(language_now()) | languages | context, status=status)
    return not_kept(response, tells_no_one=tells_no_one)


def in_language(said: Callable[[], str], language: str) -> str:
    with translation.override(language):
        return said()


def directory() -> ShopDirectoryPage | None:
    """The directory in the language of the reader, else the Dutch one."""
    pages = {page.locale.language_code: page for page in ShopDirectoryPage.objects.live().select_related("locale")}
    return pages.get(language_now()) or pages.get("nl")


def url_of(shop: Shop) -> str:
    """Of its page, "" where the site has no directory."""
    page = directory()
    return page.shop_url(shop) if page else ""
