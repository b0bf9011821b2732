"""The time of the vote is the database's, so that all processes agree on when a round opens and closes."""

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
