"""What `check --deploy` says of backups."""

from typing import Any

from django.conf import settings
from django.core import checks

NONE_MADE = checks.Warning(
    "BACKUP_DIR is not set: the site makes no backups",
    hint="docs/runbook.md, Backups. Leave it when somebody else copies database, files and keys every night, and has tried the way back.",
    id="ikkooplokaal.W001",
)


def backups_are_made(**_: Any) -> list[checks.CheckMessage]:
    return [] if settings.BACKUP_DIR else [NONE_MADE]
