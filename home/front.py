"""What the front page shows."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from content import navigation
from content.facades import street
from content.freshness import shown_until
from content.numbers import grouped
from content.visits import Seen
from home import vote
from home.towns import town_links
from shops import counts
from shops.models import ShopDirectoryPage

if TYPE_CHECKING:
    from home.models import HomePage

STREET = ["dienst", "bloem", "brood", "boek", "vlees", "fiets", "groen", "tafel", "mode", "wonen"]


def context(page: "HomePage", request: HttpRequest, at: datetime) -> dict[str, Any]:
    language = get_language() or "nl"
    numbers = counts.counts(at)
    shown_until(request, numbers.until)
    directory = ShopDirectoryPage.objects.child_of(page).live().first()
    return {
        "seen": Seen("home"),
        "directory_url": directory.url if directory else "",
        "directory_full_url": directory.full_url if directory else "",
        "front": mark_safe(  # noqa: S308 - drawn by us
            street(
                "ikkooplokaal",
                [(f"front-{cloth}", cloth) for cloth in STREET],
                landmark="belfort",
                gaps=(2, 7),
                inline=True,
                title=_("Een winkelstraat met een belfort"),
            )
        ),
        "counts": numbers,
        "total": ngettext("%(number)s winkel van hier", "%(number)s winkels van hier", numbers.total) % {"number": grouped(numbers.total, language)},
        "open_total": grouped(numbers.open_total, language),
        "groups": [(group.slug, group.cloth, group.name_in(language), grouped(number, language)) for group, number in numbers.groups()],
        "towns": town_links(page, language),
        "search_label": _("Wat zoek je, en waar?"),
        "vote": vote.of_front(request, at, language),
        "ambassadors_url": next((link.url for link in navigation.menu(language) if link.kind == "ambassadorindexpage"), ""),
    }
