"""What the agenda calls its kinds, its periods and its filters."""

from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.numbers import grouped
from events import dates
from events.dates import Stretch
from events.kinds import Kind
from events.query import AgendaQuery, Period, same_month
from shops.hours import month_name

KINDS = {
    Kind.EVENT: gettext_lazy("Evenementen"),
    Kind.MARKET: gettext_lazy("Markten"),
    Kind.SUNDAY: gettext_lazy("Koopzondagen"),
    Kind.BRADERIE: gettext_lazy("Braderieën"),
    Kind.LATE: gettext_lazy("Koopavonden"),
    Kind.STAMP_CARD: gettext_lazy("Spaarkaarten"),
    Kind.STICKERS: gettext_lazy("Stickeralbums"),
    Kind.CONTEST: gettext_lazy("Wedstrijden"),
    Kind.VOUCHER: gettext_lazy("Cadeaubonnen"),
    Kind.BAGS: gettext_lazy("Tassen"),
    Kind.EXHIBITION: gettext_lazy("Tentoonstellingen"),
    Kind.WORKSHOP: gettext_lazy("Workshops"),
    Kind.WALK: gettext_lazy("Wandelingen"),
    Kind.OTHER: gettext_lazy("Iets anders"),
}
FLAGS = {"for_children": gettext_lazy("Voor kinderen"), "is_free": gettext_lazy("Gratis"), "is_step_free": gettext_lazy("Zonder trede")}
WHENS = {"vandaag": gettext_lazy("Vandaag"), "weekend": gettext_lazy("Dit weekend"), "week": gettext_lazy("7 dagen")}

PERIODS = WHENS | {"": gettext_lazy("Vanaf vandaag"), "week": gettext_lazy("De komende 7 dagen")}  # above the list


def kind_name(kind: str) -> str:
    return str(KINDS[Kind(kind)])


def when_name(query: AgendaQuery, language: str, today: date) -> str:
    """What the question calls its period: "Dit weekend", "December", "5 tot en met 12 december"; "" when it asks for whatever comes."""
    if query.month:
        return month_and_year(query.month, language, today)
    if query.since or query.until:
        return chosen_days(query.period(today), language, today)
    return str(WHENS.get(query.when, ""))


def period_name(query: AgendaQuery, language: str, today: date) -> str:
    """What stands above the list: "De komende 7 dagen", "Vanaf vandaag"."""
    return str(PERIODS[query.when]) if query.when or not query.says_when else when_name(query, language, today)


def running_title(first: date, today: date) -> str:
    """Above what lasts, for a list that begins on `first`."""
    return _("Loopt nu") if first <= today else _("Loopt dan")


def chosen_days(period: Period, language: str, today: date) -> str:
    if period.last is None:
        return _("Vanaf %(day)s") % {"day": dates.day(period.first, language, today)}
    if period.first < today <= period.last:  # what is said of something that has begun does not fit days that somebody chose
        return f"{dates.date_in(period.first, language, today)} – {dates.date_in(period.last, language, today)}"
    return capfirst(dates.days(Stretch(period.first, period.last), language, today))


def month_and_year(first: date, language: str, today: date) -> str:
    """ "December"; with the year when it is not within the year around `today`."""
    name = capfirst(month_name(first.month, language))
    near = same_month(first, today) or abs(first - today) < timedelta(days=180)
    return name if near else f"{name} {first.year}"


def all_asked(query: AgendaQuery, place: str, language: str, today: date) -> str:
    """ "Markten · Gratis · Dit weekend · Tielt"; "" for the whole agenda."""
    flags = [str(label) for name, label in FLAGS.items() if getattr(query, name)]
    parts = [*(kind_name(kind) for kind in query.kinds), *flags, when_name(query, language, today), place]
    return " · ".join(part for part in parts if part)


def how_many(events: int, towns: int, language: str) -> str:
    """ "23 acties en evenementen in 11 gemeenten". towns: 0 when the list is about one."""
    count = ngettext("%(number)s actie of evenement", "%(number)s acties en evenementen", events) % {"number": grouped(events, language)}
    where = ngettext("in %(number)s gemeente", "in %(number)s gemeenten", towns) % {"number": towns} if towns else ""
    return f"{count} {where}".strip()
