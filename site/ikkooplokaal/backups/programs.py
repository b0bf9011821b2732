"""The programs of PostgreSQL's client (Debian: postgresql-client). Passwords go by the environment: a list of processes is
read by everybody on the machine."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

from django.db.backends.postgresql.client import DatabaseClient

from ikkooplokaal.backups.refusals import NoProgram, ProgramFailed

DEBIAN = Path("/usr/lib/postgresql")
QUIET = {"LC_ALL": "C.UTF-8", "PGAPPNAME": "ikkooplokaal backup"}


def environment(database: dict[str, Any]) -> dict[str, str]:
    """Where the server is and who asks, as libpq reads it. database: an entry of DATABASES."""
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    told = {variable: str(database[name]) for variable, name in named.items() if database.get(name)}
    _, rest = DatabaseClient.settings_to_cmd_args_env(database, [])
    return os.environ | QUIET | told | (rest or {})


def run(name: str, *arguments: str | Path, env: dict[str, str] | None = None) -> str:
    """What it says. Raises NoProgram, and ProgramFailed with the last thing that it said."""
    command, known = [found(name), *arguments], env or os.environ | QUIET
    try:
        done = subprocess.run(command, env=known, capture_output=True, text=True, errors="replace")  # noqa: S603 (no word of it is a visitor's)
    except FileNotFoundError:
        raise NoProgram(name) from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise ProgramFailed(f"{name}: {said[-1] if said else done.returncode}")
    return done.stdout


def become(name: str, *arguments: str, env: dict[str, str]) -> NoReturn:
    """This process goes on as that program, which so gets its signals. Raises NoProgram."""
    try:
        os.execve(found(name), [name, *arguments], env)  # noqa: S606 (the same)
    except FileNotFoundError:
        raise NoProgram(name) from None


def found(name: str) -> str:
    """On the path, or the newest where Debian keeps those of each version: pg_verifybackup is on no path there."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return shutil.which(name) or str(next(reversed(versions), name))
