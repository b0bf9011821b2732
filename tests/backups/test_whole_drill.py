"""The longer half of the restore drill, by `make restore-drill` (IKL_DRILL=whole): files in buckets, and a copy of a whole PostgreSQL server whose
journal brings it back to the second before a mistake."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from ikkooplokaal.backups import manifest
from tests.backups.test_drill import ALL_IS_WELL, SITE, a_database, production
from tests.services import postgres, processes, s3
from tests.services.processes import PATIENCE, ROOT

SETTINGS = [*postgres.SOCKET_ONLY, "-c", "wal_level=replica", "-c", "max_wal_senders=4", "-c", "fsync=off", "-c", "shared_buffers=16MB"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.services,
    pytest.mark.skipif(os.environ.get("IKL_DRILL") != "whole", reason="servers of their own, a minute or two: make restore-drill"),
]


# -- buckets


@pytest.fixture
def buckets(request) -> Iterator[list[s3.S3Server]]:
    """Two servers: that of the site, and an empty one for the site that comes back."""
    try:
        with s3.server() as one, s3.server() as other:
            for server in (one, other):
                make_room(server)
            yield [one, other]
    except s3.NoServer as reason:
        pytest.skip(f"the S3 server does not start here: {reason}")


@pytest.fixture(scope="module")
def all_tables(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The address of a database with all tables; made outside of a test's transaction, in which nothing can be copied."""
    with django_db_blocker.unblock(), a_database("s3", tmp_path_factory.mktemp("s3")) as url:
        yield url


def make_room(server: s3.S3Server) -> None:
    """The first file of a bucket waits for room on the server's disk, longer than a busy machine has patience for."""
    client, deadline = server.client(), time.monotonic() + PATIENCE
    while not s3.done(lambda: client.put_object(Bucket=server.public_bucket, Key="ready", Body=b"ready")):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    client.delete_object(Bucket=server.public_bucket, Key="ready")


def on_s3(server: s3.S3Server) -> dict[str, str]:
    return server.environment() | {"AWS_S3_URL_PROTOCOL": "http:"}


def held(server: s3.S3Server) -> dict[str, set[str]]:
    """The names in each bucket."""
    found = {name: server.client().list_objects_v2(Bucket=name) for name in (server.public_bucket, server.private_bucket)}
    return {name: {item["Key"] for item in one.get("Contents", [])} for name, one in found.items()}


def test_files_come_back_into_the_bucket_that_they_were_in(buckets, all_tables, tmp_path):
    before, after = buckets
    with processes.others(1, production(tmp_path, all_tables, tmp_path / "media") | on_s3(before)) as (one,):
        one.told(SITE + "small_site.make()")
        one.told("answer = small_site.said('back_up')")
        state = one.told("answer = small_site.state()")
        assert "missing" not in state["files"].values()
        assert one.told("answer = small_site.read_on_a_second_backup()") == [], "the second backup reads no file again"
    new = tmp_path / "new"
    new.mkdir()
    with a_database("s3_after", new, filled=False) as url, processes.others(1, production(tmp_path, url, new / "media") | on_s3(after)) as (two,):
        assert ALL_IS_WELL in two.told(SITE + "answer = small_site.said('restore_backup', 'newest')")
        assert two.told("answer = small_site.state()")["files"] == state["files"]
    assert held(after) == held(before)
    assert all(name.startswith("documents/") for name in held(after)[after.private_bucket])


# -- a whole server


class Server:
    """A PostgreSQL server that may be copied while it runs; `data` is made by initdb, or came out of a backup."""

    def __init__(self, folder: Path, data: Path):
        self.folder, self.data, self.who = folder, data, postgres.unprivileged(folder)
        self.programs = postgres.reachable(postgres.bin_dir(), folder, self.who)

    @property
    def url(self) -> str:
        return f"postgres:///{self.folder}/{postgres.DATABASE}"

    def start(self) -> None:
        command = [self.programs / "postgres", "-D", self.data, "-k", self.folder, *SETTINGS]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **self.who)

    def ask(self, query: str, database: str = "postgres") -> str:
        """What psql says; empty when nobody answers yet."""
        command = [self.programs / "psql", "-XAtq", "-h", self.folder, "-U", postgres.ROLE, "-d", database, "-c", query]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    def wait(self, query: str, answer: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.ask(query) != answer:
            assert self.process.poll() is None and time.monotonic() < deadline, (self.folder / "log").read_text()[-3000:]
            time.sleep(0.1)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(PATIENCE)


@contextmanager
def a_server(folder: Path, data: Path | None = None) -> Iterator[Server]:
    """Running. data: of a server that is there already; None makes an empty one with the database "ikl"."""
    folder.mkdir(exist_ok=True)
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)  # PostgreSQL does not run as root, and whom it runs as must get here
    made = Server(folder, data or folder / "data")
    if data is None:
        postgres.initialise(made.programs, folder, made.who)
    elif made.who:
        subprocess.run(["chown", "-R", f"{made.who['user']}:{made.who['group']}", data], check=True)
    made.start()
    try:
        made.wait("SELECT pg_is_in_recovery()", "f")
        yield made
    finally:
        made.end()


