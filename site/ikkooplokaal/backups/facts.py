"""What a copy of the database holds, told by the copy itself: rows by table, migrations, and how far each chain of seals is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ikkooplokaal.backups import fleeting

Ask = Callable[[str], list[tuple[Any, ...]]]  # runs one query in the copy

SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
POSTGRES_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
HEADS = """
SELECT round_id, position, head FROM votes_sealedentry AS last
WHERE position = (SELECT MAX(position) FROM votes_sealedentry WHERE round_id = last.round_id)
"""


@dataclass(frozen=True)
class Facts:
    """As in the manifest."""

    server: str
    migrations: list[str]
    counts: dict[str, int]
    heads: dict[str, tuple[int, str]]


def told_by(ask: Ask, vendor: str) -> Facts:
    """vendor: "sqlite" or "postgresql"."""
    [[version]] = ask("SELECT sqlite_version()" if vendor == "sqlite" else "SHOW server_version")
    tables = sorted(name for (name,) in ask(SQLITE_TABLES if vendor == "sqlite" else POSTGRES_TABLES))
    migrations = ask("SELECT app, name FROM django_migrations") if "django_migrations" in tables else []
    heads = ask(HEADS) if "votes_sealedentry" in tables else []
    return Facts(
        server=f"{'SQLite' if vendor == 'sqlite' else 'PostgreSQL'} {version}",
        migrations=sorted(f"{app}.{name}" for app, name in migrations),
        counts={table: rows_of(ask, table) for table in tables if is_counted(table)},
        heads={str(key): (position, head) for key, position, head in heads},
    )


def rows_of(ask: Ask, table: str) -> int:
    [[number]] = ask(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 (the database's own name for it)
    return number


def is_counted(table: str) -> bool:
    """Not what backups leave out, nor the tables in which SQLite keeps an index of words: it packs them as it likes."""
    return table not in fleeting.tables() and "_fts" not in table
