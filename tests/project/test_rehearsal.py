"""A few minutes of the evening of a final, on all parts: what `make rehearsal` does for ten."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection

from bench.rehearsal import report
from bench.rehearsal.__main__ import Asked, evening, filled
from tests.services import nginx, postgres, redis_server, s3, whole
from tests.services.migrated import NoCopy, another_on

PARTS = ["PostgreSQL", "Redis", "SeaweedFS", "mail server", "nginx"]


@pytest.fixture
def site(db, tmp_path: Path) -> Iterator[whole.Whole]:
    """On a copy of the migrated database: migrating takes half a minute."""
    if connection.vendor != "postgresql":
        pytest.skip("the evening of a final runs on PostgreSQL: `make test-postgres`")
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)  # nginx's processes are nobody's
    try:
        with another_on(connection) as url, whole.served(tmp_path, database_url=url, fill=filled(towns=1, pictures=1)) as running:
            if running.left_out:
                pytest.skip("; ".join(running.left_out))
            yield running
    except NoCopy as reason:
        pytest.skip(str(reason))


def test_votes_go_the_whole_way_beside_readers_and_each_part_has_its_share(site):
    told = evening(site, Asked(views=36, seconds=3, votes=1))
    assert (told["failed"], told["votes"]["lost"], told["changes"]["lost"]) == ({}, {}, 0)
    assert told["votes"]["confirmed"] == 3
    assert told["votes"]["stored"] == {"ballots": 3, "slips": 3, "findings": 0}
    assert report.is_sound(told)
    assert sum(seen["number"] for seen in told["by_kind"].values()) == 36
    assert sorted(told["parts"]) == PARTS
    used = told["parts"]
    assert used["mail server"]["mails"] >= 3
    assert used["Redis"]["keys"] > 0 and used["Redis"]["hits"] > 0
    assert used["SeaweedFS"]["pictures_stored"] > 0
    assert used["nginx"]["HIT"] > 0
    assert used["PostgreSQL"]["rows_written"] > 0


def test_what_the_machine_lacks_is_named_and_the_site_does_without(monkeypatch, tmp_path):
    def lacks(reason: Exception):
        def ask(*_):
            raise reason

        return ask

    monkeypatch.setattr(nginx, "program", lacks(nginx.NoServer("no nginx")))
    monkeypatch.setattr(postgres, "bin_dir", lacks(postgres.NoServer("no PostgreSQL")))
    monkeypatch.setattr(redis_server, "server", lacks(redis_server.NoServer("no Redis")))
    monkeypatch.setattr(s3, "server", lacks(s3.NoServer("no weed")))
    bare = whole.Whole(whole.settings(tmp_path, 8443), "https://localhost:8443")
    with ExitStack() as stack:
        for part in (whole.look_for_front, whole.cache, whole.store):
            part(bare, stack, tmp_path)
        whole.database(bare, stack)
        whole.front(bare, stack, tmp_path, 8443, [8001, 8002])
    assert bare.left_out == [
        "nginx, nothing is kept and nothing encrypted (no nginx)",
        "Redis, files instead (no Redis)",
        "SeaweedFS, a folder instead (no weed)",
        "PostgreSQL, SQLite instead (no PostgreSQL)",
    ]
    assert (bare.base_url, bare.pids, bare.front, bare.redis, bare.store) == ("http://localhost:8001", {}, None, None, None)
    asked = ("DATABASE_URL", "CACHE_URL", "SERVE_MEDIA", "SECURE_SSL_REDIRECT", "PURGE_NGINX")
    assert {name: bare.environment.get(name) for name in asked} == {
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "CACHE_URL": f"filecache://{tmp_path}/cache",
        "SERVE_MEDIA": "1",
        "SECURE_SSL_REDIRECT": "0",
        "PURGE_NGINX": None,
    }
