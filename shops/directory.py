"""The list of shops: from an address to a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from content import navigation
from content.freshness import next_midnight, shown_until
from content.numbers import grouped
from content.visits import Seen
from municipalities import places
from municipalities.outlines import ground
from municipalities.places import Town
from shops import chosen_moment, correcting, fields, hours, openings, suggesting, unanswered, wishes
from shops.cards import card
from shops.category_tree import category_tree
from shops.centre import centre_of
from shops.chips import Chip, text_chips
from shops.choices import Choice, category_choices, sort_labels, town_choices, trait_choices
from shops.correcting import Correction
from shops.meaning import understand
from shops.page_title import page_title
from shops.query import USUAL_RADIUS_KM, ShopQuery
from shops.search import PER_PAGE, Found
from shops.traits import TRAITS
from shops.zero_help import Empty, said_of_text

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage


CARRIED = {"bij", "plek", "straal", "kaart"}  # a new search is asked from where one stands


def serve(page: "ShopDirectoryPage", request: HttpRequest, at: datetime, town: str = "") -> HttpResponse:
    """The list for this address. A municipality asked for as a parameter moves to the path; a former one to the one it is today."""
    asked = ShopQuery.from_params(request.GET, town=town).with_a_day(at)
    asked = replace(asked, categories=category_tree().narrowest(asked.categories))
    query = asked.at(at)
    municipality = places.town_asked(query.municipality) if query.municipality else None
    if query.municipality and not municipality:
        return elsewhere(page, asked, town)
    if municipality and (municipality.slug != town):
        return HttpResponseRedirect(asked.url(page.url, municipality=municipality.slug))
    if municipality and names_another_place(query.text, municipality):
        return HttpResponseRedirect(asked.url(page.url, municipality=""))
    if "uur" in request.GET and asked.odd is None:
        return HttpResponseRedirect(asked.url(page.url))  # the form's address, with its empty fields, in the one way that it is written
    if (wished := wishes.as_filters(asked, at)) != asked:
        for until in (next_midnight(at), wished.moment):
            shown_until(request, until)
        return of_one_visitor(HttpResponseRedirect(wished.url(page.url)), query)
    query, found, corrections = correcting.answer(query, at)
    for until in (openings.next_change(at), next_midnight(at), query.moment):
        shown_until(request, until)
    page.tail = f"{municipality.slug}/" if municipality else ""
    shown = context(page, query, found, municipality, at) | corrected(page, query, found, corrections)
    return of_one_visitor(page.render(request, context_overrides=shown), query)


def of_one_visitor(answer: HttpResponse, query: ShopQuery) -> HttpResponse:
    """The answer, which no cache keeps when it knows where somebody is."""
    if query.spot:
        patch_cache_control(answer, private=True, no_store=True)
    return answer


def names_another_place(text: str, municipality: Town) -> bool:
    """Whether who searches from the list of `municipality` asks for somewhere else: "kaas in Ieper", typed in Tielt."""
    named = understand(text).municipalities
    return bool(named) and municipality.id not in named


def elsewhere(page: "ShopDirectoryPage", query: ShopQuery, town: str) -> HttpResponse:
    """A place that the register does not know: a path is missing, a typed name becomes a search."""
    if town:
        raise Http404("no such municipality")
    text = f"{query.text} {query.municipality}".strip()
    return HttpResponseRedirect(query.url(page.url, municipality="", text=text))


def context(page: "ShopDirectoryPage", query: ShopQuery, found: Found, municipality: Town | None, at: datetime) -> dict[str, Any]:
    language = get_language() or "nl"
    towns = list(places.index().towns.values())
    head = heading(query, municipality, language)
    count = ngettext("%(number)s winkel", "%(number)s winkels", found.total) % {"number": grouped(found.total, language)}
    return {
        "seen": seen_of(query, found, municipality),
        "query": query,
        "found": found,
        "municipality": municipality,
        "heading": head,
        "title": page_title(query, found, municipality, head, count, language),
        "count": count,
        "versions": same_question_elsewhere(page, query),
        "open_url": query.url(page.url, open_now=True, moment=None),
        "narrowed_by": fields.narrowed_by(query, found),
        "cards": [card(shop, url, at, language, query.moment) for shop, url in zip(found.shops, page.shop_urls(found.shops), strict=True)],
        "moment": capfirst(hours.moment(query.moment or at, language)),
        "when": fields.moment_fields(query, at),
        "radii": fields.radius_fields(query),
        "traits": trait_choices(query, found),
        "near": fields.near_words(query, found, language),
        "notes": [*fields.notes(query, centre_of(query, at), language), *said_of_text(query, found, language)],
        "left_out": list(filter(None, (fields.unknown_words(found, language), fields.nowhere_words(found, language)))),
        "near_url": reverse("near_me"),
        "near_back": query.url(page.url, municipality="", near="", spot=""),
        "map_toggle": query.url(page.url, on_map=not query.on_map, page=query.page) + ("#lijst" if query.on_map else "#kaart"),
        "map": opened_map(page, query, found, language) if query.on_map else None,
        "groups": category_choices(query, found, language),
        "towns": town_choices(query, found, towns, language),
        "sorts": [Choice(value, label, 0, query.sort == value) for value, label in sort_labels(query, found)],
        "chips": list(chips(page, query, found, municipality, language)),
        "first": (found.page - 1) * PER_PAGE + 1,
        "current": "shopdirectorypage",
        "search_label": _("Winkel, product, straat of gemeente"),
        "list_url": page.url + page.tail,
        "suggestions_url": suggesting.address(page.url, municipality.slug if municipality else ""),
        "carried": [pair for pair in query.params() if pair[0] in CARRIED],
        "pager": pager(page, query, found),
        "empty": Empty(page, query, found, municipality, language) if not found.total else None,
        "breadcrumbs": [(page.title, page.full_url)] + ([(municipality.name_in(language), page.full_url + page.tail)] if municipality else []),
        "indexable": not query.narrows and found.page == 1 and bool(found.total),
        "has_osm": any(shop.is_from_osm for shop in found.shops),
        "has_demo": any(shop.is_demo for shop in found.shops),
    }


def same_question_elsewhere(page: "ShopDirectoryPage", query: ShopQuery) -> list[tuple[str, str]]:
    """(language, address): the parameters mean the same in all four, a sealed spot too. Search engines hear the canonical address alone."""
    params = query.url("", municipality="", page=query.page)
    return [(code, url + page.tail + params) for code, url in navigation.versions(page)]


def seen_of(query: ShopQuery, found: Found, municipality: Town | None) -> Seen:
    """A page with answers is counted as the list it is; one without, as what was asked for."""
    if found.total or not query.text:
        return Seen("directory", town=municipality.slug if municipality else "")
    return unanswered.seen_of(query, found.meaning, municipality)


def corrected(page: "ShopDirectoryPage", query: ShopQuery, found: Found, corrections: list[Correction]) -> dict[str, Any]:
    """instead: the correction of which these are the answers. meant: where other spellings lead, for an empty list."""
    if found.total and corrections:
        return {"instead": corrections[0], "literally_url": query.url(page.url, text=corrections[0].literally)}
    return {"meant": [Chip(f"{near.text} ({near.total})", query.url(page.url, text=near.text)) for near in corrections]}


def opened_map(page: "ShopDirectoryPage", query: ShopQuery, found: Found, language: str) -> dict[str, str]:
    """Addresses and words of the open map: it asks the question of the list."""
    asked = replace(query, on_map=False, sort="", page=1)
    path, _mark, params = asked.url(page.url).partition("?")
    moment = f"open={chosen_moment.written(query.moment)}&" if query.moment else ""
    return {
        "points": f"{path}kaart.json?{params}" if params else f"{path}kaart.json",
        "told": f"{page.url}wie.json?{moment}",
        "land": f"{page.url}land.json",
        "ground_by": ground().source,
        "tiles": settings.MAP_TILES_URL,
        "tiles_by": settings.MAP_TILES_BY,
    }


def heading(query: ShopQuery, municipality: Town | None, language: str) -> str:
    what = category_tree().name_of(query.categories[0], language) if len(query.categories) == 1 else ""
    if not municipality:
        return what or _("Winkels van hier")
    place = {"place": municipality.name_in(language)}
    return f"{what}, {place['place']}" if what else _("Winkels in %(place)s") % place


def chips(page: "ShopDirectoryPage", query: ShopQuery, found: Found, municipality: Town | None, language: str) -> Iterator[Chip]:
    if query.text:
        yield from text_chips(page, query, found.meaning, language)
    if municipality:
        yield Chip(municipality.name_in(language), query.url(page.url, municipality=""))
    for slug in query.categories:
        yield Chip(category_tree().name_of(slug, language) or slug, query.url(page.url, categories=query.without(slug)))
    if query.open_now:
        yield Chip(_("Nu open"), query.url(page.url, open_now=False))
    if query.moment:
        yield Chip(_("Open %(moment)s") % {"moment": chosen_moment.in_words(query.moment, language)}, query.url(page.url, moment=None))
    for name in query.traits:
        yield Chip(str(TRAITS[name].label), query.url(page.url, traits=query.without_trait(name)))
    if found.centre:
        yield Chip(fields.near_words(query, found, language), query.url(page.url, near="", spot="", radius_km=USUAL_RADIUS_KM))


def pager(page: "ShopDirectoryPage", query: ShopQuery, found: Found) -> dict[str, Any]:
    left = found.total - found.page * PER_PAGE
    return {
        "page": found.page,
        "pages": found.pages,
        "previous": query.url(page.url, page=found.page - 1) if found.page > 1 else "",
        "next": query.url(page.url, page=found.page + 1) if left > 0 else "",
        "next_count": min(left, PER_PAGE),
    }
