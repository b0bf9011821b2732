"""Visitors of the vote's pages, at a moment of the database's clock."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests import stopped_clock
from tests.factories.votes import OPEN


@pytest.fixture
def at(monkeypatch, time_machine) -> Callable[[datetime], None]:
    """Stops the database's clock, and the machine's: at(OPEN)."""

    def stop(moment: datetime) -> None:
        stopped_clock.stop(monkeypatch, moment)
        time_machine.move_to(moment, tick=False)

    return stop


@pytest.fixture
def open_now(at) -> datetime:
    """It is 10 March 2027, at noon in Brussels: people vote."""
    at(OPEN)
    return OPEN
