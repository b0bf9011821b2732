"""From the command to the folder: what is half made is gone, and older backups have their time."""

import errno
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ikkooplokaal.backups import copying, making, manifest, newest_at, refusals, shelf, uploads
from ikkooplokaal.backups.checks import backups_are_made
from ikkooplokaal.backups.facts import Facts
from ikkooplokaal.management.commands import back_up
from tests.backups.test_uploads import kept, put

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
DAY = timedelta(days=1)
FULL = OSError(errno.ENOSPC, "No space left on device", "database")
FACTS = Facts(server="SQLite 3.40.1", migrations=[], counts={"shops_shop": 12}, heads={})


@pytest.fixture
def saved(monkeypatch, backup_dir, media):
    """The database of these tests stands in memory, so its copy is a file of four signs; what else is in a backup is real."""

    def save(draft: Path) -> tuple[str, Facts]:
        (draft / copying.PART).write_bytes(b"rows")
        return "sqlite", FACTS

    monkeypatch.setattr(making, "saved_database", save)
    return backup_dir


def test_a_backup_holds_the_database_the_list_of_uploads_and_says_so_last(saved, media):
    put(media, "a.png", b"picture")
    done = making.back_up(at=AT)
    told = manifest.read(done)
    assert (done.name, told.made_at, told.uploads, told.stores) == ("2026-11-25T104000Z", AT, 1, {"default": "folder"})
    assert [one.name for one in told.parts] == ["database.sqlite3.gz", "uploads.json"]
    assert newest_at(AT + DAY) == AT
    manifest.look(done, told.parts)


def test_a_file_that_is_stored_or_deleted_while_the_database_is_copied_is_in_the_backup(saved, media, monkeypatch):
    gone = put(media, "gone.png", b"there at first")
    save = making.saved_database

    def meanwhile(draft: Path):
        gone.unlink()
        put(media, "new.png", b"there at last")
        return save(draft)

    monkeypatch.setattr(making, "saved_database", meanwhile)
    assert {one.name for one in uploads.read(making.back_up(at=AT))} == {"gone.png", "new.png"}


@pytest.mark.parametrize(
    "error", [refusals.ProgramFailed("pg_dump: killed"), OSError(errno.ENOSPC, "No space left on device", "x"), KeyboardInterrupt()]
)
def test_what_fails_leaves_the_former_backup_and_nothing_half(saved, monkeypatch, error):
    making.back_up(at=AT)

    def fail(draft: Path):
        (draft / copying.PART).write_bytes(b"ro")
        raise error

    monkeypatch.setattr(making, "saved_database", fail)
    with pytest.raises((refusals.ProgramFailed, refusals.NoRoom, KeyboardInterrupt)):
        making.back_up(at=AT + DAY)
    assert {path.name for path in saved.iterdir()} - {"files", "lock"} == {"2026-11-25T104000Z"}
    assert newest_at(AT + DAY) == AT


def test_a_full_disk_is_told_in_words(saved, monkeypatch):
    def fail(draft: Path):
        raise FULL

    monkeypatch.setattr(making, "saved_database", fail)
    with pytest.raises(CommandError, match=r"^De back-up kon niet geschreven worden\. No space left on device: database$"):
        call_command("back_up")


def test_without_a_folder_nothing_is_made_and_the_command_says_why(settings):
    settings.BACKUP_DIR = ""
    with pytest.raises(CommandError, match="BACKUP_DIR is niet ingevuld"):
        call_command("back_up")


def test_who_had_its_time_is_thrown_away_with_the_files_that_nobody_else_has(saved, media):
    old = put(media, "old.png", b"of a shop that was removed")
    put(media, "a.png", b"picture")
    making.back_up(at=AT - 31 * DAY)
    old.unlink()
    assert kept(saved) == {b"of a shop that was removed", b"picture"}
    making.back_up(at=AT)
    making.back_up(at=AT + DAY)
    assert [path.name for path in shelf.good()] == ["2026-11-26T104000Z", "2026-11-25T104000Z"]
    assert kept(saved) == {b"picture"}


def test_when_a_list_of_uploads_cannot_be_read_no_file_is_thrown_away(saved, media):
    put(media, "a.png", b"picture")
    making.back_up(at=AT - DAY)
    (shelf.named("newest") / manifest.UPLOADS).write_text("[")
    put(media, "b.png", b"another")
    making.back_up(at=AT)
    assert kept(saved) == {b"picture", b"another"}
    assert {one.name for one in uploads.read(shelf.named("newest"))} == {"a.png", "b.png"}, "and the new one reads all of them anew"


# -- as a service


@pytest.mark.django_db
def test_a_night_has_one_backup(saved):
    """Nights begin at three in Brussels."""
    assert back_up.is_done(AT) is True
    assert newest_at(AT + DAY) == AT
    assert back_up.is_done(AT + timedelta(hours=10)) is True
    assert newest_at(AT + DAY) == AT, "this night has one"
    assert back_up.is_done(AT + DAY) is True
    assert newest_at(AT + DAY) == AT + DAY


@pytest.mark.django_db
def test_a_backup_of_a_clock_that_was_ahead_costs_no_night_and_not_the_last_good_one(saved):
    making.back_up(at=AT)
    making.back_up(at=AT + 400 * DAY)
    assert back_up.is_done(AT + DAY) is True
    assert newest_at(AT + DAY) == AT + DAY
    assert {shelf.moment_of(path) for path in shelf.good()} == {AT, AT + DAY, AT + 400 * DAY}


@pytest.mark.django_db
def test_a_night_without_one_is_tried_again(saved, monkeypatch, caplog):
    def fail(draft: Path):
        raise refusals.NoProgram("pg_dump")

    with monkeypatch.context() as broken:
        broken.setattr(making, "saved_database", fail)
        assert back_up.is_done(AT) is False
    assert "no backup: Het programma pg_dump ontbreekt." in caplog.text
    assert back_up.is_done(AT + timedelta(minutes=15)) is True


def test_a_folder_that_may_not_be_read_has_no_newest(saved, monkeypatch, caplog):
    def refuse():
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(shelf, "good", refuse)
    assert newest_at(AT) is None
    assert caplog.messages == ["the folder of backups cannot be read: Permission denied"]


def test_a_deployment_without_backups_is_told(settings):
    settings.BACKUP_DIR = "/srv/ikl/backups"
    assert [found.id for found in backups_are_made()] == []
    settings.BACKUP_DIR = ""
    assert [found.id for found in backups_are_made()] == ["ikkooplokaal.W001"]


def test_a_backup_that_is_stopped_leaves_nothing_half_made(saved, backup_dir, monkeypatch):
    former = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(making, "saved_database", lambda draft: os.kill(os.getpid(), signal.SIGTERM))
    try:
        with pytest.raises(SystemExit, match=r"^143$"):
            call_command("back_up")
    finally:
        signal.signal(signal.SIGTERM, former)
    assert [path.name for path in backup_dir.iterdir() if path.name.endswith(shelf.UNFINISHED)] == []
