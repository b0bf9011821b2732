"""Shops that are not on the map yet, on the editor's desk."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from municipalities.desk import Keys, Waiting
from municipalities.rights import reach
from shops.placing.actions import waiting

NAMED = 3


def shops_to_place(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For whoever edits, the first of them named."""
    shops = waiting(reach(user))
    first = list(shops[: NAMED + 1])
    if not first:
        return None
    count = len(first) if len(first) <= NAMED else shops.count()
    label = ngettext("winkel staat nog niet op de kaart", "winkels staan nog niet op de kaart", count)
    named = tuple((shop.name, reverse("shops_placing:shop", args=[shop.pk])) for shop in first[:NAMED])
    return Waiting(label, count, reverse("shops_placing:list"), "site", named)
