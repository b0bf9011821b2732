"""The site as production runs it: gunicorn on production settings, on a port of the loopback, ended by its process id.

with site.served({"DATABASE_URL": url, "VOTE_KEYS_DIR": folder}) as running:
    status, location = running.post("/nl/stemmen/2027/tielt/stem/c/abc/", {"code": "012345"})
"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.written import leaks_of_a_process

ROOT = Path(__file__).parents[2]
START_SECONDS = 300
PATIENCE = 120  # seconds for one answer
TOKEN = "a" * 32  # nobody's: a form is accepted when cookie and field are alike
SECRET_KEY = "only-for-the-tests"


class Site:
    """A running site. `process` is gunicorn's own, which starts another worker for each that dies."""

    def __init__(self, port: int, process: subprocess.Popen):
        self.port, self.process = port, process

    def workers(self) -> list[int]:
        """The process ids of the workers of this moment."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def post(self, path: str, fields: dict[str, str], *, network: str = "192.0.2.1") -> tuple[int, str]:
        """(status, Location) of a form that a visitor from `network` sends. Raises OSError or HTTPException when nobody answers."""
        connection = self.connection()
        try:
            return posted(connection, path, fields, network)
        finally:
            connection.close()

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)


def posted(connection: http.client.HTTPConnection, path: str, fields: dict[str, str], network: str) -> tuple[int, str]:
    """The same over a connection that stays open."""
    body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}", "X-Forwarded-For": network}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("Location", "")


@contextmanager
def served(environment: dict[str, str], *, workers: int = 2, threads: int = 4, application: str = "") -> Iterator[Site]:
    """environment: DATABASE_URL of a database that is migrated and VOTE_KEYS_DIR at least. application: what wraps the site, "module:name".

    What the site wrote to its console may tell of nobody.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--log-level", "warning", *([application] if application else [])]
    told = settings(port, workers, threads) | environment
    with tempfile.TemporaryFile("w+") as said:
        with subprocess.Popen(command, env=told, cwd=ROOT, stderr=said) as process:
            running = Site(port, process)
            try:
                wait_until_it_answers(running)
                yield running
            finally:
                end(running)
        said.seek(0)
        assert leaks_of_a_process(said.read(), is_production=told["DJANGO_SETTINGS_MODULE"].endswith(".production")) == []


def settings(port: int, workers: int, threads: int) -> dict[str, str]:
    told = {
        "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.production",
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "localhost",
        "BASE_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "WEB_CONCURRENCY": str(workers),
        "WEB_THREADS": str(threads),
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": "dummymail://",
        "DEFAULT_FROM_EMAIL": "Ik koop lokaal <test@ikkooplokaal.example>",
        "SECURE_SSL_REDIRECT": "0",
        "BEHIND_PROXY": "1",
    }
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # a site that runs is compiled
    return own | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"} | told


def wait_until_it_answers(running: Site, path: str = "/healthz") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.process.poll() is None:
        connection = running.connection()
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the site does not start")


def end(running: Site) -> None:
    """The workers first: gunicorn cannot tell them once it is killed."""
    running.process.terminate()
    try:
        running.process.wait(30)
    except subprocess.TimeoutExpired:
        for pid in running.workers():
            os.kill(pid, 9)
        running.process.kill()
