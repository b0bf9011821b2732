"""This week's visits, and what was searched for in vain: each fits `municipalities.desk.register_number`."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content import visits
from municipalities.desk import Bar, Keys, Number, Ranked
from municipalities.models import Municipality
from shops import unanswered
from shops.models import Shop

DAYS = 7
BEST = 5
MOST_WORDS = 10


def visits_this_week(user: Any, keys: Keys, at: datetime) -> Number | None:
    """Seven days up to today, beside the seven before; and the shops that were looked at most."""
    if keys == frozenset():
        return None
    towns = None if keys is None else list(Municipality.objects.filter(pk__in=keys).values_list("slug", flat=True))
    today = visits.day_of(at)
    first = today - timedelta(days=DAYS - 1)
    counted = visits.per_day(first - timedelta(days=DAYS), today, towns)
    week = {day: count for day, count in counted.items() if day >= first}
    return Number(
        label=_("keer bekeken"),
        count=sum(week.values()),
        before=sum(counted.values()) - sum(week.values()),
        bars=tuple(Bar(date_format(day, "D j"), count) for day, count in week.items()),
        ranking_label=_("Meest bekeken winkels"),
        ranking=tuple(best_shops(visits.most_seen("shop", first, today, towns, BEST))),
    )


def searched_in_vain(user: Any, keys: Keys, at: datetime) -> Number | None:
    """What several people looked for and did not find, this month and the one before; nothing when there is nothing."""
    if keys == frozenset():
        return None
    towns = None if keys is None else list(Municipality.objects.filter(pk__in=keys).values_list("slug", flat=True))
    asked = unanswered.most_asked(at, towns, MOST_WORDS)
    if not asked:
        return None
    return Number(
        label=_("keer gezocht en niets gevonden, sinds vorige maand"),
        count=sum(times for _words, times in asked),
        ranking_label=_("Waar men naar zocht en niets vond"),
        ranking=tuple(Ranked(words, times) for words, times in asked),
    )


def best_shops(seen: list[tuple[str, int]]) -> list[Ranked]:
    """Those that are still there, by name."""
    names = dict(Shop.objects.filter(pk__in=[int(key) for key, _count in seen]).values_list("pk", "name"))
    edit = "wagtailsnippets_shops_shop:edit"
    return [Ranked(names[int(key)], count, reverse(edit, args=[key])) for key, count in seen if int(key) in names]
