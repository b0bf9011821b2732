"""What a database knows of its tables when it decides how to look something up."""

from datetime import datetime

from django.db import connection

ROWS_LOOKED_AT = 1_000  # of each index; enough to tell a column that is nearly always the same from one that tells rows apart


def renew(at: datetime) -> None:
    """On SQLite, which never does so by itself; PostgreSQL's autovacuum does. Takes some hundredths of a second, however many rows there are.

    Source: sqlite.org/lang_analyze.html
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
