"""Backups of the database and of what was uploaded, and the way back (docs/decisions/0025-what-a-backup-holds.md).

making.back_up -> a folder per backup in BACKUP_DIR, its manifest last; `files/` there holds each upload once, by its sum
thinning       -> which of them stay
restoring      -> first looks at all of it, then brings uploads back, then the database, whole or not at all
finishing      -> holds what came back against the manifest and the seals, and erases what was erased since
"""

from ikkooplokaal.backups.shelf import newest_at

__all__ = ["newest_at"]
