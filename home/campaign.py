"""What the page of a campaign shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.blocks import Around, bring_to_life
from content.facades import street
from content.frames import may_frame
from content.freshness import BRUSSELS, next_midnight, shown_until
from content.told import Told
from content.words import fold
from events import dates
from home.towns import town_links
from shops.hours.words import sentence

if TYPE_CHECKING:
    from home.models import CampaignPage, CampaignPartner

STREET = ["brood", "mode", "boek", "bloem", "vlees", "fiets", "groen", "wonen"]


@dataclass(frozen=True)
class Partners:
    """Those of one role, under its heading."""

    heading: str
    rows: list["CampaignPartner"]


def context(page: "CampaignPage", request: HttpRequest, at: datetime, told: dict[str, Told]) -> dict[str, Any]:
    language = get_language() or "nl"
    facts = page.facts
    found = bring_to_life(told["body"].words, Around(language, at))
    for until in (next_midnight(at), *(one.until for one in found)):
        shown_until(request, until)
    may_frame(request, [host for one in found for host in one.frames])
    return {
        "current": "",
        "front": drawn_street(facts.slug),
        "period": period(facts.first_day, facts.last_day, language, at.astimezone(BRUSSELS).date()),
        "is_over": bool(facts.last_day and facts.last_day < at.astimezone(BRUSSELS).date()),
        "has_europe": facts.has_europe,
        "towns": towns_of(page, facts, language),
        "partners": partners_of(facts),
        "has_demo": facts.is_demo or any(one.has_demo for one in found),
        "has_osm": any(one.has_osm for one in found),
    }


def period(first: date | None, last: date | None, language: str, today: date) -> str:
    """ "Van 14 november tot en met 24 december", "Vanaf 14 november", "Tot en met 24 december"; "" when nobody said it."""
    if first and last:
        return sentence(dates.days(dates.Stretch(first, last), language, today))
    if first:
        return _("Vanaf %(day)s") % {"day": dates.day(first, language, today)}
    return sentence(dates.until(last, language, today)) if last else ""


def towns_of(page: "CampaignPage", facts: "CampaignPage", language: str) -> list[tuple[str, str]]:
    """(name, address) of each that takes part, by name; all that have a page where the campaign names none. "" for one without a page."""
    home = page.get_parent()
    pages = {link.slug: link for link in town_links(home, language)}
    named = {town.slug: town.name_in(language) for town in facts.towns.all()} or {slug: link.name for slug, link in pages.items()}
    return sorted(((name, pages[slug].url if slug in pages else "") for slug, name in named.items()), key=lambda town: fold(town[0]))


def partners_of(facts: "CampaignPage") -> list[Partners]:
    rows = list(facts.partners.select_related("logo"))
    headings = {"partner": _("Wie doet mee"), "funder": _("Wie betaalt mee")}
    return [Partners(heading, those) for role, heading in headings.items() if (those := [row for row in rows if row.role == role])]


def drawn_street(seed: str) -> SafeString:
    fronts = [(f"{seed}-{cloth}", cloth) for cloth in STREET]
    return mark_safe(street(f"campagne {seed}", fronts, landmark="belfort", gaps=(3,), inline=True, title=_("Een winkelstraat, getekend")))  # noqa: S308 - drawn by us
