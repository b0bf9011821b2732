"""The page of one shop."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from content.facades import street
from content.freshness import next_midnight, shown_until
from content.share_image import share_image
from content.visits import Seen
from municipalities import places
from shops import hours, structured_data
from shops.badges import badges_of
from shops.cards import card, freshness, state_of
from shops.doings import doings_of
from shops.models.category import Category
from shops.models.shop import PAYMENT, Shop, ShopSlug
from shops.near import neighbours
from shops.special_openings import lines_of

if TYPE_CHECKING:
    from shops.models.directory import ShopDirectoryPage

NEIGHBOURS = 5
NAMES = ("name_nl", "name_fr", "name_en", "name_de")


@dataclass(frozen=True)
class Fact:
    """One thing to know about a shop. note: smaller, under it."""

    name: str
    text: str
    note: str = ""


def serve(page: "ShopDirectoryPage", request: HttpRequest, at: datetime, *, town: str, slug: str) -> HttpResponse:
    """The page of a shop; an address that it once had leads to the present one."""
    shop = listed_shop(town, slug)
    if shop is None:
        return HttpResponsePermanentRedirect(page.shop_url(moved_shop(town, slug)))
    return render(page, request, shop, at)


def render(page: "ShopDirectoryPage", request: HttpRequest, shop: Shop, at: datetime) -> HttpResponse:
    """Also for a preview, where `shop` may not be saved."""
    state = state_of(shop, at)
    shown_until(request, next_midnight(at))
    page.tail = f"{shop.municipality.slug}/{shop.slug}/"
    shown = context(page, shop, state, at)
    for until in (
        state.until,
        *(one.until for one in [*shown["badges"], *shown["doings"]]),
        *(near.until for near in shown["near"]),
    ):
        shown_until(request, until)
    return page.render(request, template="shops/shop.html", context_overrides=shown)


def listed_shop(town: str, slug: str) -> Shop | None:
    """With what its page shows; a photo, which few have, is fetched when it is looked at."""
    shops = Shop.objects.listed().for_cards().prefetch_related("texts", Prefetch("more_categories", Category.objects.only(*NAMES)))
    try:
        return shops.get(municipality__slug=town, slug=slug)
    except Shop.DoesNotExist:
        return None


def moved_shop(town: str, slug: str) -> Shop:
    """The listed shop that once stood at this address; 404 when there is none."""
    place = places.town_asked(town)
    known = place and ShopSlug.objects.select_related("shop__municipality").filter(municipality=place.id, slug=slug, shop__live=True).first()
    if not known:
        raise Http404("no such shop")
    return known.shop


def context(page: "ShopDirectoryPage", shop: Shop, state: hours.State, at: datetime) -> dict[str, Any]:
    language = get_language() or "nl"
    path, whole = page.url or "", page.full_url or ""  # worked out anew whenever they are asked
    url = whole + page.tail
    text = shop.text_in(language)
    near = neighbours(shop, NEIGHBOURS)
    badges = badges_of(shop, language)
    town = shop.municipality
    return {
        "seen": Seen("shop", str(shop.pk), town.slug),
        "shop": shop,
        "kind": shop.category.name_in(language),
        "town_name": town.name_in(language),
        "cloth": shop.category.cloth,
        "current": "shopdirectorypage",
        "status": hours.status(state, at, language),
        "hours": hours_table(shop, at, language),
        "special": lines_of(shop, language, at),
        "usual_hours": usual_hours(shop, at, language),
        "raw_hours": shop.raw.get("opening_hours", ""),
        "fresh": freshness(shop, at, language),
        "report_url": f"{path}{page.tail}melden/" if shop.pk else "",
        "own_url": f"{path}{page.tail}mijn-zaak/" if shop.pk else "",
        "fresh_by": shop.fact_source("opening_hours").get("source", ""),
        "telephone": shop.telephone,
        "facts": facts(shop, language),
        "badges": badges,
        "doings": doings_of(shop, language, at),
        "text": text,
        "text_is_dutch": text is not None and text.language != language,
        "route_url": route_url(shop),
        "web_links": web_links(shop),
        "front": street_front(shop, near),
        "near": [card(other, address, at, language) for other, address in zip(near, page.shop_urls(near), strict=True)],
        "near_heading": near_heading(shop, near),
        "trail": [(page.title, whole), (town.name_in(language), f"{whole}{town.slug}/")],
        "near_url": f"{path}{town.slug}/",
        "json_ld": structured_data.shop_json_ld(
            shop, url=url, image_url=f"{url}beeld/", language=language, at=at, awards=[badge.label for badge in badges if badge.is_award]
        ),
        "share_image_url": f"{url}beeld/",
        "has_osm": any(shown.is_from_osm for shown in (shop, *near)),
        "has_demo": any(shown.is_demo for shown in (shop, *near)),
    }


def hours_table(shop: Shop, at: datetime, language: str) -> list[hours.Row]:
    """The coming seven days, today first; nothing when the hours are unknown."""
    today = at.astimezone(hours.BRUSSELS).date()
    try:
        days = hours.week(shop.effective_hours, today) if shop.opening_hours else []
    except hours.NotUnderstood:
        return []
    return hours.table(days, language, today)


def usual_hours(shop: Shop, at: datetime, language: str) -> str:
    """The ordinary week in one line, as people say it: "ma–vr 9–12.30 en 13.30–18 u., za 9–17 u., zo gesloten"."""
    try:
        week = hours.regular_week(shop.opening_hours, at.astimezone(hours.BRUSSELS).date()) if shop.opening_hours else []
    except hours.NotUnderstood:
        return ""
    return hours.summary(week, language) if week else ""


def facts(shop: Shop, language: str) -> list[Fact]:
    """What is known, in the order in which people ask; the unknown is left out."""
    known = [
        Fact(_("Adres"), shop.full_address()),
        Fact(_("Binnen"), access_text(shop)),
        Fact(_("Betalen"), payment_text(shop)),
        Fact(_("Bestellen"), ordering_text(shop)),
        Fact(_("Ook"), ", ".join(category.name_in(language) for category in shop.more_categories.all())),
        Fact(_("Zaak"), business_text(shop)),
    ]
    return [fact for fact in known if fact.text]


def access_text(shop: Shop) -> str:
    parts = [shop.get_step_free_display() if shop.step_free else ""]
    parts.append(_("deur van %(width)s cm") % {"width": shop.door_width_cm} if shop.door_width_cm else "")
    parts.append(_("toegankelijk toilet") if shop.accessible_toilet else "")
    return sentence(parts)


def payment_text(shop: Shop) -> str:
    parts = [str(PAYMENT[code]) for code in shop.payment if code in PAYMENT]
    parts += [_("cadeaubon van %(town)s") % {"town": shop.municipality.local_name}] if shop.gift_voucher else []
    return sentence(parts)


def ordering_text(shop: Shop) -> str:
    return sentence([_("in de webshop") if shop.webshop else "", _("levert aan huis") if shop.delivers else ""])


def business_text(shop: Shop) -> str:
    kind = "" if shop.kind == Shop.Kind.UNKNOWN else str(shop.get_kind_display())
    kind = f"{kind} ({shop.chain_name})" if kind and shop.chain_name else kind
    since = pgettext("jaar", "sinds %(year)s") % {"year": shop.since} if shop.since else ""
    return sentence([kind, since])


def sentence(parts: list[str]) -> str:
    """The parts in one line that starts with a capital."""
    line = ", ".join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def web_links(shop: Shop) -> list[tuple[str, str]]:
    """(name, address) of its sites; only addresses of the web, because others could hide a script."""
    known = [(_("Webshop"), shop.webshop), (_("Website"), shop.website)]
    return [(name, url) for name, url in known if url.startswith(("https://", "http://"))]


def route_url(shop: Shop) -> str:
    """A link that the phone's own map application opens; a browser shows OpenStreetMap. Nothing is loaded before it is pressed."""
    if shop.latitude is None or shop.longitude is None:
        return ""
    spot = f"{shop.latitude:.5f}%2C{shop.longitude:.5f}"
    return f"https://www.openstreetmap.org/directions?to={spot}#map=17/{shop.latitude:.5f}/{shop.longitude:.5f}"


