"""What a page of blocks shows: its text brought to life, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.blocks import Around, bring_to_life
from content.frames import may_frame
from content.freshness import shown_until
from content.told import Told
from municipalities.models import Municipality

HOME_DEPTH = 2


@dataclass(frozen=True)
class Place:
    """Where a page stands. trail: (name, address) from the front page down. town, cloth: of the municipality whose page it is."""

    trail: list[tuple[str, str]]
    town: Municipality | None = None
    cloth: str = ""


def context(page: Page, request: HttpRequest, at: datetime, told: dict[str, Told]) -> dict[str, Any]:
    language = get_language() or "nl"
    place = place_of(page)
    found = bring_to_life(told["body"].words, Around(language, at, place.town.slug if place.town else ""))
    for one in found:
        shown_until(request, one.until)
        may_frame(request, one.frames)
    return {
        "trail": place.trail,
        "cloth": place.cloth,
        "current": "municipalitypage" if place.town else "",
        "has_demo": any(one.has_demo for one in found),
        "has_osm": any(one.has_osm for one in found),
    }


def place_of(page: Page) -> Place:
    """Right under the front page nothing is asked; deeper, the pages above it."""
    if page.depth <= HOME_DEPTH + 1:
        return Place([])
    home, *above = page.get_ancestors().filter(depth__gte=HOME_DEPTH).specific(defer=True).select_related("locale")
    town_page = next((one for one in above if hasattr(one, "municipality_id")), None)
    trail = [(one.title, one.full_url) for one in above if one.live]
    if town_page is None:
        return Place(trail)
    return Place([(_("Gemeenten"), f"{home.full_url}#gemeenten"), *trail], town_page.municipality, town_page.facts.cloth)
