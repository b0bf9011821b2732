"""Keep the rows of the agenda equal to the published events: filled when one is published, gone when it is taken back."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from content import navigation
from content.in_batches import one_by_one
from events import shops_open
from events.kinds import Access, Status
from events.models import EventPage, EventTown, Occurrence
from events.slots import Slot, slots
from municipalities.models import Municipality

logger = logging.getLogger(__name__)


def refill(event: EventPage, *, at: datetime) -> int:
    """Make the occurrences and towns of a published Dutch page anew; returns how many occurrences it has. Where nothing changed nothing
    is written.

    Raises recurrence.BadRule, which the form refused before.
    """
    wanted = [occurrence(event, slot) for slot in slots_of(event, at)]
    with transaction.atomic():
        former = list(event.occurrences.in_order())
        if [said(row) for row in wanted] != [said(row) for row in former]:
            event.occurrences.all().delete()
            Occurrence.objects.bulk_create(wanted, batch_size=400)
        gone = keep_towns(event)
        shops_open.keep(event, at=at, former=former, gone_towns=gone)
    return len(wanted)


def said(row: Occurrence) -> tuple[Any, ...]:
    """What a row says, without its number."""
    return tuple(getattr(row, field.attname) for field in Occurrence._meta.concrete_fields if not field.primary_key)


def empty(event: EventPage, *, at: datetime) -> None:
    """The event is not published any more."""
    former = list(event.occurrences.in_order())
    event.occurrences.all().delete()
    event.event_towns.all().delete()
    shops_open.keep(event, at=at, is_on=False, former=former)


def slots_of(event: EventPage, at: datetime) -> list[Slot]:
    """In the order of the agenda."""
    moments = [moment.as_moment() for moment in event.moments.all()]
    return slots(moments, [change.as_change() for change in event.changes.all()], at=at)


def occurrence(event: EventPage, slot: Slot) -> Occurrence:
    return Occurrence(
        event=event,
        key=slot.key,
        starts_at=slot.starts,
        ends_at=slot.ends,
        first_day=slot.first_day,
        last_day=slot.last_day,
        all_day=slot.all_day,
        status=slot.status if event.status == Status.PLANNED else event.status,
        kind=event.kind,
        is_free=event.is_free,
        for_children=event.for_children,
        is_step_free=event.access == Access.YES,
    )


def keep_towns(event: EventPage) -> set[int]:
    """Returns the municipalities (keys) in which it is not on any more."""
    wanted = {town.pk for town in towns_of(event)}
    known = set(event.event_towns.values_list("municipality_id", flat=True))
    gone = known - wanted
    if gone:
        event.event_towns.filter(municipality__in=gone).delete()
    EventTown.objects.bulk_create(EventTown(event=event, municipality_id=key) for key in sorted(wanted - known))
    return gone


def towns_of(event: EventPage) -> Iterable[Municipality]:
    """Its own municipality, else those that the province ticked, else all of today."""
    own = event.own_municipality()
    return [own] if own else event.towns.all() or Municipality.objects.filter(successor=None)


def refill_all(*, at: datetime) -> int:
    """Move the window of two years along, every night; returns how many events were looked at."""
    looked_at = 0
    for event in one_by_one(EventPage.objects.live().dutch(), 100):
        try:
            refill(event, at=at)
        except Exception:  # one event that cannot be told must not keep the others from moving along
            logger.exception("event %s was not moved along", event.pk)
        looked_at += 1
    navigation.forget()
    return looked_at


# -- listening to Wagtail


def listen() -> None:
    page_published.connect(published, sender=EventPage)
    page_unpublished.connect(unpublished, sender=EventPage)
    post_page_move.connect(was_moved)


def published(instance: EventPage, **kwargs: Any) -> None:
    if instance.locale.language_code == "nl":
        refill(instance, at=timezone.now())
    else:
        shops_open.rename(instance)
    navigation.forget()  # what was read since the page was stored did not see these rows


def unpublished(instance: EventPage, **kwargs: Any) -> None:
    if instance.locale.language_code == "nl":
        empty(instance, at=timezone.now())
    else:
        shops_open.rename(instance)
    navigation.forget()


def was_moved(instance: Page, **kwargs: Any) -> None:
    """With it may move the events below it."""
    for event in EventPage.objects.live().dutch().descendant_of(instance, inclusive=True):
        gone = keep_towns(event)
        shops_open.keep(event, at=timezone.now(), former=event.occurrences.in_order(), gone_towns=gone)
    navigation.forget()
