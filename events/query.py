"""A question to the agenda. The address holds all of it, so every state of the list can be kept, shared, subscribed to and gone back to."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from events.kinds import Kind

LAST_PAGE = 1_000
YEARS = range(2000, 2101)
WHENS = ("vandaag", "weekend", "week")
CALENDAR, ATOM = "agenda.ics", "atom.xml"  # files behind the address of a list
LIST, MONTH, PRINT = "", "maand", "druk"
VIEWS = (LIST, MONTH, PRINT)
FLAGS = {"for_children": ("voor", "kinderen"), "is_free": ("prijs", "gratis"), "is_step_free": ("toegang", "zonder-trede")}  # (parameter, value)
WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Days in Brussels, both included. last: None for whatever comes."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class AgendaQuery:
    """town: slug or "". when: one of WHENS or "". month: its first day. since, until: days chosen freely, in order. kinds: values of Kind.

    Of the three ways to say when, one stands at most: days chosen freely win, then the month.
    """

    town: str = ""
    when: str = ""
    month: date | None = None
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    for_children: bool = False
    is_free: bool = False
    is_step_free: bool = False
    view: str = LIST
    page: int = 1

    @classmethod
    def from_params(cls, params: QueryDict, *, town: str = "") -> "AgendaQuery":
        """Read an address. Whatever nobody could mean (a 30th of February, an unknown kind, page "abc") is left aside.

        town: the municipality that the path names; it wins over the one in the parameters.
        """
        since, until = in_order(day_of(params.get("van", "")), day_of(params.get("tot", "")))
        month = None if since or until else month_of(params.get("maand", ""))
        chosen = bool(since or until or month)
        flags = {name: params.get(parameter) == value for name, (parameter, value) in FLAGS.items()}
        return cls(
            town=town or params.get("gemeente", "").strip().lower()[:80],
            when="" if chosen else one_of(params.get("wanneer", ""), WHENS),
            month=month,
            since=since,
            until=until,
            kinds=tuple(kind for kind in dict.fromkeys(params.getlist("soort")[:100]) if kind in Kind.values),
            view=one_of(params.get("toon", ""), VIEWS),
            page=page_number(params.get("pagina", "")),
            **flags,
        )

    def params(self) -> list[tuple[str, str]]:
        """The parameters that stand for this question, in a fixed order, defaults left out; the municipality stands in the path."""
        pairs = [("wanneer", self.when), ("maand", f"{self.month:%Y-%m}" if self.month else "")]
        pairs += [("van", self.since.isoformat() if self.since else ""), ("tot", self.until.isoformat() if self.until else "")]
        pairs += [("soort", kind) for kind in self.kinds]
        pairs += [(parameter, value if getattr(self, name) else "") for name, (parameter, value) in FLAGS.items()]
        pairs += [("toon", self.view), ("pagina", str(self.page) if self.page > 1 else "")]
        return [(name, value) for name, value in pairs if value]

    def url(self, agenda_url: str, **changes: Any) -> str:
        """The address of this question with `changes`, back on the first page unless the page is what changes."""
        return self.changed(**changes).path(agenda_url)

    def changed(self, **changes: Any) -> "AgendaQuery":
        """The same question with `changes`. A new way to say when takes the place of the old one."""
        return replace(self, **({"page": 1} | (NO_TIME if WAYS_TO_SAY_WHEN & changes.keys() else {}) | changes))

    def path(self, agenda_url: str) -> str:
        return with_params(f"{agenda_url}{self.town}/" if self.town else agenda_url, self.params())

    def feed_url(self, agenda_url: str, file: str) -> str:
        """Where a calendar or a reader of news finds what this question finds: whatever the view or page is now."""
        asked = self.changed(view=LIST)
        return with_params(f"{agenda_url}{asked.town}/{file}" if asked.town else f"{agenda_url}{file}", asked.params())

    def without(self, kind: str) -> tuple[str, ...]:
        return tuple(other for other in self.kinds if other != kind)

    @property
    def says_when(self) -> bool:
        return bool(self.when or self.month or self.since or self.until)

    @property
    def is_filtered(self) -> bool:
        """Whether it asks for less than all that is on at that time."""
        return bool(self.kinds or self.for_children or self.is_free or self.is_step_free)

    @property
    def narrows(self) -> bool:
        """Whether anything is asked beyond a municipality: such a page is not offered to search engines."""
        return bool(self.says_when or self.is_filtered or self.view)

    def period(self, today: date) -> Period:
        """The days that the list is about. Of this month, what is still to come."""
        if self.month:
            return Period(max(self.month, today) if same_month(self.month, today) else self.month, last_of_month(self.month))
        if self.since or self.until:
            return Period(self.since or min(today, self.until or today), self.until)
        return period_called(self.when, today)

    def month_shown(self, today: date) -> date:
        """The first day of the month that the month view is about."""
        return self.month or self.period(today).first.replace(day=1)


WAYS_TO_SAY_WHEN = {"when", "month", "since", "until"}
NO_TIME: dict[str, Any] = {"when": "", "month": None, "since": None, "until": None}


def period_called(when: str, today: date) -> Period:
    """ "weekend" is the coming Saturday and Sunday, on Sunday that day alone; "week" is seven days from today."""
    if when == "vandaag":
        return Period(today, today)
    if when == "weekend":
        first = today if today.weekday() == SUNDAY else today + timedelta(days=SATURDAY - today.weekday())
        return Period(first, first + timedelta(days=SUNDAY - first.weekday()))
    return Period(today, today + WEEK - A_DAY if when == "week" else None)


def in_order(since: date | None, until: date | None) -> tuple[date | None, date | None]:
    """Two days that somebody filled in the wrong way round are meant the right way round."""
    return (until, since) if since and until and until < since else (since, until)


def day_of(text: str) -> date | None:
    """A day as "2026-12-06"; nothing for what is none, or lies in another age."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""


def month_of(text: str) -> date | None:
    return day_of(f"{text}-01")


def last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def month_after(first: date, steps: int) -> date:
    """The first day of the month that is `steps` months later than the one that begins on `first`."""
    months = first.year * 12 + first.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)


def same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def page_number(text: str) -> int:
    """A page as a whole number from 1; anything else is the first page."""
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def with_params(path: str, params: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(params)}" if params else path


def hidden_fields(query: AgendaQuery, *names: str) -> list[tuple[str, str]]:
    """Parameters that a form carries along, except those called `names`."""
    return [(name, value) for name, value in query.params() if name not in {*names, "pagina"}]
