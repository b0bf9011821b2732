"""Shops that said yes to what is no more are told."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from events import dates
from events.invitations import is_on
from events.models import EventPage, EventShop
from events.shop_letters import Letters, language_of


def tell_of_changes(event: EventPage, lost: Mapping[int, list[date]], asked_again: set[int], *, at: datetime) -> int:
    """Mail the shops that had said that they would open on days that are no more. lost: their days, by key of the shop.

    asked_again: those of which no answer stands; they get a link when the event has other days. Returns how many shops.
    """
    if not lost:
        return 0
    goes_on, letters = is_on(event, at), Letters(event, at)
    rows = EventShop.objects.filter(event=event.pk, shop__in=lost).select_related("shop__municipality").prefetch_related("shop__texts")
    for row in rows:
        language = language_of(row.shop)
        context: dict[str, Any] = {"lost": [dates.weekday_and_date(day, language, date.min) for day in lost[row.shop_id]]}
        if goes_on:
            context["url"] = letters.link(row, row.shop)
            EventShop.objects.filter(pk=row.pk, shop__in=asked_again).update(asked_at=at)
        letters.send("moved" if goes_on else "called_off", row.shop, **context)
    return len(rows)
