"""What a backup says of itself: manifest.json, written last. It carries the sum of each file, and its own."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ikkooplokaal.backups.refusals import Damaged, OtherVersion

FORM = 1  # raised when an older site could not read it any more
NAME = "manifest.json"
UPLOADS = "uploads.json"
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """A file of the backup. name: within its folder; size: bytes; sha256: hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """kind: "sqlite", "dump" (one database of PostgreSQL) or "base" (a copy of its whole server). stores: kind of each store of uploads.

    migrations: "app.name". counts: rows by table, without what no backup keeps. heads: the last seal of each round by its key, (position, head).
    is_exact: whether counts and heads are those of the copy itself; a server that is copied while it runs is a little further at the end.
    """

    at: str
    kind: str
    is_exact: bool
    server: str
    migrations: list[str]
    counts: dict[str, int]
    heads: dict[str, tuple[int, str]]
    stores: dict[str, str]
    uploads: int
    parts: list[Part]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def part(folder: Path, name: str) -> Part:
    return Part(name, (folder / name).stat().st_size, sum_of(folder / name))


def write(folder: Path, manifest: Manifest) -> None:
    """The last thing that is written into a backup, through a power cut."""
    told = {"form": FORM, **asdict(manifest)}
    write_for_good(folder / NAME, as_text(told | {"sum": sum_of_facts(told)}))


def read(folder: Path) -> Manifest:
    """Raises Damaged, and OtherVersion when a newer site made it."""
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
        said, form = told.pop("sum"), told["form"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Damaged(NAME) from None
    if form != FORM:
        raise OtherVersion(f"{NAME}: {form}")
    if said != sum_of_facts(told):
        raise Damaged(NAME)
    del told["form"]
    parts, heads = [Part(**one) for one in told.pop("parts")], {key: (head[0], head[1]) for key, head in told.pop("heads").items()}
    return Manifest(**told, parts=parts, heads=heads)


def look(folder: Path, parts: Iterable[Part]) -> None:
    """Raises Damaged for the first part that is not what the manifest says."""
    for one in parts:
        path = folder / one.name
        if not path.is_file() or path.stat().st_size != one.size or sum_of(path) != one.sha256:
            raise Damaged(one.name)


def sum_of_facts(told: dict[str, Any]) -> str:
    return hashlib.sha256(as_text(told).encode()).hexdigest()


def as_text(told: Any) -> str:
    return json.dumps(told, sort_keys=True, indent=1, ensure_ascii=False)


def write_for_good(path: Path, text: str) -> None:
    """A new file, readable for the site alone, through a power cut."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
