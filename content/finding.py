"""What the search of the whole site knows of each page: rooms say how theirs are told, and the entries are kept equal to what is published.

A page type that nobody registered is found by all that it tells: what it offers for translation (`translatable_fields`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import override
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.fields import TranslatableField

from content.models import SearchEntry
from content.pages import SitePage
from content.words import normalise

EVENT, TOWN, AMBASSADOR, PAGE = "event", "town", "ambassador", "page"
LANGUAGES = [code for code, _ in settings.LANGUAGES]
AT_ONCE = 100  # pages with their translations
MOST_WORDS, LONGEST_WORD = 3_000, 60
LONGEST_TITLE, LONGEST_SUMMARY = 200, 240  # signs
KEPT = ("translation_key", "language", "kind", "title", "summary", "title_words", "words", "begins", "until", "municipality")


@dataclass(frozen=True)
class Told:
    """A page in a search. kind: one of those above. words: all else by which it is found. begins, until: aware, of what is on for a time.
    municipality: the key of the one that it is about."""

    title: str
    summary: str = ""
    words: tuple[str, ...] = ()
    kind: str = PAGE
    begins: datetime | None = None
    until: datetime | None = None
    municipality: int | None = None


Teller = Callable[[Any, datetime], Told | None]
tellers: dict[type[Page], Teller] = {}


def register(model: type[Page], tell: Teller) -> None:
    """tell(page, at): called in the language of the page, which is published. None for a page that nobody looks for."""
    tellers[model] = tell


def tell(page: Page, at: datetime) -> Told | None:
    told_by = next((tellers[model] for model in type(page).__mro__ if model in tellers), as_page)
    with override(page.locale.language_code):
        return told_by(page, at)


def as_page(page: Page, at: datetime) -> Told:
    """What holds for any page: it is found by all its words."""
    return Told(page.seo_title or page.title, summary_of(page), tuple(texts_of(page)))


def summary_of(page: Page) -> str:
    """The sentence for search engines, else what introduces it."""
    return page.search_description or getattr(page, "summary", "") or getattr(page, "intro", "") or ""


def texts_of(page: Page) -> Iterator[str]:
    """What the page tells in its own language: each text that is offered for translation."""
    for field in getattr(page, "translatable_fields", []):
        if isinstance(field, TranslatableField) and field.field_name != "slug":
            yield from plain(getattr(page, field.field_name))


def plain(value: Any) -> Iterator[str]:
    """The words of a text, with its markup, or of a body of blocks; nothing for what is no text."""
    if isinstance(value, StreamValue):
        for text in value.stream_block.get_searchable_content(value):
            yield from plain(str(text))
    elif isinstance(value, str) and value:
        yield unescape(strip_tags(value.replace("<", " <")))


# -- keeping


def refresh(translation_keys: Collection[UUID], *, at: datetime, going: int | None = None) -> int:
    """Bring the entries of these pages, in all their languages, in step with what is published; returns how many stand there.

    going: the key of a page that is being taken back or deleted, and may still stand there.
    """
    pages = Page.objects.live().filter(translation_key__in=translation_keys, alias_of=None, depth__gt=1, locale__language_code__in=LANGUAGES)
    wanted = {entry.page_id: entry for entry in entries(pages.exclude(pk=going).select_related("locale").specific(), at)}
    with transaction.atomic():
        known = {entry.page_id: entry for entry in SearchEntry.objects.filter(translation_key__in=translation_keys)}
        SearchEntry.objects.filter(pk__in=[entry.pk for page, entry in known.items() if page not in wanted]).delete()
        for page, entry in wanted.items():
            if page in known and said(entry) != said(known[page]):
                SearchEntry.objects.filter(page=page).update(**{name: getattr(entry, name) for name in KEPT})
        SearchEntry.objects.bulk_create([entry for page, entry in wanted.items() if page not in known], ignore_conflicts=True)
    return len(wanted)


def entries(pages: Iterable[Page], at: datetime) -> Iterator[SearchEntry]:
    for page in pages:
        told = tell(page, at) if isinstance(page, SitePage) else None
        if told:
            yield entry_of(page, told)


def entry_of(page: Page, told: Told) -> SearchEntry:
    title = told.title[:LONGEST_TITLE]
    title_words = normalise(title)
    return SearchEntry(
        page_id=page.pk,
        translation_key=page.translation_key,
        language=page.locale.language_code,
        kind=told.kind,
        title=title,
        summary=Truncator(" ".join(told.summary.split())).chars(LONGEST_SUMMARY),
        title_words=f" {title_words}"[:LONGEST_TITLE],
        words="".join(f" {word}" for word in words_of([title, told.summary, *told.words])),
        begins=told.begins,
        until=told.until,
        municipality=told.municipality,
    )


def words_of(texts: Iterable[str]) -> list[str]:
    """Each word once, in the order in which they come."""
    found = dict.fromkeys(word[:LONGEST_WORD] for text in texts for word in normalise(text).split())
    return list(found)[:MOST_WORDS]


def said(entry: SearchEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in KEPT)


def rebuild(*, at: datetime) -> int:
    """All entries anew, every night: what is on moves along, and what was changed outside of publishing is heard. Where nothing changed nothing
    is written. Returns how many there are."""
    keys = Page.objects.live().filter(depth__gt=1).order_by("translation_key").values_list("translation_key", flat=True).distinct()
    found = sum(refresh(some, at=at) for some in batched(list(keys)))
    SearchEntry.objects.exclude(translation_key__in=Page.objects.live().values("translation_key")).delete()
    return found


def batched(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


# -- listening to Wagtail


def listen() -> None:
    """An entry goes with its page (cascade), and reads its address from it, so neither deleting nor moving is listened to."""
    for signal in (page_published, page_unpublished):
        signal.connect(changed, dispatch_uid="content.finding")


def changed(instance: Page, signal: Signal, **_: Any) -> None:
    """Its translations too: they may show its words, or its days. Of a page that is being deleted Wagtail says "unpublished" before it is."""
    refresh([instance.translation_key], at=timezone.now(), going=instance.pk if signal is page_unpublished else None)
