"""The pages that nearly every address leads through, kept between requests.

Wagtail asks the database for the site, the language, the front page and the page under it at every request: five questions, before the page
itself asks its first. Whether a request is led by these or by Wagtail makes no difference to the page: its own `route` is asked, on a copy.

Source: what stands in `request._wagtail_site` and `request._wagtail_route_for_request` is not looked up again (wagtail.models.Site.find_for_request,
Page.route_for_request).
"""

from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import get_language
from wagtail import urls as wagtail_urls
from wagtail import views
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Locale, Page, Site, get_page_models
from wagtail.signals import post_page_move
from wagtail.url_routing import RouteResult

from content.kept import Kept

SERVED = "wagtail_serve"


@dataclass(frozen=True)
class Known:
    """Of one language. site: the only one. front: None where Wagtail must find out (several sites, a front page that is not published).
    sections: by their part of the address, pages right under the front page that lead on to what are no pages (shops, rounds, days)."""

    site: Site | None = None
    front: Page | None = None
    sections: dict[str, Page] = field(default_factory=dict)


def urls() -> list[Any]:
    """Wagtail's own addresses, with `serve` in the place of its view."""
    others = [pattern for pattern in wagtail_urls.urlpatterns if pattern.name != SERVED]
    return [*others, re_path(wagtail_urls.serve_pattern, serve, name=SERVED)]


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, with the way there already known."""
    if pages := kept.get(get_language() or ""):
        lead(request, [part for part in path.split("/") if part], pages.get())
    return views.serve(request, path)


def lead(request: Any, parts: list[str], pages: Known) -> None:
    if pages.front:
        request._wagtail_site = copy(pages.site)
        request._wagtail_route_for_request = route(request, parts, pages.front, pages.sections)


def route(request: HttpRequest, parts: list[str], front: Page, sections: dict[str, Page]) -> RouteResult | None:
    """None where there is no such page."""
    section = sections.get(parts[0]) if parts else None
    page, rest = (section, parts[1:]) if section else (front, parts)
    try:
        return copy(page).route(request, rest)
    except Http404:
        return None


def read(language: str) -> Known:
    sites = list(Site.objects.select_related("root_page__locale")[:2])
    if len(sites) != 1 or not sites[0].is_default_site:
        return Known()
    root = sites[0].root_page
    fronts = root.get_translations(inclusive=True).live().filter(locale__language_code=language) if root.live else Page.objects.none()
    front = fronts.select_related("locale").specific().first()
    return Known(sites[0], front, {page.slug: page for page in sections_of(front)}) if front else Known()


def sections_of(front: Page) -> list[Page]:
    models = [model for model in get_page_models() if issubclass(model, RoutablePageMixin)]
    kinds = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    return list(front.get_children().live().filter(content_type__in=kinds).select_related("locale").specific())


kept = {language: Kept(f"pages.{language}", partial(read, language)) for language, _name in settings.LANGUAGES}


def forget(**_: Any) -> None:
    for pages in kept.values():
        pages.forget()


def listen() -> None:
    """To these models only: whoever listens to the deletion of all makes every deletion read what it deletes."""
    for model in (*get_page_models(), Page, Site, Locale):
        for signal in (post_save, post_delete):
            signal.connect(forget, model, dispatch_uid=f"ikkooplokaal.known_pages.{model._meta.label}")
    post_page_move.connect(forget, dispatch_uid="ikkooplokaal.known_pages")
