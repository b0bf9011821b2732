"""A copy of a whole PostgreSQL server while it runs (pg_basebackup), and its journal since (WAL): with both it is brought back to any second.

Asks for a role that may replicate. `receive_wal` keeps the journal in `wal/`, second by second.
Source: postgresql.org/docs/current/continuous-archiving.html
"""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from ikkooplokaal.backups import dumping, programs, shelf
from ikkooplokaal.backups.facts import Facts, told_by
from ikkooplokaal.backups.refusals import NotEmpty, ProgramFailed

FOLDER = "base"
FILES = [f"{FOLDER}/{name}" for name in ("backup_manifest", "base.tar.gz", "pg_wal.tar.gz")]
SLOT = "ikl_backup"
BROUGHT = "journal"  # of the restored server; away once it runs
FETCH = f'cp {BROUGHT}/%f "%p" 2> /dev/null || cp {BROUGHT}/%f.partial "%p"'  # PostgreSQL runs it in its own folder
SEGMENT = 16 * 1024 * 1024  # bytes; what initdb chooses


def role() -> dict[str, Any]:
    """Who may replicate, as an entry of DATABASES."""
    return settings.BACKUP_DATABASE or settings.DATABASES["default"]


def save(folder: Path) -> Facts:
    """Raises NoProgram and ProgramFailed. The facts are those of the moment before."""
    with dumping.snapshot() as (_, ask):
        facts = told_by(ask, "postgresql")
    how = ["--format=tar", "--gzip", "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password"]
    programs.run("pg_basebackup", *how, f"--pgdata={folder / FOLDER}", env=programs.environment(role()))
    made = sorted(f"{FOLDER}/{path.name}" for path in (folder / FOLDER).iterdir())
    if made != FILES:
        raise ProgramFailed(f"pg_basebackup: {made}")  # tablespaces: the way back knows none
    for name in made:
        (folder / name).chmod(0o600)
    return facts


def receive() -> None:
    """Become pg_receivewal, for ever: what it receives is on disk at once. The server keeps what was not received, also while nobody does (slot)."""
    shelf.wal().mkdir(mode=0o700, parents=True, exist_ok=True)
    env = programs.environment(role())
    programs.run("pg_receivewal", f"--slot={SLOT}", "--create-slot", "--if-not-exists", "--no-password", env=env)
    programs.become("pg_receivewal", f"--directory={shelf.wal()}", f"--slot={SLOT}", "--synchronous", "--no-password", env=env)


def thin_journal() -> int:
    """Throw away what no copy that is left could use; returns how many files."""
    kept = [path / FILES[0] for path in shelf.good() if (path / FILES[0]).exists()]
    if not kept:
        return 0
    first = min(first_segment(path.read_text("utf-8")) for path in kept)
    old = [path for path in journal() if path.name[8:24] < first]
    for path in old:
        path.unlink()
    return len(old)


def journal() -> list[Path]:
    """What was received of it; the last file is only partly filled."""
    return [path for path in sorted(shelf.wal().glob("*")) if is_segment(path.name)]


def first_segment(backup_manifest: str) -> str:
    """The file of the journal with which a copy begins, without its timeline: 16 hexadecimal digits."""
    start = json.loads(backup_manifest)["WAL-Ranges"][0]["Start-LSN"]
    high, low = (int(half, 16) for half in start.split("/"))
    return f"{high:08X}{low // SEGMENT:08X}"


def is_segment(name: str) -> bool:
    digits = name.removesuffix(".partial")
    return len(digits) == 24 and set(digits) <= set("0123456789ABCDEF")


def history() -> list[Path]:
    """Which timelines there were, if the server was restored before."""
    return sorted(shelf.wal().glob("*.history"))


def check_free(target: Path) -> None:
    """Raises NotEmpty."""
    if target.exists() and any(target.iterdir()):
        raise NotEmpty(str(target))


def lay_down(folder: Path, target: Path, until: datetime | None) -> None:
    """Make `target` the folder of a server that, when it is started, goes on to `until`, or as far as the journal goes. That comes along in it.

    As root its files belong to the user "postgres" again, else to whoever restores. Raises NotEmpty, NoProgram and ProgramFailed; then nothing
    of it is left. A server that cannot reach `until` does not start, and its log says so.
    """
    check_free(target)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        programs.run("tar", "-xzpf", folder / FILES[1], "-C", target)
        programs.run("tar", "-xzpf", folder / FILES[2], "-C", target / "pg_wal")
        shutil.copyfile(folder / FILES[0], target / "backup_manifest")
        programs.run("pg_verifybackup", "--no-parse-wal", target)
        bring_journal(target, first_segment((folder / FILES[0]).read_text("utf-8")), until)
        give(target)
    except BaseException:
        for left in target.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        raise


def bring_journal(target: Path, first: str, until: datetime | None) -> None:
    """With what the server reads at its start; without a journal it ends where the copy does."""
    wanted = [path for path in journal() if path.name[8:24] >= first] + history()
    if not wanted and not until:
        return
    (target / BROUGHT).mkdir(mode=0o700)
    for path in wanted:
        shutil.copyfile(path, target / BROUGHT / path.name)
    told = {"restore_command": FETCH, "recovery_target_timeline": "latest", "recovery_target_action": "promote"}
    told |= {"recovery_target_time": f"{until.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00"} if until else {}
    own = target / "postgresql.auto.conf"
    former = [line for line in own.read_text("utf-8").splitlines() if not line.startswith(("restore_command", "recovery_target"))]
    own.write_text("\n".join([*former, *(f"{name} = '{value}'" for name, value in told.items()), ""]), "utf-8")
    (target / "recovery.signal").touch(mode=0o600)


def give(target: Path) -> None:
    """All of it to whom the copied files belong."""
    owner = (target / "PG_VERSION").stat()
    brought = [target / "backup_manifest", target / "recovery.signal", target / BROUGHT, *(target / BROUGHT).glob("*")]
    for path in [target, *(one for one in brought if one.exists())]:
        os.chown(path, owner.st_uid, owner.st_gid)
    target.chmod(0o700)
