"""Which municipalities."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from municipalities.models import Municipality


class MunicipalityQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Those that no other municipality has taken in."""
        return self.filter(successor__isnull=True)


class SpecialDayQuerySet(models.QuerySet):
    def from_day(self, first: date) -> Self:
        """On `first` or later, days in Brussels."""
        return self.filter(day__gte=first)

    def of(self, municipality: "Municipality | int | None") -> Self:
        """Those of one municipality; all for None."""
        return self if municipality is None else self.filter(municipality=municipality)

    def in_order(self) -> Self:
        return self.order_by("day", "municipality__name", "pk")

    def with_shops(self) -> Self:
        """Each with `open_shops`: how many shops of the directory said that they open."""
        return self.annotate(open_shops=Count("openings", filter=Q(openings__shop__live=True)))
