"""Programs of PostgreSQL's client, and what they are told."""

import os

import pytest

from ikkooplokaal.backups import programs, refusals

SERVER = {"HOST": "db.example.org", "PORT": "5433", "USER": "ikl", "NAME": "site", "PASSWORD": "g-e-h-e-i-m", "OPTIONS": {"sslmode": "require"}}


def test_a_password_goes_by_the_environment_and_never_by_the_list_of_processes(monkeypatch):
    monkeypatch.setattr(os, "environ", {"PATH": "/bin"})
    assert programs.environment(SERVER) == {
        "PATH": "/bin",
        "LC_ALL": "C.UTF-8",
        "PGHOST": "db.example.org",
        "PGPORT": "5433",
        "PGUSER": "ikl",
        "PGDATABASE": "site",
        "PGPASSWORD": "g-e-h-e-i-m",
        "PGSSLMODE": "require",
        "PGAPPNAME": "ikkooplokaal backup",
    }


def test_what_a_program_says_last_is_why_it_failed():
    with pytest.raises(refusals.ProgramFailed, match=r"^sh: no such role$"):
        programs.run("sh", "-c", "echo connecting >&2; echo no such role >&2; exit 1")
    with pytest.raises(refusals.ProgramFailed, match=r"^sh: 3$"):
        programs.run("sh", "-c", "exit 3")


def test_a_program_that_is_not_there_is_named():
    with pytest.raises(refusals.NoProgram, match=r"^pg_of_nobody$"):
        programs.run("pg_of_nobody")


def test_a_program_that_is_on_no_path_is_found_where_debian_keeps_the_newest(monkeypatch, tmp_path):
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "pg_of_debian").touch()
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    assert programs.found("pg_of_debian") == f"{tmp_path}/17/bin/pg_of_debian"
    assert programs.found("sh").endswith("/sh")
