"""How long what a page shows stays true."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest

BRUSSELS = ZoneInfo("Europe/Brussels")


def next_midnight(at: datetime) -> datetime:
    """When "vandaag" becomes "gisteren": the coming midnight in Brussels."""
    tomorrow = at.astimezone(BRUSSELS).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=BRUSSELS)


def shown_until(request: HttpRequest, moment: datetime | None) -> None:
    """Say that what this answer shows changes at `moment`: no cache keeps it longer. The earliest of several wins."""
    known: datetime | None = getattr(request, "shown_until", None)
    request.shown_until = min((at for at in (known, moment) if at), default=None)  # type: ignore[attr-defined]
