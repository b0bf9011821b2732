"""What the page of one ambassador shows."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from ambassadors import results, structured_data
from ambassadors.badge import badge
from ambassadors.lines import badge_of, label_of, line_of, title_of
from content.facades import CLOTHS, street
from content.facades.drawing import Draws
from content.share_image import share_image
from content.told import own_or_dutch
from content.visits import Seen
from shops.models import Shop

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage

SHARE_IMAGE_SECONDS = 86_400
OTHERS = 6


def context(page: "AmbassadorPage") -> dict[str, Any]:
    language = get_language() or "nl"
    of_town = type(page).objects.of_municipality(page.municipality_id).told_in(language)
    know_from(page, of_town)
    facts, teller = page.facts, page.teller
    above = pages_above(page)
    shop_url = url_of_shop(facts, above.get("shopdirectorypage"))
    image_url = f"{page.full_url}beeld/"
    label = label_of(page, language)
    return {
        "seen": Seen("ambassador", page.translation_key.hex, facts.municipality.slug),
        "current": "ambassadorindexpage",
        "cloth": facts.cloth,
        "facts": facts,
        "teller": teller,
        "story": own_or_dutch(teller.story, facts.story if teller.story and facts is not teller else None).words,
        "is_dutch": teller.locale.language_code != language,
        "label": label,
        "award": title_of(page, language),
        "town_name": facts.municipality.name_in(language),
        "kind": facts.category.name_in(language) if facts.category else "",
        "badge": badge_of(page),
        "front": front_of(facts),
        "picture": teller.picture or facts.picture,
        "shop_url": shop_url,
        "result_url": results.result_url(facts),
        "others": [line_of(other, language) for other in of_town if other.translation_key != page.translation_key][:OTHERS],
        "trail": [(step.title, step.full_url) for step in (above.get("ambassadorindexpage"), page.get_parent()) if step and step.live],
        "share_image_url": image_url,
        "json_ld": structured_data.ambassador_json_ld(page, label=label, image_url=image_url, shop_url=shop_url),
        "has_demo": facts.is_demo,
    }


def know_from(page: "AmbassadorPage", known: "list[AmbassadorPage]") -> None:
    """Take what `page` refers to from the list where it stands itself, so that nothing is asked twice. A draft stands in none."""
    same = next((other for other in known if other.pk == page.pk), None)
    if same:
        page.municipality, page.category, page.locale = same.municipality, same.category, same.locale
        page.dutch = same.dutch


def pages_above(page: "AmbassadorPage") -> dict[str, Page]:
    """The published pages of all ambassadors and of the directory in the language of `page`, by kind."""
    kinds = ("ambassadorindexpage", "shopdirectorypage")
    found = Page.objects.live().filter(depth=3, locale=page.locale_id, content_type__model__in=kinds).select_related("content_type", "locale")
    return {above.content_type.model: above for above in found}


def url_of_shop(facts: "AmbassadorPage", directory: Page | None) -> str:
    """The shop's own page, absolute; "" when it is not in the directory any more."""
    shop = Shop.objects.listed().select_related("municipality").filter(pk=facts.shop_id).first() if facts.shop_id and directory else None
    return f"{directory.full_url}{shop.municipality.slug}/{shop.slug}/" if directory and shop else ""


def front_of(facts: "AmbassadorPage") -> SafeString:
    """Its own front, with two faded ones beside it that no shop owns."""
    draw = Draws(f"{facts.seed}/ambassador")
    beside = [(f"{facts.seed}/naast {i}", draw.choice(f"cloth {i}", [cloth for cloth in CLOTHS if cloth != facts.cloth])) for i in (1, 2, 3)]
    title = _("Gevel van %(name)s, getekend") % {"name": facts.shop_name}
    drawn = street(facts.seed, [(facts.seed, facts.drawn_as), *beside], focus=0, gaps=(), small=False, inline=True, pavement=False, title=title)
    return mark_safe(drawn)  # noqa: S308 - drawn by us


def serve_share_image(page: "AmbassadorPage") -> HttpResponse:
    """The picture that a message or a social site shows beside a link to this ambassador: its front, and the badge of the year."""
    facts = page.facts
    rosette = badge(facts.year, facts.cloth, is_provincial=facts.is_provincial)
    line = title_of(page, get_language() or "nl")
    drawn = share_image(title=facts.shop_name, line=line, facade_seed=facts.seed, cloth=facts.drawn_as, stamp=rosette)
    response = HttpResponse(drawn, content_type="image/png")
    patch_cache_control(response, public=True, max_age=SHARE_IMAGE_SECONDS)
    return response
