"""The journal of PostgreSQL: what of it is still needed, and how a restored server is told to follow it. With real servers: test_whole_drill.py."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ikkooplokaal.backups import manifest, refusals, server_copy

FIRST, SECOND, THIRD = ("000000010000000000000005", "000000010000000000000006", "000000020000000100000007.partial")


def said(start: str) -> str:
    """What pg_basebackup writes, as far as it is read."""
    return json.dumps({"PostgreSQL-Backup-Manifest-Version": 1, "WAL-Ranges": [{"Timeline": 1, "Start-LSN": start, "End-LSN": "9/0"}]})


@pytest.fixture
def journal(backup_dir) -> Path:
    folder = backup_dir / "wal"
    folder.mkdir()
    for name in (FIRST, SECOND, THIRD, "00000002.history"):
        (folder / name).write_text(name)
    return folder


def copy_that_begins_at(backup_dir: Path, start: str) -> None:
    folder = backup_dir / "2026-11-25T023000Z"
    (folder / "base").mkdir(parents=True)
    (folder / manifest.NAME).write_text("{}")
    (folder / "base" / "backup_manifest").write_text(said(start))


@pytest.mark.parametrize(
    ("start", "segment"),
    [("0/2000028", "0000000000000002"), ("0/5000000", "0000000000000005"), ("1/FF000028", "00000001000000FF"), ("A/0", "0000000A00000000")],
)
def test_the_file_of_the_journal_with_which_a_copy_begins(start, segment):
    assert server_copy.first_segment(said(start)) == segment


def test_what_no_copy_could_use_is_thrown_away(backup_dir, journal):
    copy_that_begins_at(backup_dir, "0/6000028")
    assert server_copy.thin_journal() == 1
    assert {path.name for path in journal.iterdir()} == {SECOND, THIRD, "00000002.history"}


def test_without_a_copy_all_of_the_journal_stays(journal):
    assert server_copy.thin_journal() == 0


def test_without_a_journal_nothing_is_thrown_away(backup_dir):
    copy_that_begins_at(backup_dir, "0/6000028")
    assert server_copy.thin_journal() == 0


# -- what a restored server reads


@pytest.fixture
def target(tmp_path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "postgresql.auto.conf").write_text("# of then\nrecovery_target_time = '2026-10-01 00:00:00+00'\nwork_mem = '8MB'\n")
    return folder


def test_the_journal_comes_along_and_is_followed_until_the_moment(journal, target):
    until = datetime(2026, 11, 25, 20, 58, 30, 500_000, tzinfo=ZoneInfo("Europe/Brussels"))
    server_copy.bring_journal(target, "0000000000000006", until)
    assert {path.name for path in (target / "journal").iterdir()} == {SECOND, THIRD, "00000002.history"}
    told = (target / "postgresql.auto.conf").read_text()
    assert told.startswith("# of then\nwork_mem = '8MB'\nrestore_command = '")
    assert "recovery_target_time = '2026-11-25 19:58:30.500000+00'\n" in told
    assert "recovery_target_action = 'promote'\n" in told
    assert (target / "recovery.signal").exists()


def test_its_pieces_are_fetched_by_name_and_the_last_one_though_it_is_not_full(journal, target):
    server_copy.bring_journal(target, "0000000000000005", None)
    for name, found in ((SECOND, SECOND), (THIRD.removesuffix(".partial"), THIRD)):
        fetch = server_copy.FETCH.replace("%f", name).replace("%p", "fetched")
        subprocess.run(["sh", "-c", fetch], cwd=target, check=True)
        assert (target / "fetched").read_text() == found
    missing = server_copy.FETCH.replace("%f", "000000010000000000000099").replace("%p", "other")
    assert subprocess.run(["sh", "-c", missing], cwd=target, capture_output=True).returncode != 0
    assert "recovery_target_time =" not in (target / "postgresql.auto.conf").read_text()


def test_without_a_journal_and_a_moment_the_server_ends_where_the_copy_does(backup_dir, target):
    server_copy.bring_journal(target, "0000000000000005", None)
    assert [path.name for path in target.iterdir()] == ["postgresql.auto.conf"]


def test_a_folder_that_holds_something_is_left_as_it_is(backup_dir, target):
    with pytest.raises(refusals.NotEmpty):
        server_copy.lay_down(backup_dir, target, None)
    assert (target / "postgresql.auto.conf").exists()


def test_a_copy_that_cannot_be_unpacked_leaves_nothing_behind(backup_dir, tmp_path):
    copy_that_begins_at(backup_dir, "0/6000028")
    (backup_dir / "2026-11-25T023000Z" / "base" / "base.tar.gz").write_bytes(b"no archive")
    with pytest.raises(refusals.ProgramFailed, match=r"^tar: "):
        server_copy.lay_down(backup_dir / "2026-11-25T023000Z", tmp_path / "new", None)
    assert list((tmp_path / "new").iterdir()) == []
