"""The way back. First all of it is looked at; then uploads are put where they are missing; the database comes last, whole or not at all. So who is
refused, or interrupted, asks again."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from ikkooplokaal.backups import copying, dumping, manifest, server_copy, shelf, uploads
from ikkooplokaal.backups.manifest import Manifest
from ikkooplokaal.backups.refusals import CannotWrite, NeedsServerFolder, OnlyWithBase, OtherKind, OtherVersion, TooEarly


@dataclass(frozen=True)
class Where:
    """server_folder: of the new server, for a copy of a whole one; until: how far its journal is followed (all of it without)."""

    server_folder: Path | None = None
    until: datetime | None = None


def looked_at(backup: Path) -> Manifest:
    """The manifest, when every file of the backup is what it says, and this site can read it. Raises Damaged and OtherVersion."""
    told = manifest.read(backup)
    manifest.look(backup, told.parts)
    uploads.look(uploads.read(backup))
    newer = set(told.migrations) - known_migrations()
    if newer:
        raise OtherVersion(min(newer))
    return told


def known_migrations() -> set[str]:
    """ "app.name" of all that this site has."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def restore(*, name: str, where: Where) -> Manifest:
    """Bring back the backup of that name ("newest"); the manifest tells what should be there. What is to be erased still is: finishing.finish.

    Raises Refused, and then nothing stands in the database; uploads that came back already are left.
    """
    backup = shelf.named(name)
    told = looked_at(backup)
    connections.close_all()  # our own would count as somebody who has the database open
    check_target(told, where)
    uploads.check_kinds(told.stores)
    wanted = uploads.missing(uploads.read(backup))
    try:
        uploads.put_back(wanted)
        lay_down(backup, told, where)
    except OSError as error:
        raise CannotWrite(f"{error.strerror} {error.filename or ''}".strip()) from error
    return told


def lay_down(backup: Path, told: Manifest, where: Where) -> None:
    """The database, whole or not at all."""
    connections.close_all()
    if told.kind == "sqlite":
        copying.lay_down(backup, database_file())
    elif told.kind == "dump":
        dumping.lay_down(backup)
    elif where.server_folder:
        server_copy.lay_down(backup, where.server_folder, where.until)


def check_target(told: Manifest, where: Where) -> None:
    """Raises OtherKind, NotEmpty, NeedsServerFolder, OnlyWithBase and TooEarly."""
    if told.kind != "base" and (where.server_folder or where.until):
        raise OnlyWithBase(told.kind)
    if (told.kind == "sqlite") is not (connection.vendor == "sqlite"):
        raise OtherKind(told.kind)
    if where.until and where.until < told.made_at:
        raise TooEarly(told.at)
    if told.kind == "sqlite":
        copying.check_free(database_file())
    elif told.kind == "dump":
        dumping.check_free()
    elif where.server_folder is None:
        raise NeedsServerFolder
    else:
        server_copy.check_free(where.server_folder)


def database_file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])
