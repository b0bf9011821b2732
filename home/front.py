"""What the front page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ambassadors import told_elsewhere as ambassadors
from content import navigation
from content.facades import street
from content.freshness import BRUSSELS, next_midnight, shown_until
from content.numbers import grouped
from content.visits import Seen
from events import told_elsewhere as events
from home import my_town, vote
from home.directory import directory_url
from home.towns import TownLink, town_links
from municipalities import places
from shops import counts, suggesting

if TYPE_CHECKING:
    from home.models import HomePage

STREET = ["dienst", "bloem", "brood", "boek", "vlees", "fiets", "groen", "tafel", "mode", "wonen"]
MOST_NAMED = 4  # municipalities of one koopzondag
KEPT_SECONDS = 60


@dataclass(frozen=True)
class OpenDay:
    """A koopzondag. towns: by name, empty when they are too many; many: "in 31 gemeenten" then. url: the agenda of that day, or ""."""

    said: str
    iso: str
    url: str
    towns: list[TownLink]
    many: str


def context(page: "HomePage", request: HttpRequest, at: datetime) -> dict[str, Any]:
    language = get_language() or "nl"
    numbers = counts.counts(at)
    doing = events.of_province(language, at)
    for until in (numbers.until, next_midnight(at), doing.until if doing else None):
        shown_until(request, until)
    directory = directory_url(language)
    towns = town_links(page, language)
    asked = my_town.asked_for(request)
    return {
        "seen": Seen("home"),
        "directory_url": directory,
        "suggestions_url": suggesting.address(directory) if directory else "",
        "directory_full_url": (page.full_url or "").removesuffix(page.url or "") + directory if directory else "",
        "front": mark_safe(  # noqa: S308 - drawn by us
            street(
                "ikkooplokaal",
                [(f"front-{cloth}", cloth) for cloth in STREET],
                landmark="belfort",
                gaps=(2, 7),
                inline=True,
                title=_("Een winkelstraat met een belfort"),
            )
        ),
        "counts": numbers,
        "total": ngettext("%(number)s winkel van hier", "%(number)s winkels van hier", numbers.total) % {"number": grouped(numbers.total, language)},
        "open_total": grouped(numbers.open_total, language),
        "groups": [(group.slug, group.cloth, group.name_in(language), grouped(number, language)) for group, number in numbers.groups()],
        "towns": towns,
        "my_town": my_town.find(asked, towns) if asked else None,
        "search_label": _("Wat zoek je, en waar?"),
        "vote": vote.of_front(request, at, language),
        "doing": doing,
        "doing_total": grouped(doing.total, language) if doing else "",
        "open_days": list(open_days(doing.open_days, towns)) if doing else [],
        "ambassador": ambassador_of_day(language, at),
        "ambassadors_url": ambassadors.index_url(language),
        "has_demo": any(card.event.is_demo for day in (doing.days if doing else []) for card in day.cards),
    }


def open_days(found: Iterable[events.OpenDay], links: Iterable[TownLink]) -> Iterable[OpenDay]:
    """Only municipalities whose page is there are named."""
    by_slug = {link.slug: link for link in links}
    slugs = {town.id: town.slug for town in places.index().towns.values()}
    for one in found:
        named = [by_slug[slugs[key]] for key in one.towns if slugs.get(key) in by_slug]
        many = ngettext("in %(number)s gemeente", "in %(number)s gemeenten", len(one.towns)) % {"number": len(one.towns)}
        is_short = len(named) == len(one.towns) <= MOST_NAMED
        yield OpenDay(one.said, one.day.isoformat(), one.url, sorted(named, key=lambda link: link.name) if is_short else [], "" if is_short else many)


def ambassador_of_day(language: str, at: datetime) -> tuple[ambassadors.Portrait, str] | None:
    """One of the newest, and how many there are in all; kept for a minute, and until a page is published."""
    day = at.astimezone(BRUSSELS).date()
    found: tuple[ambassadors.Portrait, int] | None = cache.get_or_set(
        navigation.key(f"home.ambassador.{language}.{day}"), lambda: ambassadors.of_day(language, day) or (None, 0), KEPT_SECONDS
    )
    return (found[0], grouped(found[1], language)) if found and found[0] else None
