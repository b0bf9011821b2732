"""An ambassador as a list shows it, and what it is called."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ambassadors.badge import badge
from content.facades import facade
from municipalities import places

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage


@dataclass(frozen=True)
class Line:
    """One ambassador in a list. url: of its page, from the root of the site. language: of that page. town: as readers call it, as it was then.
    slug: of the municipality that it belongs to today. kind: of shop, in the language of the list; kind_within: as it stands within a
    line, small but in German. front: a small drawn front, or ""."""

    name: str
    url: str
    language: str
    town: str
    slug: str
    year: int
    kind: str
    kind_within: str
    place: str
    cloth: str
    is_provincial: bool
    is_shared: bool
    front: SafeString


def line_of(page: "AmbassadorPage", language: str, *, with_front: bool = True) -> Line:
    """page: one of `AmbassadorPage.objects.told_in(language)`, so that nothing is asked here."""
    facts = page.facts
    kind = facts.category.name_in(language) if facts.category else ""
    return Line(
        name=facts.shop_name,
        url=page.url,
        language=page.locale.language_code,
        town=facts.municipality.name_in(language),
        slug=town_today(facts),
        year=facts.year,
        kind=kind,
        kind_within=kind if language == "de" else kind.lower(),
        place=facts.place if facts.place != facts.municipality.name else "",
        cloth=facts.cloth,
        is_provincial=facts.is_provincial,
        is_shared=facts.is_shared,
        front=small_front(facts.seed, facts.drawn_as) if with_front else SafeString(""),
    )


def town_today(facts: "AmbassadorPage") -> str:
    """The name in addresses of the municipality that the ambassador belongs to today."""
    index = places.index()
    key = index.id_for(facts.municipality.slug)
    return index.towns[key].slug if key else facts.municipality.slug


def label_of(page: "AmbassadorPage", language: str) -> str:
    """ "Ambassadeur van Tielt 2025", in the active language."""
    facts = page.facts
    return _("Ambassadeur van %(town)s %(year)s") % {"town": facts.municipality.name_in(language), "year": facts.year}


def title_of(page: "AmbassadorPage", language: str) -> str:
    """ "Ambassadeur van Tielt", where the badge beside it says the year."""
    return _("Ambassadeur van %(town)s") % {"town": page.facts.municipality.name_in(language)}


def badge_of(page: "AmbassadorPage", title: str = "") -> SafeString:
    facts = page.facts
    return mark_safe(badge(facts.year, facts.cloth, is_provincial=facts.is_provincial, inline=True, title=title))  # noqa: S308 - drawn by us


@lru_cache(maxsize=1_024)
def small_front(seed: str, cloth: str) -> SafeString:
    """It adorns the name below it, so it has no text of its own."""
    return mark_safe(facade(seed, cloth, small=True, inline=True, title=""))  # noqa: S308 - drawn by us
