"""Which events and occurrences."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F
from wagtail.models import PageManager, PageQuerySet

from events.kinds import Status

if TYPE_CHECKING:
    from municipalities.models import Municipality


class EventPageQuerySet(PageQuerySet):
    model: Any

    def of_town(self, municipality: "Municipality | int") -> Self:
        key = municipality if isinstance(municipality, int) else municipality.pk
        return self.filter(event_towns__municipality=key)

    def dutch(self) -> Self:
        """The pages that are the events."""
        return self.filter(locale__language_code="nl")


EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class OccurrenceQuerySet(models.QuerySet):
    """Occurrences exist of published events only (events.keeping)."""

    def between(self, first: date, last: date) -> Self:
        """On at some time from `first` to `last`, days in Brussels, both included."""
        return self.filter(first_day__lte=last, last_day__gte=first)

    def from_day(self, first: date) -> Self:
        """On at some time on `first` or later."""
        return self.filter(last_day__gte=first)

    def going_ahead(self) -> Self:
        return self.exclude(status=Status.CANCELLED)

    def from_now(self, at: datetime) -> Self:
        """Not over yet."""
        return self.filter(ends_at__gt=at)

    def in_town(self, municipality: "Municipality | int") -> Self:
        key = municipality if isinstance(municipality, int) else municipality.pk
        return self.filter(event__event_towns__municipality=key)

    def in_order(self) -> Self:
        return self.order_by("first_day", "starts_at", "pk")


class EventShopQuerySet(models.QuerySet):
    def counting(self) -> Self:
        """Of shops that are in the directory and in a municipality that takes part."""
        return self.filter(shop__live=True, shop__municipality__event_towns__event=F("event"))
