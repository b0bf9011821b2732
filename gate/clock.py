"""The time is the database's where processes on several machines have to agree on it."""

from datetime import UTC, datetime

from django.db import connection

NOW = {"postgresql": "SELECT clock_timestamp()", "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"}


def database_now() -> datetime:
    """The moment, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute(NOW[connection.vendor])
        (told,) = cursor.fetchone()
    read = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
