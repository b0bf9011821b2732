"""Which shops wait for an editor, because visitors report something."""

from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from municipalities.rights import Reach
from shops.differences import label_of, said, value_of
from shops.models import Shop

GONE_BY = ("opening_hours", "phone", "email", "website")  # beside the address, what visitors go by
OPEN = Q(reports__settled_at=None, reports__isnull=False)


def facts_now(shop: Shop) -> list[tuple[str, str]]:
    """What the site says of the shop, in words: label and text. Not what waits in a draft."""
    facts = [(label_of(fact), said(fact, value_of(shop, fact))) for fact in GONE_BY]
    return [(str(_("adres")), shop.full_address()), *facts]


def reported_shops(far: Reach) -> Any:
    """With `open_count` and `reported_at`, the longest waiting first; within what somebody edits."""
    shops = Shop.objects.filter(OPEN, open_reports__gt=0).select_related("municipality")
    within = shops if far.everywhere else shops.filter(municipality__in=far.edited)
    counted = within.annotate(open_count=Count("reports", filter=OPEN), reported_at=Min("reports__created_at", filter=OPEN))
    return counted.order_by("reported_at", "pk")
