"""What shopkeepers ask, on the editor's desk."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from municipalities.desk import Keys, Waiting
from municipalities.rights import reach
from shops.shopkeepers.screens import waiting_requests

NAMED = 3


def requests_to_decide(user: Any, keys: Keys, at: datetime) -> Waiting | None:
    """For whoever edits, the longest waiting named."""
    rows = waiting_requests(reach(user))
    first = list(rows[: NAMED + 1])
    if not first:
        return None
    count = len(first) if len(first) <= NAMED else rows.count()
    label = ngettext("winkel vraagt je iets na te kijken", "winkels vragen je iets na te kijken", count)
    named = tuple((one.shop.name, reverse("shops_requests:one", args=[one.pk])) for one in first[:NAMED])
    return Waiting(label, count, reverse("shops_requests:list"), "user", named)
