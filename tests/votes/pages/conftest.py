"""Visitors of the vote's pages, at a moment of the database's clock."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.factories.votes import OPEN
from votes import clock as database_clock


@pytest.fixture
def at(monkeypatch, time_machine) -> Callable[[datetime], None]:
    """Stops the database's clock, and the machine's: at(OPEN)."""

    def stop(moment: datetime) -> None:
        told = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        asked = f"SELECT TIMESTAMPTZ '{told}+00'" if connection.vendor == "postgresql" else f"SELECT '{told}'"
        monkeypatch.setitem(database_clock.NOW, connection.vendor, asked)
        time_machine.move_to(moment, tick=False)

    return stop


@pytest.fixture
def open_now(at) -> datetime:
    """It is 10 March 2027, at noon in Brussels: people vote."""
    at(OPEN)
    return OPEN
