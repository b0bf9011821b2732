"""From a postcode, a village or a municipality to its page, in one step. Nothing of it is kept here: who wants that keeps it in the browser."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from content.words import normalise
from home.towns import TownLink, town_links
from municipalities import meant
from municipalities.places import PlaceHit

if TYPE_CHECKING:
    from home.models import HomePage

PARAMETER = "gemeente"


@dataclass(frozen=True)
class Way:
    """via: what led there ("8760 Meulebeke", "Kachtem"), "" where that is its own name."""

    name: str
    url: str
    via: str = ""


@dataclass(frozen=True)
class Answer:
    """asked: as it was typed. ways: the pages it may mean. alike: those of places that are spelled nearly so. is_elsewhere: not in the province."""

    asked: str
    ways: tuple[Way, ...] = ()
    alike: tuple[Way, ...] = ()
    is_elsewhere: bool = False


def asked_for(request: HttpRequest) -> str:
    """What was typed, "" for nothing."""
    return meant.asked(request.GET.get(PARAMETER, ""))


def sent_on(page: "HomePage", request: HttpRequest) -> HttpResponse | None:
    """Straight to the page of the one municipality that is meant; None when the front page has to say more."""
    asked = asked_for(request)
    answer = find(asked, town_links(page, get_language() or "nl")) if asked else None
    if answer is None or len(answer.ways) != 1:
        return None
    return HttpResponseRedirect(answer.ways[0].url)


def find(asked: str, links: Iterable[TownLink]) -> Answer:
    """Which of the pages that are there a text means. A postcode may be of several; a village is part of one."""
    pages = {link.slug: link for link in links}
    ways = ways_of(meant.hits(asked), pages)
    if ways or meant.is_elsewhere(asked):
        return Answer(asked, ways, is_elsewhere=not ways)
    return Answer(asked, alike=alike(asked, pages))


def ways_of(hits: Iterable[PlaceHit], pages: dict[str, TownLink]) -> tuple[Way, ...]:
    """Each municipality once."""
    found: dict[str, Way] = {}
    for hit in hits:
        link = pages.get(hit.slug)
        if link:
            found.setdefault(hit.slug, Way(link.name, link.url, "" if normalise(hit.via) == normalise(link.name) else hit.via))
    return tuple(found.values())


def alike(asked: str, pages: dict[str, TownLink]) -> tuple[Way, ...]:
    """The most alike first."""
    ways = ways_of(meant.alike(asked), pages)
    return tuple(replace(way, via="") if normalise(way.via) == normalise(way.name) else way for way in ways)
