"""A folder that no address may ever lead to, like that of the vote's keys."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def private_folder(name: str, folder: str, *, away_from: Iterable[str | Path]) -> str:
    """`folder` as it is, made when it is missing, so that a mistake shows when the site starts and not when a vote needs it.

    name: of the variable that says it. away_from: folders of which files are handed out.
    Raises ImproperlyConfigured when it lies in one of them, or cannot be written to.
    """
    path = Path(apart(name, folder, away_from=away_from))
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} cannot be made: {error.strerror}") from None
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} cannot be written to")
    return str(path)


def apart(name: str, folder: str, *, away_from: Iterable[str | Path]) -> str:
    """`folder` in full; it need not be there. Raises ImproperlyConfigured when it lies in one of the others."""
    path = Path(folder).resolve()
    for other in (Path(one).resolve() for one in away_from):
        if path.is_relative_to(other):
            raise ImproperlyConfigured(f"{name} must be a folder of its own: {other} is handed out to visitors, or kept apart from it")
    return str(path)
