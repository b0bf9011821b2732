"""The restore drill (docs/runbook.md): a site is backed up while somebody votes and uploads, and comes back elsewhere as it was.

In the suite on SQLite and by pg_dump, with files in a folder; `make restore-drill` sets IKL_DRILL=whole and adds buckets of an S3 server, and a
copy of a whole PostgreSQL server with its journal.
"""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ikkooplokaal.backups import fleeting, manifest, refusals, restoring, uploads
from tests.services import postgres, processes, site

SITE = "from tests.backups import small_site\n"
ALL_IS_WELL = "Alles klopt, ook de zegels. Wat intussen gewist was, is opnieuw gewist."

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("processes")]


@dataclass(frozen=True)
class Drill:
    """A backup of a small site, that stood where `environment` leads. state: of that site when its backup was ready and more was voted."""

    folder: Path
    environment: dict[str, str]
    votes_meanwhile: int
    state: dict

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def newest(self) -> Path:
        return max(path for path in self.backups.iterdir() if (path / manifest.NAME).exists())


@pytest.fixture(scope="module")
def drill(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Drill]:
    folder = tmp_path_factory.mktemp("drill")
    with django_db_blocker.unblock(), a_database("before", folder) as url:
        environment = production(folder, url, folder / "media")
        with processes.others(1, environment) as (one,):
            one.told(SITE + "small_site.make()")
            meanwhile = one.told("answer = small_site.back_up_while_somebody_votes()")
            yield Drill(folder, environment, meanwhile, one.told("answer = small_site.state()"))


def production(folder: Path, url: str, media: Path) -> dict[str, str]:
    """The variables of a site on production settings, whose keys stand apart from what is backed up."""
    media.mkdir(exist_ok=True)
    own = {"DATABASE_URL": url, "MEDIA_ROOT": str(media), "VOTE_KEYS_DIR": str(folder / "keys"), "BACKUP_DIR": str(folder / "backups")}
    reachable = {"ALLOWED_HOSTS": "testserver,localhost", "PATH": f"{client_programs()}:{os.environ['PATH']}"}
    return site.settings(8000, 1, 1) | own | reachable


def client_programs() -> str:
    """The folder of pg_dump beside the server of these tests."""
    try:
        return str(postgres.bin_dir())
    except postgres.NoServer:
        return ""


@contextmanager
def a_database(name: str, folder: Path, filled: bool = True) -> Iterator[str]:
    """The address of a database of its own: with all tables, or without any."""
    if connection.vendor == "sqlite":
        file = processes.copied(connection, folder) if filled else folder / f"{name}.sqlite3"
        yield f"sqlite:///{file}"
        return
    own, name = connection.settings_dict, f"{connection.settings_dict['NAME']}_{name}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{own["NAME"]}"' if filled else ""))
        try:
            yield f"postgres:///{own['HOST']}/{name}"
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_site_comes_back_as_it_was_and_people_log_in_and_vote(drill, tmp_path):
    told = manifest.read(drill.newest)
    with a_database("after", tmp_path, filled=False) as url, processes.others(1, production(drill.folder, url, tmp_path / "media")) as (two,):
        assert ALL_IS_WELL in two.told(SITE + "answer = small_site.said('restore_backup', 'newest')")
        state = two.told("answer = small_site.state()")
        assert (state["findings"], state["has_key"]) == ([], True)
        assert two.told("answer = small_site.fleeting()") == {"sessions": 0, "links": 0, "requests": 0, "waiting": 0}
        assert two.told("answer = small_site.log_in()") == [302, 302, 302, 200]
        assert two.told("answer = small_site.vote()") == [303, 1]
        assert two.told("answer = small_site.refused('restore_backup', 'newest')").startswith("Daar staat al iets: ")
    assert state["ballots"] == state["slips"] == told.counts["votes_ballot"] >= 25, "to the row what the manifest says"
    assert state["head"] == drill.state["head"], "all that was sealed is there"
    assert "missing" not in state["files"].values()
    assert {name: drill.state["files"][name] for name in state["files"]} == state["files"]
    assert told.counts["media_library_sitedocument"] + 2 == len(state["files"])


def test_somebody_wrote_while_it_was_copied(drill):
    assert drill.votes_meanwhile >= 2
    assert manifest.read(drill.newest).counts["votes_ballot"] <= drill.state["ballots"]


