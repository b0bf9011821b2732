"""The database's clock, stopped where it is asked: a module that is loaded meanwhile keeps the real question, not an answer of this test."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from gate import clock


def stop(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Until the end of the test `gate.clock.database_now` says `at`."""
    told = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    asked = f"SELECT TIMESTAMPTZ '{told}+00'" if connection.vendor == "postgresql" else f"SELECT '{told}'"
    monkeypatch.setitem(clock.NOW, connection.vendor, asked)
