"""The site with all parts that production has, on this machine: nginx with deploy/nginx/compose.conf in front of two web servers, PostgreSQL,
Redis, an S3 server, a mail server that keeps what it gets, the task worker and the periodic jobs.

    python -m tests.services.whole [--port 8443]     # with the demo, until Ctrl-C: `make serve-whole`

A part that this machine lacks is replaced by what the site can do without it (SQLite, files, no nginx in front), and named in `left_out`.
One that is there and does not start is an error.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services import nginx, postgres, redis_server, s3, site, smtp
from tests.services.processes import ROOT, program

HOST, FILES = "localhost", "files.localhost"
STORE_NETWORK = "172.31.251.0/24"  # of compose.yaml; here it is the loopback that stores, and says which pages have changed
# Where nobody packs the connection, and links lead to the first web server and to the store themselves.
WITHOUT_FRONT = {"SECURE_SSL_REDIRECT": "0", "BEHIND_PROXY": "0", "AWS_S3_URL_PROTOCOL": "http:"}


@dataclass
class Whole:
    """A site that runs. pids: of each part, its first process. base_url: where visitors come in."""

    environment: dict[str, str]
    base_url: str = ""
    left_out: list[str] = field(default_factory=list)
    pids: dict[str, int] = field(default_factory=dict)
    mails: smtp.SmtpServer | None = None
    redis: redis_server.RedisServer | None = None
    store: s3.S3Server | None = None
    front: nginx.Nginx | None = None

    def run(self, *arguments: str, **other: str) -> str:
        """What Python prints in the site's environment, to which `other` is added."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | self.environment | other, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
        return done.stdout

    def manage(self, *arguments: str) -> None:
        """What it asks of the worker is done at once: there is none yet."""
        self.run("manage.py", *arguments, BACKGROUND_WORKER="0")


def load_demo(whole: Whole) -> None:
    whole.manage("load_demo")


def load_and_tell(whole: Whole) -> None:
    """And which logins there are."""
    print("loading the demo ...", flush=True)
    print(whole.run("manage.py", "load_demo", BACKGROUND_WORKER="0"))


@contextmanager
def served(
    folder: Path,
    *,
    port: int = 0,
    workers: int = 1,
    threads: int = 4,
    task_workers: int = 1,
    database_url: str = "",
    fill: Callable[[Whole], None] = load_demo,
) -> Iterator[Whole]:
    """folder: for what lives as long as this. workers: of each of the two web servers. fill: what the database gets to hold.

    database_url: of one that is migrated; without it there is a new one, on a server of its own.
    """
    port = port or nginx.free_port()
    with ExitStack() as stack:
        whole = Whole(settings(folder, port))
        whole.base_url = whole.environment["BASE_URL"]
        collected = stack.enter_context(ThreadPoolExecutor(1)).submit(whole.manage, "collectstatic", "--no-input", "--verbosity", "0")
        for part in (look_for_front, cache, store, mail_server):
            part(whole, stack, folder)
        if database_url:
            whole.environment["DATABASE_URL"] = database_url
        else:
            database(whole, stack)
            whole.manage("migrate", "--verbosity", "0")
        fill(whole)
        collected.result()
        web = [start_web(whole, stack, place, workers, threads) for place in ("web one", "web two")]
        for place in range(task_workers):
            start_program(whole, stack, f"worker {place + 1}", "db_worker", "--verbosity", "0")
        start_program(whole, stack, "periodic", "run_periodic", "--forever")
        front(whole, stack, folder, port, web)
        yield whole


def settings(folder: Path, port: int) -> dict[str, str]:
    """Production's own, as compose.yaml sets them."""
    return {
        "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.production",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "SECRET_KEY": site.SECRET_KEY,
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"https://{HOST}:{port}",
        "DEFAULT_FROM_EMAIL": "Ik koop lokaal <test@ikkooplokaal.example>",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "CACHE_URL": f"filecache://{folder}/cache",
        "EMAIL_URL": "dummymail://",
        "MEDIA_ROOT": f"{folder}/media",
        "VOTE_KEYS_DIR": f"{folder}/keys",
        "DEMO_ALLOWED": "1",
    }


