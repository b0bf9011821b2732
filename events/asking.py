"""A question to the agenda with all that its page needs to know, and what can be asked next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import agenda_words as words
from events.answering import MOST_IN_FEED
from events.counting import Counts
from events.query import FLAGS, LIST, MONTH, AgendaQuery, month_after
from events.slots import BRUSSELS
from municipalities import places
from municipalities.places import Town

if TYPE_CHECKING:
    from events.models import AgendaPage

SUGGESTED = 4


@dataclass(frozen=True)
class Choice:
    """One thing to ask for. count: how many events it would leave; None where that is not counted. url: the list with it.
    parameter: its name in a form."""

    value: str
    label: str
    chosen: bool = False
    count: int | None = None
    url: str = ""
    parameter: str = ""


@dataclass(frozen=True)
class Chip:
    """One thing that the list is narrowed by, and the address without it; or a way on from an empty list."""

    label: str
    url: str


@dataclass(frozen=True)
class Asked:
    """One question with all that its page needs to know."""

    page: "AgendaPage"
    query: AgendaQuery
    town: Town | None
    at: datetime
    language: str

    @property
    def today(self) -> date:
        return self.at.astimezone(BRUSSELS).date()

    @property
    def place(self) -> str:
        return self.town.name_in(self.language) if self.town else ""

    @property
    def root(self) -> str:
        """Scheme and host of the site."""
        return str(self.page.full_url).removesuffix(urlsplit(self.page.full_url).path)

    def url(self, **changes: Any) -> str:
        return self.query.url(self.page.url, **changes)


def ask(page: "AgendaPage", request: HttpRequest, at: datetime, town: str, file: str = "") -> Asked | HttpResponse:
    """The question of an address, or where it has to go: a municipality asked for as a parameter moves to the path, a former one to today's.

    file: the name behind the address of a feed.
    """
    query = AgendaQuery.from_params(request.GET, town=town)
    municipality = places.town_asked(query.town) if query.town else None
    if town and not municipality:
        raise Http404("no such municipality")
    slug = municipality.slug if municipality else ""
    if query.town and slug != town:
        moved = query.changed(town=slug)
        return HttpResponseRedirect(moved.feed_url(page.url, file) if file else moved.path(page.url))
    if query.town and not municipality:
        return HttpResponseRedirect(query.url(page.url, town=""))
    return Asked(page, query, municipality, at, get_language() or "nl")


# -- what one can choose


def counted(asked: Asked, counts: Counts) -> dict[str, Any]:
    """How many there are, and what each choice would leave."""
    return {
        "count": words.how_many(counts.events, 0 if asked.town else len(counts.by_town), asked.language),
        "kinds": kind_choices(asked, counts),
        "flags": flag_choices(asked, counts),
        "towns": town_choices(asked, counts),
        "suggested": suggested(asked, counts),
        "is_much": counts.rows > MOST_IN_FEED,
    }


def when_choices(asked: Asked) -> list[Choice]:
    query, today = asked.query, asked.today
    named = [Choice(value, str(label), query.when == value, url=asked.url(when=value)) for value, label in words.WHENS.items()]
    months = [month_after(today.replace(day=1), steps) for steps in (0, 1)]
    of_months = [
        Choice(f"{first:%Y-%m}", words.month_and_year(first, asked.language, today), query.month == first, url=asked.url(month=first))
        for first in months
    ]
    return [Choice("", _("Alles"), not query.says_when, url=asked.url(when="")), *named, *of_months]


def view_choices(asked: Asked) -> list[Choice]:
    query = asked.query
    shown = query.month_shown(asked.today)
    return [
        Choice(LIST, _("Lijst"), query.view == LIST, url=asked.url(view=LIST)),
        Choice(MONTH, _("Maand"), query.view == MONTH, url=asked.url(view=MONTH, month=shown)),
    ]


def kind_choices(asked: Asked, counts: Counts) -> list[Choice]:
    """Kinds that would leave something, or are chosen, in the order of the register of kinds."""
    kinds = asked.query.kinds
    return [
        Choice(kind, kind_label, kind in kinds, counts.by_kind[kind], asked.url(kinds=(*kinds, str(kind))))
        for kind, kind_label in ((kind, words.kind_name(kind)) for kind in words.KINDS)
        if counts.by_kind[kind] or kind in kinds
    ]


def flag_choices(asked: Asked, counts: Counts) -> list[Choice]:
    return [
        Choice(value, str(words.FLAGS[name]), getattr(asked.query, name), counts.by_flag[name], asked.url(**{name: True}), parameter)
        for name, (parameter, value) in FLAGS.items()
    ]


def town_choices(asked: Asked, counts: Counts) -> list[Choice]:
    towns = places.index().towns.values()
    choices = [Choice(town.slug, town.name_in(asked.language), town.slug == asked.query.town, counts.by_town[town.id]) for town in towns]
    return sorted((choice for choice in choices if choice.count or choice.chosen), key=lambda choice: choice.label)


def suggested(asked: Asked, counts: Counts) -> list[Choice]:
    """What most people would ask for next: the kinds with most events, and the rest of the filters, as far as they leave something."""
    kinds = sorted((kind for kind in kind_choices(asked, counts) if not kind.chosen), key=lambda kind: -(kind.count or 0))
    flags = [flag for flag in flag_choices(asked, counts) if flag.count and not flag.chosen]
    return [*kinds[:SUGGESTED], *flags] if counts.events > 1 else []


def chips(asked: Asked) -> Iterator[Chip]:
    """What is chosen, but for a time that stands among those to choose from."""
    query = asked.query
    if asked.town:
        yield Chip(asked.place, asked.url(town=""))
    if query.says_when and query.view != MONTH and not any(choice.chosen for choice in when_choices(asked)):
        yield Chip(words.when_name(query, asked.language, asked.today), asked.url(when=""))
    for kind in query.kinds:
        yield Chip(words.kind_name(kind), asked.url(kinds=query.without(kind)))
    for name, label in words.FLAGS.items():
        if getattr(query, name):
            yield Chip(str(label), asked.url(**{name: False}))
