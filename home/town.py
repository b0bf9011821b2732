"""What a municipality's page shows. What is empty does not show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from ambassadors.told_elsewhere import of_town
from content.facades import skyline
from content.freshness import next_midnight, shown_until
from content.numbers import grouped
from content.told import Told
from content.visits import Seen
from events import told_elsewhere as events
from home import vote
from home.directory import directory_url
from home.reach import Reach, reach_of
from municipalities import places
from municipalities.places import Town
from shops import counts, suggesting
from shops.cards import card
from shops.models import Shop

if TYPE_CHECKING:
    from home.models import MunicipalityPage

NEWEST = 4
STRENGTHS = ("strength_1", "strength_2", "strength_3")
ADDRESS = ("street", "postcode", "place", "phone", "email", "website")


@dataclass(frozen=True)
class Quarter:
    """character: formatted. shops_url: the directory of the town, searched for what the editor gave, or ""."""

    name: str
    character: Any
    picture: Any
    cloth: str
    shops_url: str


def context(page: "MunicipalityPage", request: HttpRequest, at: datetime, told: dict[str, Told]) -> dict[str, Any]:
    """told: what the page says, by the name of the field."""
    language = get_language() or "nl"
    facts = page.facts
    told = told | {name: Told(getattr(facts, name)) for name in ADDRESS}
    town = town_of(page)
    numbers = counts.counts(at, town.id)
    doing = events.of_town(town.id, town.slug, language, at)
    voting = vote.of_town(request, town, at, language)
    for until in (numbers.until, next_midnight(at), doing.until if doing else None):
        shown_until(request, until)
    directory = directory_url(language)
    shops_url = f"{directory}{town.slug}/" if directory else ""
    reach = reach_of(told["reach"].words, town)
    return {
        "seen": Seen("municipality", town=town.slug),
        "told": told,
        "town": town,
        "town_name": town.name_in(language),
        "current": "municipalitypage",
        "skyline": mark_safe(skyline(town.slug, inline=True, title=_("Skyline van %(town)s, getekend") % {"town": town.name_in(language)})),  # noqa: S308 - drawn by us
        "counts": numbers,
        "numbers": town_numbers(numbers, doing, voting, language),
        "groups": [(group.slug, group.cloth, group.name_in(language), grouped(number, language)) for group, number in numbers.groups()],
        "shops_url": shops_url,
        "suggestions_url": suggesting.address(directory, town.slug) if directory else "",
        "total": grouped(numbers.total, language),
        "villages": sentence_of(town.villages),
        "doing": doing,
        "doing_total": grouped(doing.total, language) if doing else "",
        "trail": [(_("Gemeenten"), f"{page.get_parent().full_url}#gemeenten")],
        "vote": voting,
        "ambassadors": of_town(town.id, language),
        "sky": facts.sky,
        "cloth": facts.cloth,
        "strengths": [told[name] for name in STRENGTHS if told[name].words],
        "quarters": [quarter(block.value, shops_url) for block in told["quarters"].words],
        "reach": reach,
        "step_free": step_free_line(numbers.step_free, language),
        "has_contact": any(told[name].words for name in ("service", *ADDRESS)),
    } | newest_shops(town, directory, doing, reach, at, language)


def town_of(page: "MunicipalityPage") -> Town:
    """Without a query for a municipality of today."""
    return places.index().towns.get(page.municipality_id) or places.town_of(page.municipality)


def newest_shops(town: Town, directory: str, doing: events.OfTown | None, reach: Reach | None, at: datetime, language: str) -> dict[str, Any]:
    """The cards, and whether anything on the page is of OpenStreetMap or invented. Asks the database once."""
    listed = Shop.objects.listed().in_municipality(town.id)
    newest = list(listed.order_by(F("first_published_at").desc(nulls_last=True), "pk").for_cards()[:NEWEST])
    return {
        "newest": [card(shop, f"{directory}{town.slug}/{shop.slug}/", at, language) for shop in newest] if directory else [],
        "has_osm": any(shop.is_from_osm for shop in newest) or bool(reach and reach.has_osm),
        "has_demo": any(shop.is_demo for shop in newest) or any(one.event.is_demo for day in (doing.days if doing else []) for one in day.cards),
    }


def town_numbers(numbers: counts.Counts, doing: events.OfTown | None, voting: vote.TownVote | None, language: str) -> list[tuple[str, str]]:
    """(number, what it counts), only what is not zero."""
    actions, days = doing.this_month if doing else 0, voting.days if voting else 0
    known = [
        (numbers.total, shops_and_open(numbers, language)),
        (actions, ngettext("actie deze maand", "acties deze maand", actions)),
        (days, ngettext("dag om te stemmen", "dagen om te stemmen", days)),
        (numbers.vouchers, ngettext("winkel neemt de cadeaubon", "winkels nemen de cadeaubon", numbers.vouchers)),
    ]
    return [(grouped(number, language), what) for number, what in known if number]


def shops_and_open(numbers: counts.Counts, language: str) -> str:
    """ "winkels, 131 nu open"."""
    shops = npgettext("aantal", "winkel", "winkels", numbers.total)
    if not numbers.open_total:
        return shops
    return _("%(shops)s, %(number)s nu open") % {"shops": shops, "number": grouped(numbers.open_total, language)}


def step_free_line(number: int, language: str) -> str:
    """ "88 winkels zonder trede", "" where none is known."""
    said = ngettext("%(number)s winkel zonder trede", "%(number)s winkels zonder trede", number)
    return said % {"number": grouped(number, language)} if number else ""


def sentence_of(names: Iterable[str]) -> str:
    """ "Aarsele, Kanegem en Meulebeke"."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def quarter(value: Any, shops_url: str) -> Quarter:
    query = value.get("query") or ""
    return Quarter(
        name=value["name"],
        character=value["character"],
        picture=value.get("picture"),
        cloth=value.get("cloth") or "",
        shops_url=f"{shops_url}?{urlencode({'q': query})}" if query and shops_url else "",
    )
