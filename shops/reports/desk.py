"""What visitors report, on the editor's desk."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from municipalities.desk import Keys, Waiting
from municipalities.rights import reach
from shops.reports.overview import reported_shops

NAMED = 3


def reports_to_settle(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For whoever edits: shops about which visitors say something, the longest waiting named."""
    shops = reported_shops(reach(user))
    first = list(shops[: NAMED + 1])
    if not first:
        return None
    count = len(first) if len(first) <= NAMED else shops.count()
    label = ngettext("winkel waarover bezoekers iets melden", "winkels waarover bezoekers iets melden", count)
    named = tuple((shop.name, reverse("shops_reports:shop", args=[shop.pk])) for shop in first[:NAMED])
    return Waiting(label, count, reverse("shops_reports:list"), "warning", named)
