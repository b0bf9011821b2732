"""What may never change is held by the database: UPDATE, DELETE (and TRUNCATE) of these tables are refused, to the site's own role too.

SQLite drops a table's triggers in silence when a migration rebuilds it, so they are installed again after every `migrate` (post_migrate,
votes.apps). A ballot in a round that is counted or cancelled is refused as well, and so is another name or number for a candidate.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

PROVINCE = ("ProvincialCount", "ProvincialEvent", "ProvincialResult")
APPEND_ONLY = ("Ballot", "BallotEvent", "SealedEntry", "SealHead", "RoundCount", "PublishedResult", *PROVINCE)
FIXED = ("round_id", "number", "name", "slug", "face")  # of a candidate, once lined up: what a vote for a number is a vote for
ANOTHER = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FIXED)
CLOSED = "EXISTS (SELECT 1 FROM votes_round WHERE id = NEW.round_id AND (frozen_at IS NOT NULL OR cancelled_at IS NOT NULL))"

POSTGRES_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION votes_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE OR REPLACE FUNCTION votes_round_takes_ballots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {CLOSED} THEN RAISE EXCEPTION 'the round is counted or cancelled' USING ERRCODE = 'restrict_violation'; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION votes_candidate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {ANOTHER} THEN RAISE EXCEPTION 'a candidate stays who it is' USING ERRCODE = 'restrict_violation'; END IF;
    RETURN NEW;
END $$;
"""


def tables() -> list[str]:
    return [apps.get_model("votes", name)._meta.db_table for name in APPEND_ONLY]


def install(connection: BaseDatabaseWrapper) -> None:
    """Every trigger, anew."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTIONS)
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """For tests that empty their database, and for nobody else."""
    with connection.cursor() as cursor:
        for table, name in names(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers of this module that the database has."""
    known = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'votes_%%' AND tgenabled = 'A'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'votes_%%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(known[connection.vendor], [])
        return {name for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of those that should stand and do not."""
    return {name for _table, name in names(connection.vendor)} - standing(connection)


def names(vendor: str) -> list[tuple[str, str]]:
    """(table, trigger) of all of them."""
    kinds = ["update", "delete", *(["truncate"] if vendor == "postgresql" else [])]
    refused = [(table, f"{table}_refuses_{kind}") for table in tables() for kind in kinds]
    return [*refused, ("votes_ballot", "votes_ballot_in_an_open_round"), ("votes_candidate", "votes_candidate_stays_who_it_is")]


def statements(vendor: str) -> Iterator[str]:
    for table, name in names(vendor):
        kind = name.rpartition("_")[2]
        if name == "votes_ballot_in_an_open_round":
            yield from guarded_insert(vendor, table, name)
        elif name == "votes_candidate_stays_who_it_is":
            yield from guarded_candidate(vendor, table, name)
        elif vendor == "postgresql":
            each = "STATEMENT" if kind == "truncate" else "ROW"
            yield f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} FOR EACH {each} EXECUTE FUNCTION votes_append_only()"
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
        else:
            yield f"CREATE TRIGGER {name} BEFORE {kind.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"


def guarded_insert(vendor: str, table: str, name: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION votes_round_takes_ballots()"
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    else:
        yield f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {CLOSED} BEGIN SELECT RAISE(ABORT, 'the round is counted or cancelled'); END"


def guarded_candidate(vendor: str, table: str, name: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION votes_candidate_stays()"
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    else:
        yield f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {ANOTHER} BEGIN SELECT RAISE(ABORT, 'a candidate stays who it is'); END"
