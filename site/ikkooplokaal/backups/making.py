"""Making a backup: uploads, then the database, then the uploads once more, so that every file that a row of the copy names is there, also one
that was stored or deleted meanwhile."""

import logging
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from ikkooplokaal.backups import copying, dumping, manifest, server_copy, shelf, thinning, uploads
from ikkooplokaal.backups.facts import Facts
from ikkooplokaal.backups.manifest import Manifest
from ikkooplokaal.backups.refusals import Damaged, NoRoom, Refused

logger = logging.getLogger(__name__)


def back_up(*, at: datetime) -> Path:
    """The folder of the new backup; older ones that had their time are thrown away then.

    Raises Refused; what was half made is gone, and older backups stand as they were.
    """
    try:
        with shelf.alone():
            shelf.sweep()
            done = made(shelf.begin(at), at)
            thin(at)
    except OSError as error:
        raise NoRoom(f"{error.strerror}: {error.filename}") from error
    return done


def made(draft: Path, at: datetime) -> Path:
    try:
        early = uploads.collect(known())
        kind, facts = saved_database(draft)
        late = uploads.collect(early)
        describe(draft, at, kind, facts, sorted({*early, *late}, key=lambda one: (one.store, one.name, one.changed)))
        return shelf.finish(draft)
    except BaseException:
        shutil.rmtree(draft)
        raise


def known() -> list[uploads.Upload]:
    """What the newest backup has of the uploads; nothing when that cannot be read: then all is read anew."""
    for backup in shelf.good()[:1]:
        try:
            manifest.look(backup, [one for one in manifest.read(backup).parts if one.name == manifest.UPLOADS])
            return uploads.read(backup)
        except Refused as refusal:
            logger.warning("backup %s: %s %s", backup.name, type(refusal).__name__, refusal.what)
    return []


def saved_database(draft: Path) -> tuple[str, Facts]:
    """(kind, what it holds)."""
    if connection.vendor == "sqlite":
        return "sqlite", copying.save(Path(connection.settings_dict["NAME"]), draft)
    if settings.BACKUP_POSTGRES == "base":
        return "base", server_copy.save(draft)
    return "dump", dumping.save(draft)


def describe(draft: Path, at: datetime, kind: str, facts: Facts, found: list[uploads.Upload]) -> None:
    uploads.write(draft, one_per_name(found))
    files = sorted(path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file())
    told = Manifest(
        at=at.isoformat(),
        kind=kind,
        is_exact=kind != "base",
        stores={name: store.kind for name, store in uploads.stores().items()},
        uploads=len(one_per_name(found)),
        parts=[manifest.part(draft, name) for name in files],
        **vars(facts),
    )
    manifest.write(draft, told)
    shelf.keep(draft)


def one_per_name(found: list[uploads.Upload]) -> list[uploads.Upload]:
    """The last of each name: a file that was deleted and stored anew in between."""
    return list({(one.store, one.name): one for one in found}.values())


def thin(at: datetime) -> None:
    """Throw away what had its time, with the files and the journal that nobody needs any more."""
    standing = {shelf.moment_of(path): path for path in shelf.good()}
    for moment in standing.keys() - thinning.kept(standing, at):
        shelf.throw_away(standing[moment])
    server_copy.thin_journal()
    try:
        uploads.forget_unused(one for backup in shelf.good() for one in uploads.read(backup))
    except Damaged as refusal:  # one list cannot be read: then nobody knows what is unused
        logger.warning("backups: %s cannot be read, so no upload is thrown away", refusal.what)