def street_front(shop: Shop, near: list[Shop]) -> SafeString:
    """The shop's own front with its neighbours faded beside it."""
    fronts = [(shop.face, shop.category.drawn_as), *((other.face, other.category.drawn_as) for other in near[:3])]
    title = _("Gevel van %(name)s, getekend") % {"name": shop.name}
    return mark_safe(street(shop.face, fronts, focus=0, gaps=(), small=False, inline=True, pavement=False, title=title))  # noqa: S308 - drawn by us


def near_heading(shop: Shop, near: list[Shop]) -> str:
    if near and shop.street and all(other.street == shop.street for other in near):
        return _("Verder in de straat")
    return _("In de buurt")


def serve_share_image(page: "ShopDirectoryPage", request: HttpRequest, *, town: str, slug: str) -> HttpResponse:
    """The picture that a message or a social site shows beside a link to this shop."""
    shop = listed_shop(town, slug)
    if shop is None:
        return HttpResponsePermanentRedirect(f"{page.shop_url(moved_shop(town, slug))}beeld/")
    language = get_language() or "nl"
    line = f"{shop.category.name_in(language)} · {shop.municipality.name_in(language)}"
    return HttpResponse(share_image(title=shop.name, line=line, facade_seed=shop.face, cloth=shop.category.drawn_as), content_type="image/png")
