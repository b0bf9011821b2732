"""A folder for backups, and one for uploads."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def backup_dir(settings, tmp_path) -> Path:
    """BACKUP_DIR, made."""
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    settings.BACKUP_DIR = str(folder)
    return folder


@pytest.fixture
def media(settings, tmp_path) -> Iterator[Path]:
    """MEDIA_ROOT, empty, with the keys of the vote elsewhere."""
    settings.MEDIA_ROOT, settings.VOTE_KEYS_DIR = str(tmp_path / "media"), str(tmp_path / "keys")
    (tmp_path / "media").mkdir()
    yield tmp_path / "media"
