"""Many new drafts of events under one page, in a fixed number of queries: one by one each costs some forty, and a list has a thousand.

What Wagtail and treebeard do when a page is added, for pages that nobody can refer to yet and that refer to nothing themselves.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from modelsearch.backends import get_search_backends
from wagtail.models import Page, PageLogEntry, Revision

from content.steps import Progress
from events.models import EventChange, EventMoment, EventPage

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

AT_ONCE = 50  # pages; a statement of SQLite holds so many values


def add_drafts(parent: Page, events: Sequence[EventPage], *, by: "User", at: "datetime", progress: Progress) -> None:
    """Each becomes the last child, with a first revision. events: unsaved, with free slugs, locale, moments and changes; they get keys.

    parent: locked by the caller, so that nobody else adds a child meanwhile.
    """
    place(parent, events, at)
    backends = list(get_search_backends(with_auto_update=True))
    for number in range(0, len(events), AT_ONCE):
        progress("bewaren", number, len(events))
        some = events[number : number + AT_ONCE]
        insert(some)
        add_lines(some)
        add_revisions(some, by, at)
        add_to_history(some, by, at)
        for backend in backends:
            backend.add_bulk(EventPage, some)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(events))


def place(parent: Page, events: Sequence[EventPage], at: "datetime") -> None:
    """Where each stands in the tree."""
    last = parent.get_last_child()
    begin = Page._str2int(last.path[-Page.steplen :]) if last else 0
    kind = ContentType.objects.get_for_model(EventPage)
    for number, event in enumerate(events, start=begin + 1):
        event.path, event.depth, event.numchild = Page._get_path(parent.path, parent.depth + 1, number), parent.depth + 1, 0
        event.url_path = f"{parent.url_path}{event.slug}/"
        event.content_type, event.draft_title = kind, event.title
        event.live, event.has_unpublished_changes, event.latest_revision_created_at = False, True, at


def insert(events: Sequence[EventPage]) -> None:
    """The two rows of each: Django has no bulk_create for a model that inherits from another's table."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = Page.objects.bulk_create([Page(**{name: getattr(event, name) for name in names}) for event in events])
    for event, page in zip(events, pages, strict=True):
        event.page_ptr_id = event.id = page.pk
        event._state.adding, event._state.db = False, page._state.db
    rows: Any = EventPage._base_manager.all()
    rows._insert(list(events), fields=EventPage._meta.local_concrete_fields, using=rows.db)


def add_lines(events: Sequence[EventPage]) -> None:
    moments, changes = [], []
    for event in events:
        moments += in_order(event, event.moments.all())
        changes += in_order(event, event.changes.all())
    EventMoment.objects.bulk_create(moments, batch_size=100)
    EventChange.objects.bulk_create(changes, batch_size=100)


def in_order(event: EventPage, lines: Any) -> list[Any]:
    found = list(lines)
    for number, line in enumerate(found):
        line.page, line.sort_order = event, number
    return found


def add_revisions(events: Sequence[EventPage], by: "User", at: "datetime") -> None:
    for event in events:
        event.towns, event.wagtail_admin_comments = [], []  # said here, so that nobody asks the database for each
    base = ContentType.objects.get_for_model(Page)
    made = Revision.objects.bulk_create(
        Revision(
            content_type=event.content_type,
            base_content_type=base,
            object_id=str(event.pk),
            created_at=at,
            user=by,
            object_str=str(event)[:255],
            content=event.serializable_data(),
        )
        for event in events
    )
    for event, revision in zip(events, made, strict=True):
        event.latest_revision = revision
    Page.objects.bulk_update([Page(pk=event.pk, latest_revision=event.latest_revision) for event in events], ["latest_revision"])


def add_to_history(events: Sequence[EventPage], by: "User", at: "datetime") -> None:
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=event,
            content_type=event.content_type,
            label=event.get_admin_display_title(),
            action="wagtail.create",
            user=by,
            timestamp=at,
            content_changed=True,
        )
        for event in events
    )
