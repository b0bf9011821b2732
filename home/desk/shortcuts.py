"""The three things that an editor does most: each function fits `municipalities.desk.register_shortcut`."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from home.desk.waiting import unconfirmed_address
from home.models import MunicipalityPage
from municipalities.desk import Keys, Shortcut
from municipalities.rights import reach


def add_shop(user: Any, keys: Keys, at: datetime) -> Shortcut | None:
    if not user.has_perm("shops.add_shop"):
        return None
    return Shortcut(_("Een winkel toevoegen"), reverse("wagtailsnippets_shops_shop:add"), "plus", _("Naam, adres en uren volstaan."))


def look_after_shops(user: Any, keys: Keys, at: datetime) -> Shortcut | None:
    if not user.has_perm("shops.change_shop"):
        return None
    return Shortcut(_("Winkels nakijken"), unconfirmed_address(), "tag", _("Wat een jaar niet bevestigd is, staat klaar."))


def own_page(user: Any, keys: Keys, at: datetime) -> Shortcut | None:
    """The Dutch page of the municipality; for who looks after all of them: the tree of pages."""
    if reach(user).everywhere:
        return Shortcut(_("Naar de pagina's"), reverse("wagtailadmin_explore_root"), "doc-full", _("Voorpagina, winkelgids en gemeenten."))
    pages = MunicipalityPage.objects.filter(municipality__in=keys or (), locale__language_code="nl").order_by("title", "pk")
    page = pages.values_list("pk", flat=True).first()
    if page is None:
        return None
    return Shortcut(_("De pagina van je gemeente"), reverse("wagtailadmin_pages:edit", args=[page]), "doc-full", _("De tekst en het beeld bovenaan."))
