"""A database of SQLite, copied while the site goes on: by the online backup, which reads one moment and keeps no writer waiting.

Source: sqlite.org/backup.html, sqlite.org/wal.html
"""

import gzip
import os
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from ikkooplokaal.backups import fleeting
from ikkooplokaal.backups.facts import SQLITE_TABLES, Facts, told_by
from ikkooplokaal.backups.refusals import Damaged, NoDatabase, NotEmpty, Refused, Unsound

PART = "database.sqlite3.gz"
BESIDE = ("-wal", "-shm", "-journal")
PATIENCE = 60  # seconds for a lock of another process


def save(source: Path, folder: Path) -> Facts:
    """Raises NoDatabase, and Unsound."""
    if not source.is_file():
        raise NoDatabase(str(source))
    plain = folder / "database.sqlite3"
    with closing(sqlite3.connect(source, timeout=PATIENCE)) as live, closing(sqlite3.connect(plain, isolation_level=None)) as copy:
        plain.chmod(0o600)
        live.backup(copy)
        look(copy, Unsound(str(source)))
        leave_out(copy)
        facts = told_by(lambda query: copy.execute(query).fetchall(), "sqlite")
    pack(plain, folder / PART)
    plain.unlink()
    return facts


def leave_out(copy: sqlite3.Connection) -> None:
    """What no backup keeps, and the pages it stood on."""
    copy.execute("PRAGMA journal_mode=DELETE")
    standing = {name for (name,) in copy.execute(SQLITE_TABLES)}
    for table in standing & set(fleeting.tables()):
        copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 (a name of Django's own)
    copy.execute("VACUUM")


def look(copy: sqlite3.Connection, otherwise: Refused) -> None:
    """Every page and every index of it. Raises `otherwise` when one is not sound."""
    try:
        [[answer], *_] = copy.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError:
        raise otherwise from None
    if answer != "ok":
        raise otherwise


def pack(plain: Path, packed: Path) -> None:
    opened = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with plain.open("rb") as source, os.fdopen(opened, "wb") as target:
        with gzip.GzipFile("", "wb", compresslevel=3, fileobj=target, mtime=0) as zipped:
            shutil.copyfileobj(source, zipped, 1024 * 1024)
        target.flush()
        os.fsync(target.fileno())


def check_free(target: Path) -> None:
    """Raises NotEmpty when a database stands there, when somebody has it open, or when the journal of another one would be mixed with the new one."""
    if target.exists() and holds_something(target):
        raise NotEmpty(str(target))
    left = [path for path in (target.with_name(target.name + end) for end in BESIDE) if path.exists()]
    if left:
        raise NotEmpty(str(left[0]))


def holds_something(path: Path) -> bool:
    """Not so for a database without tables: as it is made by who only asks whether it answers."""
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as there:
        try:
            return bool(there.execute(SQLITE_TABLES).fetchall())
        except sqlite3.DatabaseError:
            return True


def lay_down(folder: Path, target: Path) -> None:
    """Whole or not at all: it gets its name when it was looked at. Raises Damaged and NotEmpty."""
    check_free(target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.restoring")
    draft.unlink(missing_ok=True)
    try:
        unpack(folder / PART, draft)
        with closing(sqlite3.connect(draft)) as copy:
            look(copy, Damaged(PART))
        if not holds_something(draft):
            raise Damaged(PART)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def unpack(packed: Path, plain: Path) -> None:
    """Raises Damaged."""
    with gzip.open(packed, "rb") as source, os.fdopen(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        try:
            shutil.copyfileobj(source, target, 1024 * 1024)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise Damaged(PART) from None
        target.flush()
        os.fsync(target.fileno())
