"""The key of each scope: a file outside of the database and its backups. Without it no identity can be made again from a slip.

Every process of the site reads the same folder (setting VOTE_KEYS_DIR). Destroying the file is how the vote forgets.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

KEY_BYTES = 32


class NoKey(Exception):
    """The scope has no key that can be read: it was not scheduled yet, is forgotten, or its file is broken or not ours to read."""


def make_key(scope: str) -> None:
    """A new key, readable for the site alone; one that stands is left as it is. Raises NoKey when what stands is none: somebody must look, as
    another key would let everybody who voted vote again."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder() / f"{draft_of(scope)}{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        write_for_good(file, secrets.token_bytes(KEY_BYTES))
    try:
        os.link(draft, path_of(scope))  # whole or not at all, and never over another
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    keep_folder()
    key_of(scope)


def key_of(scope: str) -> bytes:
    """32 bytes. Raises NoKey."""
    try:
        key = path_of(scope).read_bytes()
    except OSError:
        raise NoKey(scope) from None
    if len(key) != KEY_BYTES:
        raise NoKey(scope)
    return key


def destroy_key(scope: str) -> None:
    """Overwrite it and take it away, with what a killed `make_key` left; nothing happens when it is gone already."""
    for path in files_of(scope):
        with suppress(FileNotFoundError):
            with path.open("r+b") as file:
                write_for_good(file, bytes(KEY_BYTES))
            path.unlink()
    if folder().exists():
        keep_folder()


def has_key(scope: str) -> bool:
    """Whether there is anything of it, broken or half made."""
    return any(path.exists() for path in files_of(scope))


def files_of(scope: str) -> list[Path]:
    return [path_of(scope), *folder().glob(f"{draft_of(scope)}*")]


def draft_of(scope: str) -> str:
    """How the names of its drafts begin."""
    return f".{scope}."


def write_for_good(file: BinaryIO, what: bytes) -> None:
    """Through a power cut."""
    file.write(what)
    file.flush()
    os.fsync(file.fileno())


def keep_folder() -> None:
    """What was linked into the folder or taken out of it, through a power cut too."""
    opened = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def path_of(scope: str) -> Path:
    return folder() / f"{scope}.key"


def folder() -> Path:
    return Path(settings.VOTE_KEYS_DIR)
