"""Special days: which are to come, and keeping them equal to what was announced."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from municipalities.models import SpecialDay

if TYPE_CHECKING:
    from municipalities.models import Municipality

BRUSSELS = ZoneInfo("Europe/Brussels")


def coming(at: datetime, municipality: "Municipality | int | None" = None, limit: int = 6, kinds: Iterable[str] = ()) -> list[SpecialDay]:
    """The next special days from today on, of one municipality or of all, each with its `municipality` and `open_shops`: how many shops open.

    kinds: only those ("koopzondag"); all when empty. One query.
    """
    today = at.astimezone(BRUSSELS).date()
    found = SpecialDay.objects.from_day(today).of(municipality).with_shops().select_related("municipality")
    kinds = list(kinds)
    return list((found.filter(kind__in=kinds) if kinds else found).in_order()[:limit])
