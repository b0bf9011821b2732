"""What the page of one ambassador shows."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ambassadors import results, structured_data
from ambassadors.badge import badge
from ambassadors.lines import Line, badge_of, label_of, line_of, title_of
from content.facades import CLOTHS, street
from content.facades.drawing import Draws
from content.share_image import share_image
from content.visits import Seen
from shops.models import Shop, ShopDirectoryPage

if TYPE_CHECKING:
    from ambassadors.models import AmbassadorPage

SHARE_IMAGE_SECONDS = 86_400
OTHERS = 6


def context(page: "AmbassadorPage") -> dict[str, Any]:
    language = get_language() or "nl"
    facts, teller = page.facts, page.teller
    town = facts.municipality
    shop_url = url_of_shop(facts, page)
    image_url = f"{page.full_url}beeld/"
    trail = trail_of(page, language)
    return {
        "seen": Seen("ambassador", str(page.translation_key.hex), town.slug),
        "current": "ambassadorindexpage",
        "cloth": facts.cloth,
        "facts": facts,
        "teller": teller,
        "is_dutch": teller.locale.language_code != language,
        "label": label_of(page, language),
        "award": title_of(page, language),
        "town_name": town.name_in(language),
        "kind": facts.category.name_in(language) if facts.category else "",
        "badge": badge_of(page),
        "front": front_of(facts),
        "picture": teller.picture or facts.picture,
        "shop_url": shop_url,
        "result_url": results.result_url(facts),
        "others": others(page, language),
        "trail": trail,
        "share_image_url": image_url,
        "json_ld": structured_data.ambassador_json_ld(page, label=label_of(page, language), image_url=image_url, shop_url=shop_url),
        "has_demo": facts.is_demo,
    }


def trail_of(page: "AmbassadorPage", language: str) -> list[tuple[str, str]]:
    """From all ambassadors to the municipality."""
    index = apps.get_model("ambassadors", "AmbassadorIndexPage").objects.live().filter(locale=page.locale_id).first()
    above = page.get_parent()
    return [(step.title, step.full_url) for step in (index, above) if step and step.live]


def url_of_shop(facts: "AmbassadorPage", page: "AmbassadorPage") -> str:
    """The shop's own page, absolute and in the language of `page`; "" when it is not in the directory any more."""
    shop = Shop.objects.listed().select_related("municipality").filter(pk=facts.shop_id).first() if facts.shop_id else None
    directory = ShopDirectoryPage.objects.live().filter(locale=page.locale_id).first() if shop else None
    return f"{directory.full_url}{shop.municipality.slug}/{shop.slug}/" if directory and shop else ""


def others(page: "AmbassadorPage", language: str) -> list[Line]:
    """The municipality's other ambassadors, newest first."""
    found = type(page).objects.of_municipality(page.facts.municipality).told_in(language)
    return [line_of(other, language) for other in found if other.translation_key != page.translation_key][:OTHERS]


def front_of(facts: "AmbassadorPage") -> SafeString:
    """Its own front, with two faded ones beside it that no shop owns."""
    draw = Draws(f"{facts.seed}/ambassador")
    beside = [(f"{facts.seed}/naast {i}", draw.choice(f"cloth {i}", [cloth for cloth in CLOTHS if cloth != facts.cloth])) for i in (1, 2, 3)]
    title = _("Gevel van %(name)s, getekend") % {"name": facts.shop_name}
    drawn = street(facts.seed, [(facts.seed, facts.cloth), *beside], focus=0, gaps=(), small=False, inline=True, pavement=False, title=title)
    return mark_safe(drawn)  # noqa: S308 - drawn by us


def serve_share_image(page: "AmbassadorPage") -> HttpResponse:
    """The picture that a message or a social site shows beside a link to this ambassador: its front, and the badge of the year."""
    facts = page.facts
    rosette = badge(facts.year, facts.cloth, is_provincial=facts.is_provincial)
    line = title_of(page, get_language() or "nl")
    drawn = share_image(title=facts.shop_name, line=line, facade_seed=facts.seed, cloth=facts.cloth, stamp=rosette)
    response = HttpResponse(drawn, content_type="image/png")
    patch_cache_control(response, public=True, max_age=SHARE_IMAGE_SECONDS)
    return response
