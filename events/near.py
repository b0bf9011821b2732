"""Where to go from an empty agenda: the nearest that does exist, in time and in space."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import dates
from events.answering import next_day
from events.asking import Asked, Chip
from events.counting import Counts
from municipalities import places
from shops.distance import kilometres

NEAREST = 3
NOTHING = {"kinds": (), "for_children": False, "is_free": False, "is_step_free": False}


def ways_on(asked: Asked, counts: Counts) -> list[Chip]:
    """The next day on which the municipality does have it, the nearest municipalities that have it then, less narrow questions."""
    ways = [*next_time(asked), *next_door(asked, counts)]
    if asked.query.is_filtered:
        ways.append(Chip(_("Alle soorten, voor iedereen"), asked.url(**NOTHING)))
    if asked.query.says_when:
        ways.append(Chip(_("Alles wat nog komt"), asked.url(when="")))
    return [*ways, Chip(_("De hele agenda"), asked.page.url)]


def next_time(asked: Asked) -> Iterator[Chip]:
    """The list from the first day that has something; that day is said with the place: "Zondag 6 december, Tielt"."""
    last = asked.query.period(asked.today).last
    day = next_day(asked.query, asked.town.id if asked.town else None, max(last, asked.today)) if last else None
    if day:
        said = capfirst(dates.day(day, asked.language, asked.today))
        yield Chip(f"{said}, {asked.place}" if asked.town else said, asked.url(since=day))


def next_door(asked: Asked, counts: Counts) -> Iterator[Chip]:
    if not asked.town:
        return
    having = [(kilometres(asked.town, town), town) for town in places.index().towns.values() if counts.by_town[town.id]]
    for distance, town in sorted(having, key=lambda pair: pair[0])[:NEAREST]:
        far = _("%(town)s, %(distance)s km verder") % {"town": town.name_in(asked.language), "distance": round(distance)}
        yield Chip(f"{far} ({counts.by_town[town.id]})", asked.url(town=town.slug))
