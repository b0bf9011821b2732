"""Which shops wait for an editor, because visitors report something."""

from typing import Any

from django.db.models import Count, Min, Q

from municipalities.rights import Reach
from shops.models import Shop

OPEN = Q(reports__settled_at=None, reports__isnull=False)


def reported_shops(far: Reach) -> Any:
    """With `open_count` and `reported_at`, the longest waiting first; within what somebody edits."""
    shops = Shop.objects.filter(OPEN, open_reports__gt=0).select_related("municipality")
    within = shops if far.everywhere else shops.filter(municipality__in=far.edited)
    counted = within.annotate(open_count=Count("reports", filter=OPEN), reported_at=Min("reports__created_at", filter=OPEN))
    return counted.order_by("reported_at", "pk")
