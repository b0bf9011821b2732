"""What the page of all ambassadors shows: everybody by year, or those of one municipality."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ambassadors.lines import Line, line_of
from content import navigation
from content.facades import street
from content.facades.fronts import Front
from content.facades.landmarks import landmark_of
from content.facades.streets import Shop, fits, skyline_shops
from content.numbers import grouped
from content.visits import Seen
from content.words import fold
from municipalities import places
from municipalities.places import Town

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorIndexPage, AmbassadorPage

MOST_FRONTS = 36  # on one page; a year that would pass it is a list of names
STREET_FRONTS, FEW, NEAREST = 10, 8, 3


@dataclass(frozen=True)
class Year:
    """The ambassadors of one year. edition: its name, where all have the same. with_fronts: whether there is room to draw them."""

    year: int
    edition: str
    lines: list[Line]
    with_fronts: bool


@dataclass(frozen=True)
class Choice:
    """A municipality that has ambassadors. value: as the address has it."""

    value: str
    label: str
    chosen: bool


def context(page: "AmbassadorIndexPage", asked: str) -> dict[str, Any]:
    """asked: a municipality as the address names it, of today or a former one; "" for all."""
    from ambassadors.models import AmbassadorPage  # this module is read while the models are made

    language = get_language() or "nl"
    pages = AmbassadorPage.objects.told_in(language)
    town = places.town_asked(asked) if asked else None
    shown = [one for one in pages if not asked or (town and is_of(one, town))]
    known = towns_of(pages)
    return {
        "seen": Seen("ambassadors", town=town.slug if town else ""),
        "current": "ambassadorindexpage",
        "town": town,
        "town_name": town.name_in(language) if town else asked,
        "asked": asked,
        "tail": f"?gemeente={town.slug}" if town else "",
        "years": years(shown, language),
        "total": total_line(len(shown), language),
        "choices": choices(known, town, language),
        "near": near(known, town, language) if town and not shown else [],
        "street": street_of(shown if town else pages, town),
        "vote_url": next((link.url for link in navigation.menu(language) if link.kind == "votingpage"), ""),
        "has_demo": any(one.facts.is_demo for one in shown),
    }


def is_of(page: "AmbassadorPage", town: Town) -> bool:
    """Also when the municipality of then is a part of `town` today."""
    return places.index().id_for(page.facts.municipality.slug) == town.id


def years(pages: "Iterable[AmbassadorPage]", language: str) -> list[Year]:
    """Newest first. pages: in that order."""
    found, room = [], MOST_FRONTS
    for year, members in groupby(pages, key=lambda page: page.facts.year):
        of_year = list(members)
        with_fronts = len(of_year) <= room
        room -= len(of_year) if with_fronts else room
        names = {page.facts.edition_name for page in of_year}
        lines = [line_of(page, language, with_front=with_fronts) for page in of_year]
        found.append(Year(year, names.pop() if len(names) == 1 else "", lines, with_fronts))
    return found


def total_line(total: int, language: str) -> str:
    return ngettext("%(number)s ambassadeur", "%(number)s ambassadeurs", total) % {"number": grouped(total, language)} if total else ""


def towns_of(pages: "Iterable[AmbassadorPage]") -> list[Town]:
    """The municipalities of today that have an ambassador."""
    index = places.index()
    keys = {index.id_for(page.facts.municipality.slug) for page in pages}
    return [index.towns[key] for key in keys if key]


def choices(towns: Iterable[Town], chosen: Town | None, language: str) -> list[Choice]:
    """By name. What is chosen stands there too when it has no ambassador yet."""
    every = {town.id: town for town in [*towns, *([chosen] if chosen else [])]}
    named = [Choice(town.slug, town.name_in(language), town == chosen) for town in every.values()]
    return sorted(named, key=lambda choice: fold(choice.label))


def near(towns: Iterable[Town], town: Town, language: str) -> list[tuple[str, str]]:
    """(name, value in the address) of the nearest municipalities that do have an ambassador."""
    away = sorted(towns, key=lambda other: (other.latitude - town.latitude) ** 2 + ((other.longitude - town.longitude) * 0.63) ** 2)
    return [(other.name_in(language), other.slug) for other in away[:NEAREST]]


# -- the street above the list


def street_of(pages: "Sequence[AmbassadorPage]", town: Town | None) -> SafeString:
    """The fronts of the newest ambassadors side by side, each with its own face; where they are few, in the street of their municipality."""
    slug = town.slug if town else ""
    own = side_by_side([(page.facts.seed, page.facts.drawn_as) for page in pages], [])
    shops = own if len(own) >= FEW else side_by_side(skyline_shops(slug or "ambassadeurs"), own)
    title = _("De gevels van ambassadeurs in één straat, getekend") if own else ""
    landmark = landmark_of(slug) if slug else "belfort"
    drawn = street(slug or "ambassadeurs", shops, landmark=landmark, gaps=(2, len(shops) - 2), inline=True, title=title)
    return mark_safe(drawn)  # noqa: S308 - drawn by us


def side_by_side(shops: Sequence[Shop], row: list[Shop]) -> list[Shop]:
    """`row`, and behind it of `shops` what makes it STREET_FRONTS long, in an order in which none resembles its neighbour: a street would
    draw that one anew."""
    left, plans = [shop for shop in dict.fromkeys(shops) if shop not in row], [Front(*shop, small=True) for shop in row]
    while left and len(plans) < STREET_FRONTS:
        found = next((shop for shop in left if fits(Front(*shop, small=True), plans, [])), None)
        if found is None:
            break
        left.remove(found)
        plans.append(Front(*found, small=True))
    return [(plan.draw.seed, plan.cloth_name) for plan in plans]
