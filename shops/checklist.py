"""What a municipality still has to do in the directory."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipalities.checklist import Item
from municipalities.models import Municipality
from shops.models import Shop

MAY_LACK_HOURS = 10  # per cent of the shops


def items(municipalities: Sequence[Municipality], at: datetime) -> dict[int, list[Item]]:
    """Hours of nine shops in ten, and one photo."""
    listed = Shop.objects.listed().in_municipality(*municipalities).order_by().values("municipality")
    counted = listed.annotate(total=Count("pk"), silent=Count("pk", filter=Q(opening_hours="")), pictured=Count("photo"))
    rows = {row["municipality"]: row for row in counted}
    return {town.pk: items_of(town, **{"total": 0, "silent": 0, "pictured": 0} | rows.get(town.pk, {})) for town in municipalities}


def items_of(town: Municipality, total: int, silent: int, pictured: int, **rest: int) -> list[Item]:
    """total: shops that visitors see; silent: those without hours; pictured: those with a photo."""
    listed = f"{reverse('wagtailsnippets_shops_shop:list')}?municipality={town.pk}&state=live&look_at="
    enough = bool(total) and silent * 100 <= total * MAY_LACK_HOURS
    return [
        Item(_("Negen winkels op de tien hebben hun uren"), enough, f"{listed}no_hours", hours_left(total, silent)),
        Item(_("Een winkel heeft een foto"), bool(pictured), f"{listed}no_photo", _("Eén echte foto doet meer dan tien zinnen.")),
    ]


def hours_left(total: int, silent: int) -> str:
    if not total:
        return _("Er staan nog geen winkels.")
    told = ngettext("%(silent)s van de %(total)s winkels heeft geen uren.", "%(silent)s van de %(total)s winkels hebben geen uren.", silent)
    return told % {"silent": silent, "total": total}
