"""Which rounds."""

from datetime import datetime
from typing import Any

from django.db import connection, models

# What a vote asks of its round. It is read anew for each of thousands of votes, so that columns that nobody looks at are left in the database.
OF_A_ROUND = ("opens_at", "closes_at", "known_as", "scheduled_at", "lined_up_at", "frozen_at", "published_at", "cancelled_at")
OF_ITS_YEAR_AND_TOWN = ("edition__year", "edition__scope", "municipality__nis", "municipality__slug")
OF_A_REQUEST = (
    *("round", "candidate", "identity_mac", "network_mac", "domain_class", "is_local"),
    *("code_hash", "tries", "is_replaced", "receipt", "mail__sent_at"),
)


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

        PostgreSQL takes the row FOR SHARE; on SQLite a transaction has the whole database to itself (IMMEDIATE). Only what a vote asks of it is
        read at once. Raises DoesNotExist.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM votes_round WHERE id = %s FOR SHARE", [key])
        read = self.select_related("edition", "municipality").only(*OF_A_ROUND, *OF_ITS_YEAR_AND_TOWN)
        return read.get(pk=key)

    def held_alone(self, key: int) -> Any:
        """The round, held so that no vote is on its way and none begins until this transaction ends. Raises DoesNotExist."""
        self.select_for_update().values("pk").get(pk=key)
        return self.select_related("edition", "municipality").get(pk=key)


class VoteRequestQuerySet(models.QuerySet):
    def held_with_its_mail(self, key: str) -> Any:
        """The request, held until this transaction ends, with when its mail left; None when there is none. What is sealed is not opened."""
        read = self.select_related("mail").only(*OF_A_REQUEST)
        return read.select_for_update(of=("self",)).filter(pk=key).order_by().first()


class ProvincialCountQuerySet(models.QuerySet):
    def standing(self) -> "ProvincialCountQuerySet":
        """Those that nobody gave back."""
        return self.exclude(events__kind="returned")