def filled(server: Server, source: str) -> None:
    """All tables, from the database of the tests."""
    subprocess.run([server.programs / "createdb", "-h", server.folder, "-U", postgres.ROLE, postgres.DATABASE], check=True)
    dump = [postgres.bin_dir() / "pg_dump", "--no-owner", "-U", postgres.ROLE, "-h", connection.settings_dict["HOST"], source]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as told:
        read = [server.programs / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-h", server.folder, "-U", postgres.ROLE, "-d", postgres.DATABASE]
        subprocess.run(read, stdin=told.stdout, stdout=subprocess.DEVNULL, check=True)


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[Path]:
    """A short name: the path of a socket has a hundred signs at most."""
    folder = Path(tempfile.mkdtemp(prefix="ikl-drill-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_whole_server_comes_back_to_the_second_before_a_mistake(elsewhere, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has a journal")
    with a_server(elsewhere / "one") as server:
        filled(server, connection.settings_dict["NAME"])
        environment = production(tmp_path, server.url, tmp_path / "media") | {"BACKUP_POSTGRES": "base", "PGUSER": postgres.ROLE}
        with processes.others(1, environment) as (one,), receiving(environment):
            server.wait("SELECT count(*) FROM pg_replication_slots WHERE active", "1")
            one.told(SITE + "small_site.make()")
            assert one.told("answer = small_site.back_up_while_somebody_votes()") >= 2
            one.told("small_site.vote()")
            state = one.told("answer = small_site.state()")
            moment = server.ask("SELECT clock_timestamp()").replace(" ", "T")
            one.told("small_site.mistake()")
            assert [name for name in one.told("answer = small_site.state()")["files"] if name.startswith("documents/")] == []
            server.wait("SELECT bool_and(flush_lsn >= pg_current_wal_flush_lsn()) FROM pg_stat_replication", "t")
    backup = next(path for path in (tmp_path / "backups").iterdir() if (path / manifest.NAME).exists())
    assert (manifest.read(backup).kind, manifest.read(backup).is_exact) == ("base", False)

    new = production(tmp_path, f"postgres:///{elsewhere}/two/{postgres.DATABASE}", tmp_path / "media") | {"PGUSER": postgres.ROLE}
    (elsewhere / "two").mkdir()
    said = command(new, "restore_backup", "newest", "--server-folder", str(elsewhere / "two" / "data"), "--until", moment)
    assert said.startswith("De map staat klaar.")
    with a_server(elsewhere / "two", elsewhere / "two" / "data"):
        assert ALL_IS_WELL in command(new, "restore_backup", "newest", "--finish")
        with processes.others(1, new) as (two,):
            two.told(SITE)
            assert two.told("answer = small_site.state()") == state, "the votes after the copy are there, and the mistake is not"
            assert two.told("answer = small_site.log_in()") == [302, 302, 302, 200]
            assert two.told("answer = small_site.vote('nog.iemand@ikkooplokaal.example')") == [303, 1]

    journal = sorted(path for path in (tmp_path / "backups" / "wal").iterdir())
    journal[-1].unlink()
    command(new, "restore_backup", "newest", "--server-folder", str(elsewhere / "three"), "--until", "2099-01-01 00:00")
    with (
        pytest.raises(AssertionError, match="recovery ended before configured recovery target was reached"),
        a_server(elsewhere / "four", elsewhere / "three"),
    ):
        pass


@contextmanager
def receiving(environment: dict[str, str]) -> Iterator[None]:
    with processes.program([sys.executable, "manage.py", "receive_wal"], environment, ROOT):
        yield


def command(environment: dict[str, str], *words: str) -> str:
    """What a command of the site says, run as an operator does."""
    done = subprocess.run([sys.executable, "manage.py", *words], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
