"""Moments of a vote as people say them. The zone is named: a vote closes for everybody at once, wherever they are."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.freshness import BRUSSELS, next_midnight
from content.numbers import grouped
from shops import hours

HOUR = timedelta(hours=1)
NBSP = "\u00a0"


def moment(at: datetime, language: str, now: datetime | None = None) -> str:
    """ "woensdag 31 maart, 22 u."; midnight belongs to the day that it ends. The year is named where it is another than that of `now`."""
    local = at.astimezone(BRUSSELS)
    clock = hours.clock(local.time().replace(second=0, microsecond=0), language)
    is_this_year = now is None or day_of(at).year == now.astimezone(BRUSSELS).year
    return f"{hours.day_and_month(day_of(at), language) if is_this_year else day_with_year(at, language)}, {clock}"


def moment_with_zone(at: datetime, language: str, now: datetime | None = None) -> str:
    """The same with the zone, which stays on one line."""
    told = _("%(moment)s (Belgische tijd)") % {"moment": moment(at, language, now)}
    before, sign, zone = told.rpartition("(")
    return f"{before}{sign}{zone.replace(' ', NBSP)}"


def day_with_year(at: datetime, language: str) -> str:
    """ "woensdag 31 maart 2027"."""
    return f"{hours.day_and_month(day_of(at), language)} {day_of(at).year}"


def day_in_month(day: date, language: str) -> str:
    """Without its weekday: "13 december", "13. Dezember", "1er décembre"."""
    return hours.day_and_month(day, language).partition(" ")[2]


def day_of(at: datetime) -> date:
    """The day in Brussels; midnight counts with the day before it."""
    return (at.astimezone(BRUSSELS) - timedelta(microseconds=1)).date()


def countdown(closes_at: datetime, at: datetime, language: str) -> str:
    """How long one can still vote: "nog 3 dagen", "sluit vandaag om 22 u."; while it is open only."""
    days = (day_of(closes_at) - at.astimezone(BRUSSELS).date()).days
    hour = hours.clock(closes_at.astimezone(BRUSSELS).time(), language)
    if days > 1:
        return ngettext("nog %(days)s dag", "nog %(days)s dagen", days) % {"days": days}
    if days == 1:
        return _("sluit morgen om %(hour)s") % {"hour": hour}
    if closes_at - at > HOUR:
        return _("sluit vandaag om %(hour)s") % {"hour": hour}
    return _("sluit binnen het uur, om %(hour)s") % {"hour": hour}


def countdown_until(closes_at: datetime, at: datetime) -> datetime:
    """When `countdown` says something else."""
    return min(one for one in (next_midnight(at), closes_at - HOUR, closes_at) if one > at)


def voters(count: int, language: str) -> str:
    """ "1.204 mensen stemden al"."""
    return ngettext("%(number)s mens stemde", "%(number)s mensen stemden", count) % {"number": grouped(count, language)}
