"""The agenda: from an address to a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from content.freshness import next_midnight, shown_until
from content.visits import Seen
from events import agenda_words as words
from events import asking, month
from events.asking import Asked, ask
from events.cards import Card, Day, cards, day_called
from events.finding import Found, find
from events.item_list import item_list
from events.near import ways_on
from events.query import ATOM, CALENDAR, FLAGS, LIST, MONTH, PRINT, hidden_fields

if TYPE_CHECKING:
    from events.models import AgendaPage

SHOWN_RUNNING = 3  # the rest opens
MOST_FOR_MACHINES = 40


def serve(page: "AgendaPage", request: HttpRequest, at: datetime, town: str = "") -> HttpResponse:
    asked = ask(page, request, at, town)
    if isinstance(asked, HttpResponse):
        return asked
    shown_until(request, next_midnight(at))
    page.tail = f"{asked.query.town}/" if asked.query.town else ""
    context = month.context(asked) if asked.query.view == MONTH else list_context(asked, request)
    return page.render(request, context_overrides=frame(asked) | context | same_state_elsewhere(page, request, asked))


def list_context(asked: Asked, request: HttpRequest) -> dict[str, Any]:
    found = find(asked.query, asked.town.id if asked.town else None, asked.at)
    shown_until(request, found.counts.changes_at)
    made = cards([*found.running, *found.occurrences], asked.language, asked.at)
    running, listed = made[: len(found.running)], made[len(found.running) :]
    first = asked.query.period(asked.today).first
    shown = SHOWN_RUNNING if listed and asked.query.view != PRINT else len(running)
    return asking.counted(asked, found.counts) | {
        "is_empty": found.is_empty,
        "running_title": words.running_title(first, asked.today),
        "running_total": len(found.running),
        "running": running[:shown],
        "more_running": running[shown:],
        "is_open": not listed or asked.query.view == PRINT,
        "days": list(by_day(listed, first, asked)),
        "pager": pager(asked, found),
        "help": ways_on(asked, found.counts) if found.is_empty else [],
        "items": item_list([*listed, *running][:MOST_FOR_MACHINES], asked.root),
        "indexable": not asked.query.narrows and found.page == 1 and not found.is_empty,
        "show_town": not asked.town,
        "has_demo": any(card.event.is_demo for card in made),
    }


def frame(asked: Asked) -> dict[str, Any]:
    """What every view of the agenda shows around its list."""
    page, query = asked.page, asked.query
    chosen = list(asking.chips(asked))
    heading = _("Te doen in %(place)s") % {"place": asked.place} if asked.town else page.title
    narrowed = words.all_asked(query, "", asked.language, asked.today)
    return {
        "seen": Seen("agenda", town=query.town),
        "query": query,
        "municipality": asked.town,
        "place": asked.place,
        "heading": heading,
        "asked_for": words.all_asked(query, asked.place, asked.language, asked.today),
        "full_title": f"{heading}: {narrowed}" if narrowed else heading,
        "period": words.period_name(query, asked.language, asked.today),
        "whens": asking.when_choices(asked),
        "views": asking.view_choices(asked),
        "chips": chosen,
        "carried": hidden_fields(query, "van", "tot", "soort", *(parameter for parameter, _value in FLAGS.values())),
        "today": asked.today,
        "print_url": asked.url(view=PRINT),
        "list_url": asked.url(view=LIST),
        "is_print": query.view == PRINT,
        "current": "agendapage",
        "breadcrumbs": breadcrumbs(asked),
        "calendar_url": query.feed_url(page.url, CALENDAR),
        "calendar_address": asked.root + query.feed_url(page.url, CALENDAR),
        "atom_url": query.feed_url(page.url, ATOM),
    }


def breadcrumbs(asked: Asked) -> list[tuple[str, str]]:
    page = asked.page
    return [(page.title, page.full_url), *([(asked.place, page.full_url + page.tail)] if asked.town else [])]


def same_state_elsewhere(page: "AgendaPage", request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Other languages show the same question; search engines hear of the address without what narrows it."""
    kept = page.get_context(request)
    params = asked.query.path("").partition("?")[2]
    behind = f"?{params}" if params else ""
    return {
        "versions": [(code, url + behind) for code, url in kept["versions"]],
        "webcal_url": "webcal://" + asked.root.partition("://")[2] + asked.query.feed_url(page.url, CALENDAR),
    }


def by_day(listed: list[Card], first: date, asked: Asked) -> Iterator[Day]:
    """What began before the first day of the list stands under that day."""
    for day, those in groupby(listed, key=lambda card: max(card.occurrence.first_day, first)):
        yield replace(day_called(day, asked.language, asked.today), cards=list(those))


def pager(asked: Asked, found: Found) -> dict[str, Any]:
    return {
        "page": found.page,
        "pages": found.pages,
        "previous": asked.url(page=found.page - 1) if found.page > 1 else "",
        "next": asked.url(page=found.page + 1) if found.page < found.pages else "",
    }
