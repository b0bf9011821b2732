"""The key of each scope: a file outside of the database and its backups. Without it no identity can be made again from a slip.

Every process of the site reads the same folder (setting VOTE_KEYS_DIR). Destroying the file is how the vote forgets.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


class NoKey(Exception):
    """The scope has no key: it was not scheduled yet, or is forgotten."""


def make_key(scope: str) -> None:
    """A new key, readable for the site alone; one that stands is left as it is."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder() / f".{scope}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path_of(scope))  # whole or not at all, and never over another
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key_of(scope: str) -> bytes:
    """32 bytes. Raises NoKey."""
    try:
        key = path_of(scope).read_bytes()
    except FileNotFoundError:
        raise NoKey(scope) from None
    if len(key) != KEY_BYTES:
        raise NoKey(scope)
    return key


def destroy_key(scope: str) -> None:
    """Overwrite it and take it away; nothing happens when it is gone already."""
    try:
        with path_of(scope).open("r+b") as file:
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path_of(scope).unlink()
    except FileNotFoundError:
        return


def has_key(scope: str) -> bool:
    return path_of(scope).exists()


def path_of(scope: str) -> Path:
    return folder() / f"{scope}.key"


def folder() -> Path:
    return Path(settings.VOTE_KEYS_DIR)
