"""A database of SQLite: copied while somebody writes, and laid down whole or not at all."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ikkooplokaal.backups import copying, refusals


@pytest.fixture
def live(tmp_path) -> Iterator[sqlite3.Connection]:
    """The connection of a site that goes on: WAL, as in production."""
    with closing(sqlite3.connect(tmp_path / "site.sqlite3", isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE shop (name TEXT); CREATE TABLE django_session (session_key TEXT);")
        connection.execute("INSERT INTO shop VALUES ('De Kroon')")
        connection.execute("INSERT INTO django_session VALUES ('who-is-logged-in')")
        yield connection


@pytest.fixture
def draft(tmp_path) -> Path:
    (tmp_path / "draft").mkdir()
    return tmp_path / "draft"


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as there:
        return [name for (name,) in there.execute("SELECT name FROM shop ORDER BY rowid")]


def test_what_is_committed_is_copied_and_what_is_being_written_is_not(live, draft, tmp_path):
    live.execute("BEGIN IMMEDIATE")
    live.execute("INSERT INTO shop VALUES ('Half binnen')")
    facts = copying.save(tmp_path / "site.sqlite3", draft)
    live.execute("COMMIT")
    assert facts.counts == {"shop": 1}
    assert [path.name for path in draft.iterdir()] == ["database.sqlite3.gz"]
    copying.lay_down(draft, tmp_path / "new" / "site.sqlite3")
    assert names(tmp_path / "new" / "site.sqlite3") == ["De Kroon"]
    assert names(tmp_path / "site.sqlite3") == ["De Kroon", "Half binnen"], "the writer did not have to wait"


def test_of_a_session_nothing_is_left_on_any_page_of_the_copy(live, draft, tmp_path):
    copying.save(tmp_path / "site.sqlite3", draft)
    plain = gzip.decompress((draft / "database.sqlite3.gz").read_bytes())
    assert b"De Kroon" in plain
    assert b"who-is-logged-in" not in plain


def test_both_the_copy_and_what_comes_back_are_for_the_site_alone(live, draft, tmp_path):
    copying.save(tmp_path / "site.sqlite3", draft)
    copying.lay_down(draft, tmp_path / "new.sqlite3")
    assert {path.stat().st_mode & 0o777 for path in (draft / "database.sqlite3.gz", tmp_path / "new.sqlite3")} == {0o600}


def test_a_database_that_is_damaged_is_not_taken_for_a_good_one(live, draft, tmp_path):
    live.executemany("INSERT INTO shop VALUES (?)", [(f"Winkel {number}" * 20,) for number in range(500)])
    live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / "site.sqlite3").open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096)
    with pytest.raises(refusals.Unsound):
        copying.save(tmp_path / "site.sqlite3", draft)


def test_a_database_that_is_not_there_or_stands_in_memory_is_told_of(draft, tmp_path):
    for nowhere in (tmp_path / "none.sqlite3", Path("file:memorydb_default?mode=memory&cache=shared")):
        with pytest.raises(refusals.NoDatabase):
            copying.save(nowhere, draft)


def test_a_database_that_stands_is_never_written_over(live, draft, tmp_path):
    copying.save(tmp_path / "site.sqlite3", draft)
    with pytest.raises(refusals.NotEmpty, match=r"site\.sqlite3"):
        copying.lay_down(draft, tmp_path / "site.sqlite3")
    assert names(tmp_path / "site.sqlite3") == ["De Kroon"]


def test_one_without_tables_gives_way_as_somebody_only_asked_whether_it_answers(live, draft, tmp_path):
    copying.save(tmp_path / "site.sqlite3", draft)
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as asking:
        asking.execute("PRAGMA journal_mode=WAL")
    copying.lay_down(draft, tmp_path / "new.sqlite3")
    assert names(tmp_path / "new.sqlite3") == ["De Kroon"]


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_the_journal_of_another_database_is_not_mixed_with_what_comes_back(live, draft, tmp_path, end):
    copying.save(tmp_path / "site.sqlite3", draft)
    (tmp_path / f"new.sqlite3{end}").write_bytes(b"of the one that was moved away")
    with pytest.raises(refusals.NotEmpty, match=f"new.sqlite3{end}"):
        copying.lay_down(draft, tmp_path / "new.sqlite3")
    assert not (tmp_path / "new.sqlite3").exists()


@pytest.mark.parametrize("text", [b"", b"no database at all, but of good length " * 200])
def test_a_copy_that_is_no_database_leaves_nothing_behind(draft, tmp_path, text):
    (draft / "database.sqlite3.gz").write_bytes(gzip.compress(text))
    with pytest.raises(refusals.Damaged):
        copying.lay_down(draft, tmp_path / "new.sqlite3")
    assert {path.name for path in tmp_path.iterdir()} == {"draft"}


def test_a_copy_that_is_cut_off_leaves_nothing_behind(live, draft, tmp_path):
    copying.save(tmp_path / "site.sqlite3", draft)
    packed = draft / "database.sqlite3.gz"
    packed.write_bytes(packed.read_bytes()[:-20])
    with pytest.raises(refusals.Damaged):
        copying.lay_down(draft, tmp_path / "new.sqlite3")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("new")] == []
