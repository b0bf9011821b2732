"""What the privacy page shows: what the rooms declared, in words, with the figures of this minute."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content import navigation
from content.freshness import BRUSSELS, shown_until
from content.numbers import grouped
from content.told import Told
from events.dates import weekday_and_date
from home import page_of_blocks
from home.provider import provider
from privacy.counted import FEW, LAG, Counted, Tally, counted
from privacy.declared import InBrowser, Kept, declared, in_browser

if TYPE_CHECKING:
    from home.models import PrivacyPage

AUTHORITIES = {  # docs/data-sources.md
    "flemish": "https://www.vlaanderen.be/vlaamse-toezichtcommissie",
    "belgian": "https://www.gegevensbeschermingsautoriteit.be",
}


@dataclass(frozen=True)
class Line:
    """One kind, in words. now: how much there is of it, and when the oldest goes; "" where no number says anything."""

    what: str
    why: str
    basis: str
    until: str
    now: str


@dataclass(frozen=True)
class Section:
    """anchor: what follows # in an address, the same in every language."""

    anchor: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Stored:
    """A cookie, or what a script keeps in the browser."""

    name: str
    why: str
    how_long: str
    is_cookie: bool


def context(page: "PrivacyPage", request: HttpRequest, at: datetime, told: dict[str, Told]) -> dict[str, Any]:
    language = get_language() or "nl"
    figures = counted(at)
    shown_until(request, figures.at + LAG)
    return page_of_blocks.context(page, request, at, told) | {
        "sections": sections(figures, language),
        "browser": [stored(thing) for thing in in_browser()],
        "provider": provider(),
        "dpo_email": page.facts.dpo_email,
        "contact_url": url_of("contactpage", language),
        "voting_url": url_of("votingpage", language),
        "authorities": AUTHORITIES,
        "tiles_host": urlsplit(settings.MAP_TILES_URL).hostname or "",
    }


def sections(figures: Counted, language: str) -> list[Section]:
    kinds = groupby(declared(), key=lambda kind: kind.whose)
    return [Section(whose.value, str(whose.label), [line(kind, figures, language) for kind in of_them]) for whose, of_them in kinds]


def line(kind: Kept, figures: Counted, language: str) -> Line:
    tally = figures.by_name.get(kind.name)
    now = now_of(tally, figures.at, language) if tally else ""
    return Line(str(kind.what), str(kind.why), str(kind.basis.label), kind.until, now)


def now_of(tally: Tally, at: datetime, language: str) -> str:
    """ "Nu bewaren we er 214. Het oudste gaat uiterlijk weg op woensdag 25 november."; of a few neither number nor day."""
    if not tally.count:
        return _("Nu bewaren we er geen.")
    if tally.is_few:
        return _("Nu bewaren we er minder dan %(few)s.") % {"few": FEW}
    number = _("Nu bewaren we er %(number)s.") % {"number": grouped(tally.count, language)}
    return f"{number} {going(tally.goes, at, language)}".strip()


def going(goes: datetime | None, at: datetime, language: str) -> str:
    if goes is None:
        return ""
    if goes < at:
        return _("Het oudste had al weg moeten zijn; het wordt nu opgeruimd.")
    today, day = at.astimezone(BRUSSELS).date(), goes.astimezone(BRUSSELS).date()
    return _("Het oudste gaat uiterlijk weg op %(day)s.") % {"day": weekday_and_date(day, language, today)}


def stored(thing: InBrowser) -> Stored:
    return Stored(thing.name(), str(thing.why), thing.how_long(), thing.is_cookie)


def url_of(kind: str, language: str) -> str:
    """Of the page of this kind to which every page leads; "" without one."""
    found = navigation.links(language)
    return next((link.url for link in (*found.foot, *found.menu) if link.kind == kind), "")
