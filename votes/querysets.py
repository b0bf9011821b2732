"""Which rounds."""

from datetime import datetime
from typing import Any

from django.db import connection, models


class RoundQuerySet(models.QuerySet):
    def open_at(self, at: datetime) -> "RoundQuerySet":
        """Those in which one may ask to vote."""
        return self.filter(scheduled_at__isnull=False, cancelled_at=None, frozen_at=None, opens_at__lte=at, closes_at__gt=at)

    def running(self, at: datetime) -> "RoundQuerySet":
        """Open, or closed and not counted yet."""
        return self.filter(scheduled_at__isnull=False, cancelled_at=None, frozen_at=None, opens_at__lte=at)

    def public(self) -> "RoundQuerySet":
        """Those that visitors may see."""
        return self.filter(scheduled_at__isnull=False)

    def held_for_a_vote(self, key: int) -> Any:
        """The round, held so that nobody can freeze it until this transaction ends, while others vote in it at the same time.

        PostgreSQL takes the row FOR SHARE; on SQLite a transaction has the whole database to itself (IMMEDIATE). Raises DoesNotExist.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM votes_round WHERE id = %s FOR SHARE", [key])
        return self.select_related("edition", "municipality").get(pk=key)

    def held_alone(self, key: int) -> Any:
        """The round, held so that no vote is on its way and none begins until this transaction ends. Raises DoesNotExist."""
        self.select_for_update().values("pk").get(pk=key)
        return self.select_related("edition", "municipality").get(pk=key)


class ProvincialCountQuerySet(models.QuerySet):
    def standing(self) -> "ProvincialCountQuerySet":
        """Those that nobody gave back."""
        return self.exclude(events__kind="returned")