def look_for_front(whole: Whole, stack: ExitStack, folder: Path) -> None:
    """Is there an nginx, which is told of changes? What the site believes of itself depends on it."""
    try:
        nginx.program()
    except nginx.NoServer as reason:
        whole.left_out.append(f"nginx, nothing is kept and nothing encrypted ({reason})")
        whole.environment |= WITHOUT_FRONT
    else:
        whole.environment["PURGE_NGINX"] = f"http://127.0.0.1:{nginx.free_port()}"


def database(whole: Whole, stack: ExitStack) -> None:
    """With the settings that a distribution ships: it waits for its disk."""
    try:
        whole.environment |= stack.enter_context(postgres.server(postgres.bin_dir(), []))
    except postgres.NoServer as reason:
        whole.left_out.append(f"PostgreSQL, SQLite instead ({reason})")
        return
    data = Path(whole.environment["DATABASE_URL"].removeprefix("postgres://")).parent / "data"
    whole.pids["PostgreSQL"] = int((data / "postmaster.pid").read_text().split()[0])


def cache(whole: Whole, stack: ExitStack, folder: Path) -> None:
    try:
        running = stack.enter_context(redis_server.server())
    except redis_server.NoServer as reason:
        whole.left_out.append(f"Redis, files instead ({reason})")
        return
    whole.environment["CACHE_URL"], whole.redis = running.url, running
    whole.pids["Redis"] = running.process.pid


def store(whole: Whole, stack: ExitStack, folder: Path) -> None:
    try:
        running = stack.enter_context(s3.server())
    except s3.NoServer as reason:
        whole.left_out.append(f"SeaweedFS, a folder instead ({reason})")
        whole.environment["SERVE_MEDIA"] = "1"
        return
    whole.environment |= running.environment()
    whole.store, whole.pids["SeaweedFS"] = running, running.pid
    if "PURGE_NGINX" in whole.environment:
        port = whole.base_url.rpartition(":")[2]
        whole.environment["AWS_S3_CUSTOM_DOMAIN"] = f"{FILES}:{port}/{running.public_bucket}"


def mail_server(whole: Whole, stack: ExitStack, folder: Path) -> None:
    """In a thread of this process."""
    whole.mails = stack.enter_context(smtp.server())
    whole.environment["EMAIL_URL"] = whole.mails.url


def start_web(whole: Whole, stack: ExitStack, name: str, workers: int, threads: int) -> int:
    """Its port."""
    running = stack.enter_context(
        site.served({"SECURE_SSL_REDIRECT": "1", "BEHIND_PROXY": "1"} | whole.environment, workers=workers, threads=threads)
    )
    whole.pids[name] = running.process.pid
    return running.port


def start_program(whole: Whole, stack: ExitStack, name: str, *command: str) -> None:
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = stack.enter_context(program([sys.executable, "manage.py", *command], os.environ | whole.environment, **quiet))
    whole.pids[name] = process.pid


def front(whole: Whole, stack: ExitStack, folder: Path, port: int, web: list[int]) -> None:
    """nginx; without it visitors come to the first web server."""
    if "PURGE_NGINX" not in whole.environment:
        whole.base_url = f"http://{HOST}:{web[0]}"
        return
    store_at = whole.environment.get("AWS_S3_ENDPOINT_URL", "http://127.0.0.1:9").removeprefix("http://")
    names = {"web-one:8000": f"127.0.0.1:{web[0]}", "web-two:8000": f"127.0.0.1:{web[1]}", "store:8333": store_at, STORE_NETWORK: "127.0.0.1"}
    purge_port = int(whole.environment["PURGE_NGINX"].rpartition(":")[2])
    whole.front = stack.enter_context(nginx.served("compose.conf", folder / "nginx", names, port=port, purge_port=purge_port))
    whole.pids["nginx"] = whole.front.pid


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8443)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="ikl-whole-") as folder, served(Path(folder), port=asked.port, fill=load_and_tell) as whole:
        print(told(whole), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nstopping", flush=True)


def told(whole: Whole) -> str:
    lines = [f"  {whole.base_url}/   (a certificate of nobody: the browser warns; Ctrl-C stops everything)", f"  parts: {', '.join(whole.pids)}"]
    return "\n".join(["", *lines, *(f"  left out: {one}" for one in whole.left_out), ""])


if __name__ == "__main__":
    main()
