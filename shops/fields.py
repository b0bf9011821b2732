"""What the filters show of when and where: the fields with what stands in them, and what there is to say about them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.numbers import grouped
from municipalities import places
from shops.centre import Centre, Lost
from shops.chosen_moment import AHEAD, Odd
from shops.hours import BRUSSELS
from shops.query import RADII_KM, ShopQuery
from shops.search import Found


@dataclass(frozen=True)
class Moment:
    """day: "2026-11-29", hour: "10:00"; "" where none is chosen. first, last: the days that can be."""

    day: str
    first: str
    last: str
    hour: str


def moment_fields(query: ShopQuery, at: datetime) -> Moment:
    chosen = query.moment.astimezone(BRUSSELS) if query.moment else None
    today = at.astimezone(BRUSSELS).date()
    return Moment(
        day=chosen.date().isoformat() if chosen else "",
        first=today.isoformat(),
        last=(today + AHEAD).isoformat(),
        hour=chosen.time().isoformat("minutes") if chosen else "",
    )


def radius_fields(query: ShopQuery) -> list[tuple[int, str, bool]]:
    """(km, words, chosen)."""
    return [(radius, _("binnen %(km)s km") % {"km": radius}, radius == query.radius_km) for radius in RADII_KM]


def narrowed_by(query: ShopQuery, found: Found) -> int:
    """How many of the filters are on."""
    ones = (query.municipality, query.asks_open, found.centre)
    return len(query.categories) + len(query.traits) + sum(map(bool, ones))


def near_words(query: ShopQuery, found: Found, language: str) -> str:
    """ "Binnen 5 km van Kortrijk", "Binnen 5 km van jou"."""
    if not found.centre:
        return ""
    town = places.index().towns.get(found.centre.town or 0)
    who = (found.centre.place if not found.centre.stands_in else "") or (town.name_in(language) if town else _("jou"))
    return _("Binnen %(km)s km van %(place)s") % {"km": query.radius_km, "place": who}


def notes(query: ShopQuery, centre: Centre | Lost | None, language: str) -> list[str]:
    """What of the question could not be answered as it was asked, in a sentence each."""
    said = [ODD[query.odd]()] if query.odd else []
    if isinstance(centre, Lost):
        return [*said, LOST[centre]() % {"place": query.near}]
    return [*said, stand_in_words(centre, language)] if centre and centre.stands_in else said


def stand_in_words(centre: Centre, language: str) -> str:
    town = places.index().towns[centre.town or 0].name_in(language)
    return _("We weten niet waar %(place)s juist ligt. We meten van het centrum van %(town)s.") % {"place": centre.place, "town": town}


def unknown_words(found: Found, language: str) -> str:
    """How many shops are not in a list of open ones because nobody knows; "" for none."""
    told = ngettext(
        "Van %(number)s winkel weten we niet of ze open is. Die staat er niet bij.",
        "Van %(number)s winkels weten we niet of ze open zijn. Die staan er niet bij.",
        found.unknown,
    )
    return told % {"number": grouped(found.unknown, language)} if found.unknown else ""


def nowhere_words(found: Found, language: str) -> str:
    """How many shops fall out of a circle because nobody knows where they stand; "" for none."""
    told = ngettext(
        "Van %(number)s winkel in de buurt kennen we de plek niet. Die staat er niet bij.",
        "Van %(number)s winkels in de buurt kennen we de plek niet. Die staan er niet bij.",
        found.nowhere,
    )
    return told % {"number": grouped(found.nowhere, language)} if found.nowhere else ""


ODD = {
    Odd.UNREADABLE: lambda: _("Dat moment bestaat niet. Kies een andere dag of een ander uur."),
    Odd.PAST: lambda: _("Dat moment is voorbij. Kies een dag en een uur die nog komen."),
    Odd.FAR: lambda: _("Zo ver vooruit kent niemand zijn uren. Kies een dag binnen het jaar."),
}
LOST = {
    Lost.NO_SUCH_PLACE: lambda: _("We kennen geen plaats of postcode “%(place)s”."),
    Lost.SEVERAL_PLACES: lambda: _("Er is meer dan één %(place)s. Vul de postcode in."),
    Lost.FORGOTTEN: lambda: _("We zijn je plek alweer vergeten. Kies nog eens “Dicht bij mij”."),
}
