"""What was uploaded goes into a backup once, and comes back as it was."""

import os
import shutil
from pathlib import Path

import pytest

from ikkooplokaal.backups import refusals, shelf, uploads


def put(media: Path, name: str, text: bytes) -> Path:
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return path


def names(found: list[uploads.Upload]) -> set[str]:
    return {one.name for one in found}


def kept(backup_dir: Path) -> set[bytes]:
    return {path.read_bytes() for path in (backup_dir / "files").rglob("*") if path.is_file()}


def test_every_file_is_kept_once_under_the_sum_of_what_is_in_it(backup_dir, media):
    put(media, "images/a.png", b"picture")
    put(media, "documents/b.txt", b"rules")
    put(media, "documents/same.txt", b"rules")
    found = uploads.collect([])
    assert names(found) == {"images/a.png", "documents/b.txt", "documents/same.txt"}
    assert kept(backup_dir) == {b"picture", b"rules"}
    assert len(list((backup_dir / "files").rglob("*"))) == 4, "two files in two folders, and nothing half made"
    modes = {path.stat().st_mode & 0o777 for path in (backup_dir / "files").rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_a_file_that_is_known_is_not_read_again(backup_dir, media, monkeypatch):
    put(media, "a.png", b"picture")
    known = uploads.collect([])
    put(media, "b.png", b"another")
    read = []
    taken = uploads.taken
    monkeypatch.setattr(uploads, "taken", lambda name, store, found: read.append(found.name) or taken(name, store, found))
    assert names(uploads.collect(known)) == {"a.png", "b.png"}
    assert read == ["b.png"]


def test_a_file_of_which_the_copy_is_lost_is_read_again(backup_dir, media):
    put(media, "a.png", b"picture")
    known = uploads.collect([])
    uploads.place_of(known[0].sha256).unlink()
    assert uploads.collect(known) == known
    assert kept(backup_dir) == {b"picture"}


def test_another_file_of_the_same_name_and_size_is_read_again(backup_dir, media):
    path = put(media, "a.png", b"picture")
    known = uploads.collect([])
    path.write_bytes(b"PICTURE")
    os.utime(path, ns=(1, 1))
    assert uploads.collect(known)[0].sha256 != known[0].sha256
    assert kept(backup_dir) == {b"picture", b"PICTURE"}


def test_a_file_that_is_deleted_while_it_is_looked_at_is_passed_by(backup_dir, media):
    path = put(media, "a.png", b"picture")
    store = uploads.stores()["default"]
    [found] = store.found()
    path.unlink()
    assert uploads.taken("default", store, found) is None
    assert kept(backup_dir) == set()


def test_the_keys_of_the_vote_and_the_backups_are_never_taken_along_though_they_lie_among_the_uploads(settings, backup_dir, media):
    settings.VOTE_KEYS_DIR, settings.BACKUP_DIR = str(media / "keys"), str(media / "backups")
    put(media, "keys/edition-2027.key", b"k" * 32)
    put(media, "backups/2026-11-25T023000Z/manifest.json", b"{}")
    put(media, "a.png", b"picture")
    assert names(uploads.collect([])) == {"a.png"}


def test_what_no_backup_names_any_more_is_thrown_away(backup_dir, media):
    put(media, "a.png", b"picture")
    put(media, "b.png", b"another")
    [kept_one] = [one for one in uploads.collect([]) if one.name == "a.png"]
    (backup_dir / "files" / ".half").write_bytes(b"pic")
    assert uploads.forget_unused([kept_one]) == 2
    assert kept(backup_dir) == {b"picture"}


# -- and back


@pytest.fixture
def copied(backup_dir, media) -> list[uploads.Upload]:
    put(media, "images/a.png", b"picture")
    put(media, "documents/b.txt", b"rules")
    return uploads.collect([])


def empty(media: Path) -> None:
    for path in media.rglob("*"):
        if path.is_file():
            path.unlink()


def test_files_come_back_as_they_were_and_only_those_that_are_missing(copied, media):
    (media / "images" / "a.png").unlink()
    wanted = uploads.missing(copied)
    assert names(wanted) == {"images/a.png"}
    uploads.put_back(wanted)
    assert (media / "images" / "a.png").read_bytes() == b"picture"
    assert uploads.missing(copied) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root brings back files of somebody else")
def test_who_uploads_gets_what_root_brings_back(copied, media):
    shutil.rmtree(media / "images")
    os.chown(media, 12345, 12345)
    uploads.put_back(uploads.missing(copied))
    assert {path.stat().st_uid for path in [media / "images", media / "images" / "a.png"]} == {12345}


def test_another_file_of_that_name_is_left_and_told_of(copied, media):
    (media / "images" / "a.png").write_bytes(b"a newer picture")
    with pytest.raises(refusals.Differs, match=r"^images/a\.png$"):
        uploads.missing(copied)
    (media / "images" / "a.png").write_bytes(b"PICTURE")
    os.utime(media / "images" / "a.png", ns=(1, 1))
    with pytest.raises(refusals.Differs):
        uploads.missing(copied)


def test_a_copy_that_is_damaged_or_gone_is_found_before_anything_is_put_back(copied, media):
    one = copied[0]
    place = uploads.place_of(one.sha256)
    place.write_bytes(place.read_bytes().swapcase())
    with pytest.raises(refusals.Damaged, match=one.name):
        uploads.look(copied)
    place.unlink()
    with pytest.raises(refusals.Damaged, match=one.name):
        uploads.look(copied)


def test_files_of_a_folder_are_not_put_into_buckets(backup_dir, media):
    uploads.check_kinds({"default": "folder"})
    with pytest.raises(refusals.OtherKind, match="bucket"):
        uploads.check_kinds({"default": "bucket", "documents": "bucket"})


def test_the_list_of_uploads_is_read_as_it_was_written_and_a_damaged_one_is_told_of(copied, backup_dir):
    uploads.write(backup_dir, copied)
    assert uploads.read(backup_dir) == copied
    (backup_dir / "uploads.json").write_text('[{"name": "a"}]')
    with pytest.raises(refusals.Damaged):
        uploads.read(backup_dir)


def test_the_folder_of_files_may_be_missing(backup_dir):
    assert not shelf.files().exists()
    assert uploads.forget_unused([]) == 0
