"""What a municipality's page shows."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext as _

from ambassadors.told_elsewhere import of_town
from content.facades import skyline
from content.freshness import next_midnight, shown_until
from content.numbers import grouped
from content.visits import Seen
from events import told_elsewhere as events
from home import vote
from municipalities.models import Alias, Municipality
from shops import counts
from shops.cards import card
from shops.models import Shop, ShopDirectoryPage

if TYPE_CHECKING:
    from home.models import MunicipalityPage

NEWEST = 4


def context(page: "MunicipalityPage", request: HttpRequest, at: datetime) -> dict[str, Any]:
    language = get_language() or "nl"
    town = page.municipality
    numbers = counts.counts(at, town.pk)
    doing = events.of_town(town, language, at)
    for until in (numbers.until, next_midnight(at), doing.until if doing else None):
        shown_until(request, until)
    directory = ShopDirectoryPage.objects.live().filter(locale=page.locale_id).first()
    newest = Shop.objects.listed().in_municipality(town).order_by(F("first_published_at").desc(nulls_last=True), "pk").for_cards()[:NEWEST]
    return {
        "seen": Seen("municipality", town=town.slug),
        "town": town,
        "town_name": town.name_in(language),
        "current": "municipalitypage",
        "has_demo": any(shop.is_demo for shop in newest),
        "has_osm": any(shop.is_from_osm for shop in newest),
        "skyline": mark_safe(skyline(town.slug, inline=True, title=_("Skyline van %(town)s, getekend") % {"town": town.name_in(language)})),  # noqa: S308 - drawn by us
        "counts": numbers,
        "numbers": town_numbers(town, numbers, language),
        "groups": [(group.slug, group.cloth, group.name_in(language), grouped(number, language)) for group, number in numbers.groups()],
        "directory_url": directory.url if directory else "",
        "shops_url": f"{directory.url}{town.slug}/" if directory else "",
        "villages": village_line(town),
        "doing": doing,
        "newest": [card(shop, directory.shop_url(shop), at, language) for shop in newest] if directory else [],
        "trail": [(_("Gemeenten"), f"{page.get_parent().full_url}#gemeenten")],
        "vote": vote.of_town(request, town, at, language),
        "ambassadors": of_town(town, language),
        "cloth": page.cloth,
    }


def town_numbers(town: Municipality, numbers: counts.Counts, language: str) -> list[tuple[str, str]]:
    """(number, what it counts), only what is not zero."""
    shops = Shop.objects.listed().in_municipality(town)
    vouchers = shops.filter(gift_voucher=True).count()
    known = [
        (numbers.total, npgettext("aantal", "winkel", "winkels", numbers.total)),
        (numbers.open_total, npgettext("aantal", "nu open", "nu open", numbers.open_total)),
        (shops.filter(step_free="yes").count(), _("zonder trede binnen")),
        (vouchers, npgettext("aantal", "neemt de cadeaubon", "nemen de cadeaubon", vouchers)),
    ]
    return [(grouped(number, language), what) for number, what in known if number]


def village_line(town: Municipality) -> str:
    """The villages and former municipalities that belong to `town`, as a sentence: "Aarsele, Kanegem en Meulebeke"."""
    kinds = [Alias.Kind.VILLAGE, Alias.Kind.FORMER]
    names = sorted({alias.name for alias in town.aliases.filter(kind__in=kinds)} - {town.name})
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
