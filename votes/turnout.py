"""How many voted: the one figure of a running round that everybody sees."""

from datetime import UTC, datetime

from django.db.models import Count
from django.db.models.functions import TruncHour

from votes.models import Edition, Round, Slip


def of_round(voting_round: Round) -> int:
    return Slip.objects.filter(round=voting_round).count()


def of_edition(edition: Edition) -> dict[int, int]:
    """Votes by the key of the round, in one query; rounds without a vote are missing."""
    rows = Slip.objects.filter(round__edition=edition).values_list("round_id").annotate(Count("pk")).order_by("round_id")
    return dict(rows)


def by_hour(voting_round: Round) -> list[tuple[datetime, int]]:
    """(hour in UTC, votes) in order; hours without a vote are missing, and all of them once the slips are forgotten."""
    slips = Slip.objects.filter(round=voting_round, confirmed_at__isnull=False).annotate(hour=TruncHour("confirmed_at", tzinfo=UTC))
    return list(slips.values_list("hour").annotate(Count("pk")).order_by("hour"))