def test_no_key_and_no_secret_is_in_a_backup(drill):
    held = [path.read_bytes() for path in (drill.backups / "files").rglob("*") if path.is_file()]
    held += [(drill.newest / name).read_bytes() for name in (manifest.NAME, manifest.UPLOADS)]
    held.append(unpacked(drill.newest))
    keys = [path.read_bytes() for path in (drill.folder / "keys").glob("*.key")]
    assert len(keys) == 1
    for secret in [*keys, keys[0].hex().encode(), site.SECRET_KEY.encode(), b"een lange zin van mij"]:
        assert [len(text) for text in held if secret in text] == []
    assert b"votes_ballot" in held[-1], "the control: this is the database in plain"


def test_what_lives_hours_is_in_no_backup(drill):
    told = manifest.read(drill.newest)
    assert set(fleeting.tables()) & set(told.counts) == set()
    assert b"r1-1" not in unpacked(drill.newest), "the keys of requests to vote, of whom three stand in the database"


def unpacked(backup: Path) -> bytes:
    """The copy of the database in plain."""
    if (backup / "database.sqlite3.gz").exists():
        return gzip.decompress((backup / "database.sqlite3.gz").read_bytes())
    told = subprocess.run([Path(client_programs(), "pg_restore"), "--file=-", backup / "database.dump"], capture_output=True, check=True)
    return told.stdout


# -- what is damaged is not brought back, not even half


@pytest.fixture
def copied(drill, settings, tmp_path) -> Path:
    """The backup of the drill, copied, for a site without uploads."""
    shutil.copytree(drill.backups, tmp_path / "backups")
    settings.BACKUP_DIR, settings.MEDIA_ROOT = str(tmp_path / "backups"), str(tmp_path / "media")
    (tmp_path / "media").mkdir()
    return tmp_path / "backups" / drill.newest.name


def change(path: Path) -> None:
    """One byte in the middle of it."""
    text = bytearray(path.read_bytes())
    text[len(text) // 2] ^= 1
    path.write_bytes(text)


def database_of(backup: Path) -> Path:
    return next(path for path in backup.iterdir() if path.name.startswith("database."))


DAMAGES = {
    "one byte of the database": lambda backup: change(database_of(backup)),
    "the database is cut off": lambda backup: os.truncate(database_of(backup), 1000),
    "the database is gone": lambda backup: database_of(backup).unlink(),
    "one byte of the list of uploads": lambda backup: change(backup / manifest.UPLOADS),
    "an upload is gone": lambda backup: uploads.place_of(uploads.read(backup)[0].sha256).unlink(),
    "one byte of an upload": lambda backup: change(uploads.place_of(uploads.read(backup)[0].sha256)),
    "one byte of the manifest": lambda backup: change(backup / manifest.NAME),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_of_a_damaged_backup_nothing_comes_back(copied, settings, damage):
    assert restoring.looked_at(copied).kind in {"sqlite", "dump"}
    damage(copied)
    with pytest.raises(refusals.Damaged):
        restoring.restore(name="newest", where=restoring.Where())
    assert list(Path(settings.MEDIA_ROOT).iterdir()) == []


def test_of_a_backup_of_a_newer_site_nothing_comes_back(copied, settings):
    told = manifest.read(copied)
    (copied / manifest.NAME).unlink()
    manifest.write(copied, replace(told, migrations=[*told.migrations, "shops.9999_of_next_year"]))
    with pytest.raises(refusals.OtherVersion, match=r"^shops\.9999_of_next_year$"):
        restoring.restore(name="newest", where=restoring.Where())
    assert list(Path(settings.MEDIA_ROOT).iterdir()) == []


def test_a_refusal_is_told_in_words_and_ends_with_an_error(copied):
    database_of(copied).unlink()
    with pytest.raises(CommandError, match=r"^De back-up is beschadigd: database\..*\. Er is niets teruggezet\. Neem een andere\.$"):
        call_command("restore_backup", "newest")
    with pytest.raises(CommandError, match=r"^Er is geen back-up 2020-01-01T000000Z\. Zonder naam zie je welke er zijn\.$"):
        call_command("restore_backup", "2020-01-01T000000Z")
