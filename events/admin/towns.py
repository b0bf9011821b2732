"""Under which pages somebody adds events, and which events are theirs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from events.models import AgendaPage, EventPage
from events.querysets import EventPageQuerySet
from municipalities.doors import page, row_of
from municipalities.models import Municipality
from municipalities.rights import Reach


@dataclass(frozen=True)
class Place:
    """A Dutch page under which events stand. path: its place in the tree. town: key of the municipality, None for the whole province."""

    page_id: int
    path: str
    name: str
    slug: str
    town: int | None

    @property
    def add_url(self) -> str:
        return reverse("wagtailadmin_pages:add", args=["events", "eventpage", self.page_id])


def places(far: Reach) -> list[Place]:
    """By name, the agenda of the province first for who looks after all."""
    towns = Municipality.objects.filter(pages__locale__language_code="nl").order_by("name", "pages__pk")
    own = towns if far.everywhere else towns.filter(pk__in=far.written)
    found = [Place(*row) for row in own.values_list("pages__pk", "pages__path", "name", "slug", "pk")]
    return [*(agendas() if far.everywhere else []), *found]


def agendas() -> list[Place]:
    found = AgendaPage.objects.filter(locale__language_code="nl").values_list("pk", "path")
    return [Place(key, path, gettext("heel de provincie"), "provincie", None) for key, path in found]


def events_of(far: Reach, standing: list[Place]) -> EventPageQuerySet:
    """The Dutch pages below `standing`; all for who looks after all."""
    events: EventPageQuerySet = EventPage.objects.dutch()
    if far.everywhere:
        return events
    below = Q(pk=None)
    for place in standing:
        below |= Q(path__startswith=place.path)
    return events.filter(below)


def own_event(user: Any, value: Any) -> bool:
    """An event that the user may change: the Dutch page of it."""
    found = row_of(EventPage, value)
    return found is not None and found.locale.language_code == "nl" and page(user, value)
