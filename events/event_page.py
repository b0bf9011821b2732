"""The page of one action or event."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.facades import CLOTHS, street
from content.facades.drawing import Draws
from content.freshness import next_midnight, shown_until
from content.share_image import share_image, town_share_image
from content.told import own_or_dutch
from content.visits import Seen
from events import dates, page_dates, structured_data
from events.calendar_file import CONTENT_TYPE, calendar
from events.invitations import joining
from events.kinds import Kind
from events.models import AgendaPage
from events.page_facts import facts_of, place_fact, told
from events.taking_part import taking_part
from events.where import Where, where
from municipalities.models import Municipality
from shops.hours.words import sentence
from shops.models import Shop, ShopDirectoryPage

if TYPE_CHECKING:
    from events.models import EventPage

NO_DAY_IS_NEAR = date.min  # so that a picture that is kept for a day never says "vandaag"
EVERYWHERE = "west-vlaanderen"  # the seed of a street that is of no town


@dataclass(frozen=True)
class Around:
    """What stands around an event. towns: its own municipality, or those that take part. own: the first, when it is the only one by its page.
    cloth, sky: of that page. agenda, directory: published pages in the language of the page."""

    towns: list[Municipality]
    own: Municipality | None
    cloth: str
    sky: int
    parent: Page | None
    agenda: AgendaPage | None
    directory: ShopDirectoryPage | None


def context(page: "EventPage", request: HttpRequest, at: datetime) -> dict[str, Any]:
    language = get_language() or "nl"
    facts, around = page.facts, around_of(page)
    is_draft = bool(getattr(request, "is_preview", False)) and facts is page
    rows = page_dates.rows_of(facts, at, is_draft=is_draft)
    times = page_dates.times(facts, rows, language, at)
    place = where(facts, around.own.name_in(language) if around.own else "")
    shops = taking_part(facts, around.directory, language)
    for until in (times.until, next_midnight(at)):
        shown_until(request, until)
    image_url, names = f"{page.full_url}beeld/", [town.name_in(language) for town in around.towns]
    return {
        "seen": Seen("event", page.translation_key.hex, around.own.slug if around.own else ""),
        "current": "agendapage",
        "cloth": place.shop.category.cloth if place.shop else around.cloth,
        "sky": around.sky,
        "facts": facts,
        "kind": kind_line(facts, around, language),
        "town_name": around.own.name_in(language) if around.own else "",
        "times": times,
        "told": {name: told(page, name, language) for name in ("summary", "body", "conditions", "status_note")},
        "story": own_or_dutch(page.body, facts.body if facts is not page else None).words,
        "rows": facts_of(
            page, language, place_fact(place, around.towns, language, shop_url=shop_url(place, around), near=links_near(around, language))
        ),
        "front": front_of(place),
        "picture": page.picture or facts.picture,
        "shops": shops,
        "calendar_url": "" if times.is_off or is_draft else f"{page.url}kalender.ics",
        "agenda_url": agenda_url(around),
        "trail": [(step.title, step.full_url) for step in steps(around)],
        "share_image_url": image_url,
        "json_ld": structured_data.events_json_ld(page, told_to_machines(rows, at), place, names, url=page.full_url or "", image_url=image_url),
        "has_demo": facts.is_demo or bool(shops and shops.has_demo),
        "has_osm": bool(shops and shops.has_osm),
    }


def around_of(page: "EventPage") -> Around:
    parent = page.get_parent()
    parent = parent.specific if parent else None
    own = getattr(parent, "municipality", None)
    locale, facts = page.locale_id, getattr(parent, "facts", parent)
    return Around(
        towns=[own] if own else list(page.facts.towns.all() or Municipality.objects.filter(successor=None)),
        own=own,
        cloth=getattr(facts, "cloth", ""),
        sky=getattr(facts, "sky", 1),
        parent=parent,
        agenda=AgendaPage.objects.live().filter(locale=locale).first(),
        directory=ShopDirectoryPage.objects.live().filter(locale=locale).first(),
    )


def steps(around: Around) -> list[Page]:
    """From the agenda down; a page that is not published is left out."""
    known = [around.agenda] + ([around.parent] if around.own else [])
    return [step for step in known if step and step.live]


def kind_line(facts: "EventPage", around: Around, language: str) -> str:
    """ "Braderie in Tielt"; of what has no name of its own "Te doen in Tielt"."""
    kind = _("Te doen") if facts.kind == Kind.OTHER else sentence(str(Kind(facts.kind).label))
    return _("%(kind)s in %(town)s") % {"kind": kind, "town": around.own.name_in(language)} if around.own else kind


def shop_url(place: Where, around: Around) -> str:
    return around.directory.shop_url(place.shop) if place.shop and around.directory else ""


def links_near(around: Around, language: str) -> tuple[tuple[str, str], ...]:
    """The shops of the town; a map of another company is not loaded or linked."""
    if not (around.own and around.directory):
        return ()
    return ((_("Winkels in %(town)s") % {"town": around.own.name_in(language)}, f"{around.directory.url}{around.own.slug}/"),)


def agenda_url(around: Around) -> str:
    """Of what else is on in the same town."""
    if not around.agenda:
        return ""
    return f"{around.agenda.url}{around.own.slug}/" if around.own else around.agenda.url or ""


def front_of(place: Where) -> SafeString:
    """The front of the shop in which it is, with faded ones beside it that no shop owns; "" elsewhere."""
    shop = place.shop
    if shop is None:
        return SafeString("")
    title = _("Gevel van %(name)s, getekend") % {"name": shop.name}
    fronts = [(shop.face, shop.category.drawn_as), *beside(shop)]
    return mark_safe(street(shop.face, fronts, focus=0, gaps=(), small=False, inline=True, pavement=False, title=title))  # noqa: S308 - drawn by us


def beside(shop: Shop) -> list[tuple[str, str]]:
    draw, others = Draws(f"{shop.face}/event"), [cloth for cloth in CLOTHS if cloth != shop.category.cloth]
    return [(f"{shop.face}/naast {i}", draw.choice(f"cloth {i}", others)) for i in (1, 2, 3)]


def told_to_machines(rows: list[Any], at: datetime) -> list[Any]:
    """What is to come, and of what is over its last time."""
    return page_dates.coming(rows, at) or rows[-1:]


def serve_calendar(page: "EventPage", at: datetime) -> HttpResponse:
    """Every time that is still to come, for "zet in mijn agenda"."""
    rows = page_dates.rows_of(page.facts, at, is_draft=False)
    shown = [(row, page) for row in told_to_machines(rows, at)]
    made = calendar(shown, name=page.title, url=page.full_url or "", joining=joining([page.facts.pk]))
    return HttpResponse(made, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'inline; filename="{page.slug}.ics"'})


def serve_share_image(page: "EventPage", at: datetime) -> HttpResponse:
    """The picture that a message or a social site shows beside a link to this event."""
    return HttpResponse(drawn(page, at, get_language() or "nl"), content_type="image/png")


def drawn(page: "EventPage", at: datetime, language: str) -> bytes:
    facts, parent = page.facts, page.get_parent().specific
    town, shop = getattr(parent, "municipality", None), where(page.facts).shop
    rows = page_dates.rows_of(facts, at, is_draft=False)
    main = page_dates.next_one(page_dates.coming(rows, at)) or (rows[-1] if rows else None)
    said = sentence(dates.when(dates.stretch(main, facts.moments.all()), language, NO_DAY_IS_NEAR)) if main else ""
    line = " · ".join(part for part in (said, shop.name if shop else town.name_in(language) if town else "") if part)
    if shop:
        return share_image(title=page.title, line=line, facade_seed=shop.face, cloth=shop.category.drawn_as)
    return town_share_image(title=page.title, line=line, town=town.slug if town else EVERYWHERE)
