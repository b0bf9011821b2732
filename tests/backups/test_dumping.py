"""A server of PostgreSQL that is away while it is copied, or when a copy is to go into it."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import ConnectionHandler

from ikkooplokaal.backups import dumping, making
from ikkooplokaal.backups.refusals import ProgramFailed


@pytest.fixture
def nobody(monkeypatch):
    """A port at which no server listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    there = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": port,
        "NAME": "ikl",
        "USER": "ikl",
        "PASSWORD": "secret-of-this-test",
    }
    handler = ConnectionHandler({"default": there})
    away = handler["default"]
    assert isinstance(away, DatabaseWrapper)
    monkeypatch.setattr(dumping, "connection", away)


def test_a_server_that_is_away_is_told_in_words_without_its_password(nobody, tmp_path):
    with pytest.raises(ProgramFailed) as refusal:
        dumping.save(tmp_path)
    assert "Connection refused" in refusal.value.what or "Is the server running" in refusal.value.what
    assert "secret-of-this-test" not in refusal.value.what


@pytest.mark.django_db
def test_and_so_it_is_where_a_backup_is_to_go(nobody, tmp_path):
    with pytest.raises(ProgramFailed):
        dumping.check_free()


def test_the_command_says_so(nobody, settings, tmp_path, monkeypatch):
    settings.BACKUP_DIR = str(tmp_path / "backups")
    monkeypatch.setattr(making, "saved_database", lambda draft: ("dump", dumping.save(draft)))
    monkeypatch.setattr(making.uploads, "collect", lambda known: [])
    with pytest.raises(CommandError, match=r"^PostgreSQL weigert\. "):
        call_command("back_up")
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["lock"]
