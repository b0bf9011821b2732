"""What the parts of a rehearsal counted themselves: whether they were used, and how much."""

import json
import os
import subprocess
from typing import Any

import psycopg

from bench.rehearsal.voters import Mailboxes
from tests.services import nginx, postgres, redis_server, s3
from tests.services.whole import FILES, Whole

Figures = dict[str, Any]
STANDING = {"version", "keys", "pictures_stored", "documents_stored"}  # all others grow, and are told as the difference


def counted(site: Whole, mailboxes: Mailboxes) -> dict[str, Figures]:
    """By part; a part that was left out is not there."""
    found: dict[str, Figures] = {"mail server": {"mails": mailboxes.taken}}
    if site.environment["DATABASE_URL"].startswith("postgres"):
        found["PostgreSQL"] = of_postgres(site.environment["DATABASE_URL"])
    if site.redis:
        found["Redis"] = of_redis(site.redis)
    if site.store:
        found["SeaweedFS"] = of_store(site.store)
    if site.front:
        found["nginx"] = of_front(site.front)
    return found


def between(before: dict[str, Figures], after: dict[str, Figures]) -> dict[str, Figures]:
    return {
        part: {name: figure if name in STANDING else figure - before[part].get(name, 0) for name, figure in figures.items()}
        for part, figures in after.items()
    }


def of_postgres(url: str) -> Figures:
    host, database = url.removeprefix("postgres://").rsplit("/", 1)
    with psycopg.connect(host=host, dbname=database, user=postgres.ROLE) as connection:
        asked = "SELECT xact_commit, tup_inserted + tup_updated FROM pg_stat_database WHERE datname = current_database()"
        row = connection.execute(asked).fetchone()
        version = connection.info.server_version // 10_000
    assert row
    return {"version": version, "transactions": row[0], "rows_written": row[1]}


def of_redis(server: redis_server.RedisServer) -> Figures:
    client = server.client()
    told, keys = client.info(), client.dbsize()
    client.close()
    version = f"{told.get('server_name', 'redis')} {told.get('valkey_version', told['redis_version'])}"
    return {
        "version": version,
        "keys": keys,
        "hits": told["keyspace_hits"],
        "misses": told["keyspace_misses"],
        "commands": told["total_commands_processed"],
    }


def of_store(server: s3.S3Server) -> Figures:
    return {"pictures_stored": objects(server, server.public_bucket), "documents_stored": objects(server, server.private_bucket)}


def objects(server: s3.S3Server, bucket: str) -> int:
    pages = server.client().get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return sum(page["KeyCount"] for page in pages)


def of_front(server: nginx.Nginx) -> Figures:
    """What it wrote of each request; `cache` is HIT, MISS, STALE ..., "-" for what nobody may keep."""
    found: Figures = {"version": version_of_nginx(), "pictures_sent": 0, "picture_bytes": 0}
    for line in server.log().splitlines():
        told = json.loads(line)
        if told["host"].startswith(FILES):
            found["pictures_sent"] += told["status"] == 200
            found["picture_bytes"] += told["bytes"]
        else:
            word = told["cache"] or "-"
            found[word] = found.get(word, 0) + 1
    return found


def version_of_nginx() -> str:
    told = subprocess.run([nginx.program(), "-v"], capture_output=True, text=True, env=os.environ)
    return told.stderr.strip().rpartition("/")[2]
