"""The folder of all backups, BACKUP_DIR. Each has a folder called after its moment; while it is made that name ends in ".unfinished".

The folder is readable for the site alone, and holds nothing else than these, `files/` (uploads) and `wal/` (the journal of PostgreSQL).
"""

import fcntl
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from ikkooplokaal.backups import manifest
from ikkooplokaal.backups.refusals import Busy, NoFolder, Unknown

logger = logging.getLogger(__name__)

FORM = "%Y-%m-%dT%H%M%SZ"
NAMED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
UNFINISHED = ".unfinished"


def folder() -> Path:
    """Raises NoFolder."""
    if not settings.BACKUP_DIR:
        raise NoFolder
    return Path(settings.BACKUP_DIR)


def files() -> Path:
    return folder() / "files"


def wal() -> Path:
    return folder() / "wal"


def good() -> list[Path]:
    """Finished backups, the newest first. One without its manifest is none. Cheap: reads names only."""
    if not folder().is_dir():
        return []
    named = (path for path in folder().iterdir() if NAMED.fullmatch(path.name))
    return sorted((path for path in named if (path / manifest.NAME).is_file()), reverse=True)


def newest_at(at: datetime) -> datetime | None:
    """When the newest finished backup was made, by a clock that was not ahead of `at`; None when there is none to be found."""
    if not settings.BACKUP_DIR:
        return None
    try:
        return next((made for made in map(moment_of, good()) if made <= at), None)
    except OSError as error:
        logger.warning("the folder of backups cannot be read: %s", error.strerror)
        return None


def named(name: str) -> Path:
    """The backup of that name, or the newest for "newest". Raises Unknown."""
    known = {path.name: path for path in good()}
    wanted = next(iter(known), "") if name == "newest" else name
    if wanted not in known:
        raise Unknown(name)
    return known[wanted]


def moment_of(path: Path) -> datetime:
    return datetime.strptime(path.name, FORM).replace(tzinfo=UTC)


@contextmanager
def alone() -> Iterator[None]:
    """One maker at a time; the lock goes with the process. Raises Busy."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder().chmod(0o700)
    with os.fdopen(os.open(folder() / "lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield


def sweep() -> None:
    """Throw away what was killed while it was made, or while it was thrown away."""
    for path in folder().iterdir():
        name = path.name.removesuffix(UNFINISHED)
        if NAMED.fullmatch(name) and not (path.name == name and (path / manifest.NAME).is_file()):
            shutil.rmtree(path)


def begin(at: datetime) -> Path:
    """The folder in which the backup of this second is made. Raises Busy when there is one."""
    path = folder() / f"{at.astimezone(UTC):{FORM}}{UNFINISHED}"
    if path.with_suffix("").exists():
        raise Busy(path.with_suffix("").name)
    path.mkdir(mode=0o700)
    return path


def finish(draft: Path) -> Path:
    """Give it its name, for good: from here on it is a backup."""
    done = draft.with_suffix("")
    draft.rename(done)
    keep(done.parent)
    return done


def throw_away(backup: Path) -> None:
    """Its manifest goes first, so that half of it is never taken for a backup."""
    (backup / manifest.NAME).unlink()
    shutil.rmtree(backup)


def keep(path: Path) -> None:
    """What is in this file, or was made or named in this folder, through a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
