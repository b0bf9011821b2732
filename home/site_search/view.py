"""The page of the search of the whole site: from an address to a list."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content import navigation
from content.finding import TOWN
from content.freshness import next_midnight, shown_until
from content.querysets import ONLY_IN_ITS_WORDS, Wanted
from home.site_search.answers import Answers, answers
from home.site_search.groups import KEYS, Group, Row, groups_of
from home.site_search.likely import likely
from home.site_search.query import SiteQuery
from shops import openings
from shops.models import ShopDirectoryPage


@require_safe
def serve(request: HttpRequest, spoken: str) -> HttpResponse:
    """spoken: the language whose address this is; in another one the page stands elsewhere."""
    language = get_language() or "nl"
    query, at = SiteQuery.from_params(request.GET), timezone.now()
    if spoken != language:
        return HttpResponsePermanentRedirect(query.url(navigation.search_url(language)))
    wanted = query.wanted()
    return render(request, "home/site_search.html", frame(query, language) | (found(request, query, wanted, language, at) if wanted else {}))


def frame(query: SiteQuery, language: str) -> dict[str, Any]:
    """What stands around the answers, and all there is before somebody asked."""
    root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    versions = [(code, root + query.url(navigation.search_url(code))) for code in navigation.LANGUAGES]
    return navigation.frame(language) | {
        "versions": versions,
        "canonical": dict(versions)[language],
        "query": query,
        "search_url": navigation.search_url(language),
        "search_label": _("Winkel, markt, gemeente, ambassadeur …"),
        "title": _("Zoeken: %(text)s") % {"text": query.text} if query.text else _("Zoek op de hele site"),
        "is_asked": bool(query.text),
        "current": "search",
    }


def found(request: HttpRequest, query: SiteQuery, wanted: Wanted, language: str, at: datetime) -> dict[str, Any]:
    answered = answers(query, wanted, language, at)
    directory = ShopDirectoryPage.objects.live().filter(locale__language_code=language).first()
    groups = list(groups_of(query, answered, directory, language, at))
    groups.sort(key=lambda group: place_of(group, wanted))
    rows = [row for group in groups for row in group.rows]
    for until in changes(rows, at):
        shown_until(request, until)
    return {
        "groups": groups,
        "pager": pager(query, answered, navigation.search_url(language)) if query.kind else None,
        "whole_url": query.url(navigation.search_url(language), group="") if query.group else "",
        "suggestion": None if groups or query.kind else suggestion(query, wanted, language, at),
        "directory_url": directory.url if directory else "",
        "has_osm": any(row.shop.shop.is_from_osm for row in rows if row.shop),
        "has_demo": any(row.is_demo for row in rows),
    }


def place_of(group: Group, wanted: Wanted) -> int:
    """Who types a place wants to see that first; municipalities that only speak of what was typed come last."""
    if group.key != KEYS[TOWN]:
        return 1
    if wanted.municipalities and not wanted.beside:
        return 0
    return 1 if any(row.entry and row.entry.match < ONLY_IN_ITS_WORDS for row in group.rows) else 2


def changes(rows: Iterable[Row], at: datetime) -> Iterator[datetime]:
    """When something that stands there will be different: a shop opens or closes, an event is over, tomorrow is today."""
    yield next_midnight(at)
    if any(row.shop for row in rows) and (until := openings.next_change(at)):
        yield until
    yield from (row.event.occurrence.ends_at for row in rows if row.event and row.event.occurrence.ends_at > at)


def suggestion(query: SiteQuery, wanted: Wanted, language: str, at: datetime) -> dict[str, str] | None:
    """The nearest spelling that finds something."""
    text = likely(query, wanted, language, at)
    return {"text": text, "url": f"{navigation.search_url(language)}?{urlencode({'q': text})}"} if text else None


def pager(query: SiteQuery, answered: Answers, search_url: str) -> dict[str, Any]:
    page, pages = answered.page, answered.pages
    return {
        "page": page,
        "pages": pages,
        "previous": query.url(search_url, page=page - 1) if page > 1 else "",
        "next": query.url(search_url, page=page + 1) if page < pages else "",
    }
