"""What a backup says of itself, and what is no backup."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ikkooplokaal.backups import manifest, newest_at, refusals, shelf
from ikkooplokaal.backups.manifest import Manifest, Part

AT = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
TOLD = Manifest(
    at=AT.isoformat(),
    kind="sqlite",
    is_exact=True,
    server="SQLite 3.40.1",
    migrations=["shops.0001_first"],
    counts={"shops_shop": 12},
    heads={"7": (20, "ab" * 32)},
    stores={"default": "folder"},
    uploads=0,
    parts=[],
)


def written(at: datetime = AT, **changes) -> Manifest:
    """A finished backup with one file in it."""
    draft = shelf.begin(at)
    (draft / "database").write_bytes(b"rows")
    told = replace(TOLD, at=at.isoformat(), parts=[manifest.part(draft, "database")], **changes)
    manifest.write(draft, told)
    shelf.finish(draft)
    return told


def test_what_was_written_is_read(backup_dir):
    told = written()
    assert manifest.read(shelf.named("newest")) == told
    assert told.parts == [Part("database", 4, "bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e")]


def test_files_and_folders_are_for_the_site_alone(backup_dir):
    written()
    with shelf.alone():
        modes = {path.name: path.stat().st_mode & 0o777 for path in [backup_dir, *backup_dir.rglob("*")] if path.name != "database"}
    assert modes == {"backups": 0o700, "2026-11-25T023000Z": 0o700, "manifest.json": 0o600, "lock": 0o600}


@pytest.mark.parametrize("change", [b"", b"row", b"rowt", b"rows "])
def test_a_file_that_is_not_what_the_manifest_says_is_named(backup_dir, change):
    told = written()
    (shelf.named("newest") / "database").write_bytes(change)
    with pytest.raises(refusals.Damaged, match=r"^database$"):
        manifest.look(shelf.named("newest"), told.parts)


def test_a_file_that_is_gone_is_named(backup_dir):
    told = written()
    (shelf.named("newest") / "database").unlink()
    with pytest.raises(refusals.Damaged, match=r"^database$"):
        manifest.look(shelf.named("newest"), told.parts)


def test_a_manifest_that_somebody_wrote_in_is_damaged(backup_dir):
    written()
    path = shelf.named("newest") / "manifest.json"
    path.write_text(path.read_text().replace('"shops_shop": 12', '"shops_shop": 13'))
    with pytest.raises(refusals.Damaged, match=r"^manifest\.json$"):
        manifest.read(path.parent)


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", '{"sum": 1}'])
def test_what_is_no_manifest_is_damaged(backup_dir, text):
    written()
    (shelf.named("newest") / "manifest.json").write_text(text)
    with pytest.raises(refusals.Damaged):
        manifest.read(shelf.named("newest"))


def test_a_manifest_of_another_form_is_of_another_version_whatever_else_it_says(backup_dir):
    written()
    (shelf.named("newest") / "manifest.json").write_text(json.dumps({"form": 2, "sum": "", "surprise": True}))
    with pytest.raises(refusals.OtherVersion, match=r"manifest\.json: 2"):
        manifest.read(shelf.named("newest"))


# -- the folder of all of them


def test_the_newest_is_known_by_its_name_alone(backup_dir):
    assert newest_at(LATER) is None
    written(LATER)
    written(AT)
    assert newest_at(LATER) == LATER
    assert newest_at(LATER - timedelta(seconds=1)) == AT, "a clock that was ahead made the other"
    assert [path.name for path in shelf.good()] == ["2026-11-26T023000Z", "2026-11-25T023000Z"]


def test_without_a_folder_for_backups_there_is_no_newest(settings, tmp_path):
    settings.BACKUP_DIR = ""
    assert newest_at(LATER) is None
    settings.BACKUP_DIR = str(tmp_path / "not yet")
    assert newest_at(LATER) is None


def test_half_a_backup_is_none_and_is_swept_away_with_nothing_else(backup_dir):
    written()
    (shelf.begin(LATER) / "database").write_bytes(b"ro")
    (backup_dir / "2026-11-20T023000Z").mkdir()
    (backup_dir / "of somebody else").mkdir()
    (backup_dir / "files").mkdir()
    assert newest_at(LATER) == AT
    shelf.sweep()
    assert {path.name for path in backup_dir.iterdir()} == {"2026-11-25T023000Z", "of somebody else", "files"}


def test_a_name_that_is_no_backup_is_unknown(backup_dir):
    with pytest.raises(refusals.Unknown):
        shelf.named("newest")
    written()
    for name in ("", "..", "2026-11-26T023000Z", str(backup_dir / "2026-11-25T023000Z")):
        with pytest.raises(refusals.Unknown):
            shelf.named(name)


def test_two_are_never_made_at_once(backup_dir):
    with shelf.alone(), pytest.raises(refusals.Busy), shelf.alone():
        pass
    with shelf.alone():
        written()
        with pytest.raises(refusals.Busy):
            shelf.begin(AT)
