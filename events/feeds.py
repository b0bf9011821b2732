"""The agenda for a calendar that follows it (RFC 5545), and for a reader of news (RFC 4287): one for every question."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import gettext as _

from content.freshness import next_midnight, shown_until
from events import agenda_words as words
from events import calendar_file
from events.answering import Feed, for_feed
from events.asking import Asked, ask
from events.calendar_file import joined, plain
from events.cards import Card, cards
from events.dates import weekday_and_date
from events.invitations import joining
from events.models import Occurrence
from events.query import ATOM, CALENDAR
from events.told_in import told_in
from shops.hours.words import sentence

if TYPE_CHECKING:
    from events.models import AgendaPage

ATOM_TYPE = "application/atom+xml; charset=utf-8"
MOST_NEWS = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def serve_calendar(page: "AgendaPage", request: HttpRequest, at: datetime, town: str = "") -> HttpResponse:
    return serve(page, request, at, town, CALENDAR, calendar)


def serve_atom(page: "AgendaPage", request: HttpRequest, at: datetime, town: str = "") -> HttpResponse:
    return serve(page, request, at, town, ATOM, atom)


Write = Callable[[Asked, Feed], bytes]


def serve(page: "AgendaPage", request: HttpRequest, at: datetime, town: str, file: str, write: Write) -> HttpResponse:
    """The file, or 304 for whoever has the same one. It changes at midnight, when an event is published, and never by the hour."""
    asked = ask(page, request, at, town, file)
    if isinstance(asked, HttpResponse):
        return asked
    feed = for_feed(asked.query, asked.town.id if asked.town else None, asked.today)
    shown_until(request, next_midnight(at))
    content = write(asked, feed)
    response = HttpResponse(content, content_type=calendar_file.CONTENT_TYPE if file == CALENDAR else ATOM_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file_name(asked, file)}"'
    response["X-Robots-Tag"] = "noindex"
    return unless_known(request, response, newest(feed.occurrences))


def unless_known(request: HttpRequest, response: HttpResponse, changed: datetime | None) -> HttpResponse:
    """The tag is a weak one: the same words leave packed in several ways."""
    tag = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response["ETag"] = tag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    return get_conditional_response(request, etag=tag, response=response) or response


def newest(occurrences: Iterable[Occurrence]) -> datetime | None:
    """When the last of these events was published."""
    return max((row.event.last_published_at for row in occurrences if row.event.last_published_at), default=None)


def file_name(asked: Asked, file: str) -> str:
    """ "agenda-tielt.ics"."""
    return f"agenda-{asked.query.town}.{file.rpartition('.')[2]}" if asked.query.town else file


def name_of(asked: Asked) -> str:
    """ "Ik koop lokaal: Markten · Tielt"."""
    chosen = words.all_asked(asked.query, asked.place, asked.language, asked.today)
    return f"Ik koop lokaal: {chosen or asked.page.title}"


def address(asked: Asked) -> str:
    """Absolute, of the list that shows the same."""
    return asked.root + asked.query.path(asked.page.url)


def calendar(asked: Asked, feed: Feed) -> bytes:
    occurrences = feed.occurrences
    pages = told_in((row.event for row in occurrences), asked.language)
    shown = [(row, pages[row.event_id]) for row in occurrences]
    return calendar_file.calendar(shown, name=name_of(asked), url=address(asked), joining=taking_part(occurrences), about=left_out(asked, feed))


def left_out(asked: Asked, feed: Feed) -> str:
    """What the file does not hold of what was asked, "" when it holds all."""
    if feed.is_whole:
        return ""
    if feed.until:
        day = weekday_and_date(feed.until, asked.language, asked.today)
        return _("Hier staat alles in tot en met %(day)s. Wat later komt, volgt vanzelf.") % {"day": day}
    return _("Van wat telkens terugkomt, staan minstens de eerste %(times)s keer hierin. De rest volgt vanzelf.") % {"times": feed.times}


def taking_part(occurrences: Iterable[Occurrence]) -> dict[int, int]:
    return joining({row.event_id for row in occurrences})


# -- news


class Atom(Atom1Feed):
    """An entry in another language than the feed's says so."""

    def latest_post_date(self) -> datetime:
        """Without any entry always the same, so that a reader keeps what it has."""
        return super().latest_post_date() if self.items else EPOCH

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


def atom(asked: Asked, found: Feed) -> bytes:
    """One entry per event, the newest first: with when it is next, where, and what it is."""
    feed = Atom(
        title=name_of(asked),
        link=address(asked),
        description=None,
        language=asked.language,
        feed_url=asked.root + asked.query.feed_url(asked.page.url, ATOM),
        feed_guid=address(asked),
    )
    for entry in entries(asked, found.occurrences):
        feed.add_item(**entry)
    written: str = feed.writeString("utf-8")
    return written.encode()


def entries(asked: Asked, occurrences: list[Occurrence]) -> list[dict[str, Any]]:
    shops = taking_part(occurrences)
    first = list({row.event_id: row for row in reversed(occurrences)}.values())
    newest_first = sorted(first, key=lambda row: (row.event.last_published_at or row.starts_at, row.event_id), reverse=True)[:MOST_NEWS]
    told = cards(newest_first, asked.language, EPOCH)  # so that days are said in full: a reader keeps an entry
    return [entry(asked, card, shops.get(card.event.pk, 0)) for card in told]


def entry(asked: Asked, card: Card, shops: int) -> dict[str, Any]:
    """The tag of an entry says which event it is, in which language: it stays when the address changes."""
    published = card.event.last_published_at or card.occurrence.starts_at
    place = ", ".join(part for part in (card.place, card.town) if part)
    said = [f"{sentence(card.when).removesuffix('.')}.", place and f"{place}.", card.summary, shops and f"{joined(shops)}."]
    if card.state:
        said.insert(0, f"{card.state.text}.")
    return {
        "title": plain(card.title),
        "link": asked.root + card.url,
        "description": escape(plain(" ".join(part for part in said if part))),
        "unique_id": uuid5(card.event.translation_key, asked.language).urn,
        "pubdate": card.event.first_published_at or published,
        "updateddate": max(published, card.page.last_published_at or published),
        "categories": [card.kind],
        "language": "nl" if card.is_dutch else asked.language,
    }
