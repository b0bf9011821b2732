"""What was uploaded: images, cuts of them and documents, in a folder or in buckets. A file never changes under its name, so each is read once;
backups share them in `files/`, under the sum of what is in them.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from ikkooplokaal.backups import manifest, shelf
from ikkooplokaal.backups.refusals import Damaged, Differs, OtherKind, StoreFailed


@dataclass(frozen=True)
class Upload:
    """store: "default" or "documents"; changed: as its store tells it, to know the file again; sha256: of what is in it."""

    store: str
    name: str
    size: int
    changed: str
    sha256: str


class Found(NamedTuple):
    name: str
    size: int
    changed: str


class Store(Protocol):
    """Where files stand. kind: "folder" or "bucket"; failures: what it raises when it is away or refuses."""

    @property
    def kind(self) -> str: ...

    @property
    def storage(self) -> Storage: ...

    @property
    def failures(self) -> tuple[type[Exception], ...]: ...

    def found(self) -> Iterator[Found]: ...

    def hand_over(self, name: str) -> None:
        """To who uploads: who brings a server back is somebody else (root)."""


class Folder:
    """MEDIA_ROOT. The keys of the vote and the backups themselves are passed by, should somebody have put them in it."""

    kind = "folder"
    failures: tuple[type[Exception], ...] = ()

    def __init__(self, storage: FileSystemStorage):
        self.storage = storage

    def found(self) -> Iterator[Found]:
        root = Path(self.storage.location)
        for folder, inner, names in os.walk(root):
            inner[:] = [name for name in inner if Path(folder, name).resolve() not in self.closed]
            for path in (Path(folder, name) for name in names):
                if path.is_file() and not path.is_symlink():
                    told = path.stat()
                    yield Found(path.relative_to(root).as_posix(), told.st_size, str(told.st_mtime_ns))

    def hand_over(self, name: str) -> None:
        root = Path(self.storage.location)
        owner, path = root.stat(), root / name
        if owner.st_uid == os.geteuid():
            return
        for one in (path, *(folder for folder in path.parents if folder.is_relative_to(root))):
            os.chown(one, owner.st_uid, owner.st_gid)

    @cached_property
    def closed(self) -> set[Path]:
        return {Path(named).resolve() for named in (settings.VOTE_KEYS_DIR, settings.BACKUP_DIR) if named}


class Bucket:
    kind = "bucket"

    def __init__(self, storage: Any):
        self.storage = storage

    @cached_property
    def failures(self) -> tuple[type[Exception], ...]:
        from botocore.exceptions import BotoCoreError, ClientError  # heavy, and only there with S3

        return BotoCoreError, ClientError

    def found(self) -> Iterator[Found]:
        for item in self.storage.bucket.objects.all():
            yield Found(item.key, item.size, item.e_tag)

    def hand_over(self, name: str) -> None:
        """A bucket belongs to whose keys these are."""


def stores() -> dict[str, Store]:
    """By name; one when images and documents share a folder."""
    images, documents = storages["default"], storages["documents"] if "documents" in settings.STORAGES else storages["default"]
    if isinstance(images, FileSystemStorage):
        return {"default": Folder(images)}
    return {"default": Bucket(images), "documents": Bucket(documents)}


@contextmanager
def asked(store: Store) -> Iterator[None]:
    """Raises StoreFailed."""
    try:
        yield
    except store.failures as error:
        raise StoreFailed(str(error)) from error


# -- into a backup


def collect(known: Iterable[Upload]) -> list[Upload]:
    """Every file of every store, or StoreFailed; read are those that are not among `known`, or of which `files/` lost its copy."""
    seen = {(one.store, one.name, one.size, one.changed): one for one in known}
    return [one for name, store in stores().items() for one in collected(name, store, seen)]


def collected(name: str, store: Store, seen: dict[tuple[str, str, int, str], Upload]) -> Iterator[Upload]:
    with asked(store):
        standing = list(store.found())
    for found in standing:
        one = seen.get((name, *found))
        if one is None or not is_there(one):
            one = taken(name, store, found)
        if one:
            yield one


def taken(name: str, store: Store, found: Found) -> Upload | None:
    """Copied into `files/`; None when an editor deleted it in between."""
    shelf.files().mkdir(mode=0o700, exist_ok=True)
    said, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=shelf.files(), prefix=".", delete=False) as copy:  # of mode 600
        try:
            with asked(store), store.storage.open(found.name) as source:
                for piece in pieces(source):
                    said.update(piece)
                    size += copy.write(piece)
        except FileNotFoundError:
            Path(copy.name).unlink()
            return None
        except BaseException:
            Path(copy.name).unlink()
            raise
        copy.flush()
        os.fsync(copy.fileno())
    target = place_of(said.hexdigest())
    target.parent.mkdir(mode=0o700, exist_ok=True)
    os.replace(copy.name, target)
    shelf.keep(target.parent)
    return Upload(name, found.name, size, found.changed, said.hexdigest())


def pieces(source: Any) -> Iterator[bytes]:
    while piece := source.read(manifest.PIECE):
        yield piece


def place_of(sha256: str) -> Path:
    return shelf.files() / sha256[:2] / sha256


def is_there(upload: Upload) -> bool:
    place = place_of(upload.sha256)
    return place.is_file() and place.stat().st_size == upload.size


def write(folder: Path, uploads: Iterable[Upload]) -> None:
    told = [asdict(one) for one in uploads]
    manifest.write_for_good(folder / manifest.UPLOADS, json.dumps(told, ensure_ascii=False))


def read(folder: Path) -> list[Upload]:
    """Raises Damaged."""
    try:
        return [Upload(**one) for one in json.loads((folder / manifest.UPLOADS).read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        raise Damaged(manifest.UPLOADS) from None


def forget_unused(kept: Iterable[Upload]) -> int:
    """Throw away the files that no backup names any more, and half ones; returns how many."""
    named = {one.sha256 for one in kept}
    unused = [path for path in shelf.files().rglob("*") if path.is_file() and path.name not in named]
    for path in unused:
        path.unlink()
    return len(unused)


# -- and back


def look(uploads: Iterable[Upload]) -> None:
    """Raises Damaged for the first one of which the file is gone, or is another."""
    for sha256, one in {one.sha256: one for one in uploads}.items():
        if not is_there(one) or manifest.sum_of(place_of(sha256)) != sha256:
            raise Damaged(one.name)


def check_kinds(told: dict[str, str]) -> None:
    """Raises OtherKind: in one folder nothing says which files are documents, which no bucket of images may hold."""
    here = {name: store.kind for name, store in stores().items()}
    if told != here:
        raise OtherKind(", ".join(sorted(set(told.values()))))


def missing(uploads: Iterable[Upload]) -> list[Upload]:
    """Those that are to be put back. Raises Differs when another file has the name of one."""
    here = {(name, found.name): found for name, store in stores().items() for found in store.found()}
    wanted = list(uploads)
    for one in wanted:
        found = here.get((one.store, one.name))
        if found and not is_same(one, found):
            raise Differs(one.name)
    return [one for one in wanted if (one.store, one.name) not in here]


def is_same(upload: Upload, found: Found) -> bool:
    if found.size != upload.size or found.changed == upload.changed:
        return found.size == upload.size
    said = hashlib.sha256()
    with stores()[upload.store].storage.open(upload.name) as file:
        for piece in pieces(file):
            said.update(piece)
    return said.hexdigest() == upload.sha256


def put_back(uploads: Iterable[Upload]) -> None:
    """Through the store, as if they were uploaded anew: with its modes, types and ages. Raises Differs and StoreFailed."""
    by_name = stores()
    for one in uploads:
        with asked(by_name[one.store]), place_of(one.sha256).open("rb") as file:
            name = by_name[one.store].storage.save(one.name, File(file))
            by_name[one.store].hand_over(name)
        if name != one.name:
            raise Differs(one.name)
