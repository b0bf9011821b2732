"""Which municipalities."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class MunicipalityQuerySet(models.QuerySet):
    def existing_on(self, day: date) -> Self:
        """Those that exist on `day`: Meulebeke until 31 December 2024, Tielt (37022) from 1 January 2025."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day))

    def current(self) -> Self:
        """Those that no other municipality has taken in."""
        return self.filter(successor__isnull=True)
